using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Cuvee.Model;

namespace Cuvee.Interop;

/// <summary>
/// An in-memory DuckDB database with one connection, for one thread at a time; its own work may use several. Rows keep their order for any thread count.
/// Nothing is read from the user's settings or fetched from the network: no extension is installed or loaded, no stored secret is looked up.
/// </summary>
public sealed class DuckDb : IDisposable
{
    private nint _database;
    private nint _connection;
    private DuckDbResult? _openResult;

    private DuckDb(nint database, nint connection)
    {
        _database = database;
        _connection = connection;
    }

    /// <summary>Such as <c>v1.5.6</c>. Another version may write other Parquet bytes, so it belongs in a manifest.</summary>
    public static string Version => Marshal.PtrToStringUTF8(DuckDbNative.LibraryVersion())!;

    /// <summary>The connection's handle, for the calls that register functions.</summary>
    internal nint Connection => _connection != 0 ? _connection : throw new ObjectDisposedException(nameof(DuckDb));

    /// <summary>Opens an empty database.</summary>
    /// <param name="threads">DuckDB's threads, the calling one among them; at least 1.</param>
    /// <param name="memoryLimitBytes">What DuckDB may hold before it spills to the temporary directory, or fails where it cannot.</param>
    /// <param name="temporaryDirectory">Where it spills to; created when it first does. Null for a folder among the system's temporary ones.</param>
    /// <exception cref="CuveeException">The native library is missing, or the platform is not linux-x64.</exception>
    public static DuckDb Open(int threads, long memoryLimitBytes, string? temporaryDirectory = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(memoryLimitBytes, 1);
        Require(DuckDbNative.CreateConfig(out var config), "DuckDB could not allocate its settings");
        nint database = 0;
        try
        {
            Set(config, "threads", $"{threads}");
            Set(config, "memory_limit", $"{memoryLimitBytes}B");
            Set(config, "temp_directory", temporaryDirectory ?? Path.Combine(Path.GetTempPath(), "cuvee-duckdb"));
            Set(config, "preserve_insertion_order", "true");
            Set(config, "autoinstall_known_extensions", "false");
            Set(config, "autoload_known_extensions", "false");
            Set(config, "allow_persistent_secrets", "false");
            if (DuckDbNative.Open(":memory:", out database, config, out var error) != 0)
                throw new DuckDbException(TakeText(error) ?? "DuckDB could not be opened");
            Require(DuckDbNative.Connect(database, out var connection), "DuckDB could not connect to its own database");
            var duckDb = new DuckDb(database, connection);
            // The machine's own time zone would show in every TIMESTAMPTZ
            duckDb.Execute("SET enable_progress_bar = false; SET TimeZone = 'UTC'");
            return duckDb;
        }
        catch
        {
            if (database != 0) DuckDbNative.Close(ref database);
            throw;
        }
        finally
        {
            DuckDbNative.DestroyConfig(ref config);
        }
    }

    /// <summary>A text as an SQL literal: <c>it's</c> gives <c>'it''s'</c>. Backslashes have no meaning in it.</summary>
    public static string QuoteText(string text) => $"'{text.Replace("'", "''")}'";

    /// <summary>A name as an SQL identifier: <c>a "b"</c> gives <c>"a ""b"""</c>.</summary>
    public static string QuoteName(string name) => $"\"{name.Replace("\"", "\"\"")}\"";

    /// <summary>
    /// A path as an SQL literal that stands for that one file, whatever characters are in its name: it is made absolute and its glob characters are escaped.
    /// </summary>
    public static string QuoteInputPath(string path) =>
        QuoteText(string.Concat(Path.GetFullPath(path).Select(character => character is '*' or '?' or '[' ? $"[{character}]" : character.ToString())));

    /// <summary>Runs one or more statements and drops their rows.</summary>
    /// <exception cref="DuckDbException">With DuckDB's message.</exception>
    public void Execute(string sql)
    {
        EnsureNoOpenResult();
        var state = DuckDbNative.Query(Connection, sql, out var result);
        var error = state == 0 ? null : ReadText(DuckDbNative.ResultError(ref result)) ?? "DuckDB failed without a message";
        DuckDbNative.DestroyResult(ref result);
        if (error is not null) throw new DuckDbException(error);
    }

    /// <summary>
    /// Runs one statement and streams its rows: DuckDB works ahead by about 1 MB only (streaming_buffer_size). Until the result is disposed, nothing else may run.
    /// </summary>
    /// <exception cref="DuckDbException">With DuckDB's message.</exception>
    public DuckDbResult Query(string sql)
    {
        EnsureNoOpenResult();
        nint pending = 0;
        var state = DuckDbNative.Prepare(Connection, sql, out var statement);
        try
        {
            if (state != 0) throw new DuckDbException(ReadText(DuckDbNative.PrepareError(statement)) ?? "DuckDB failed without a message");
            if (DuckDbNative.PendingStreaming(statement, out pending) != 0)
                throw new DuckDbException(ReadText(DuckDbNative.PendingError(pending)) ?? "DuckDB failed without a message");
            state = DuckDbNative.ExecutePending(pending, out var result);
            _openResult = new DuckDbResult(result, () => _openResult = null);
            if (state != 0) _openResult.ThrowError();
            return _openResult;
        }
        catch
        {
            _openResult?.Dispose();
            throw;
        }
        finally
        {
            if (pending != 0) DuckDbNative.DestroyPending(ref pending);
            DuckDbNative.DestroyPrepare(ref statement);
        }
    }

    /// <summary>Runs one statement and takes something of each row, in their order.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="read">Given the current chunk and a row in it.</param>
    /// <exception cref="DuckDbException">With DuckDB's message.</exception>
    public ImmutableArray<T> Rows<T>(string sql, Func<DuckDbResult, int, T> read)
    {
        using var result = Query(sql);
        var rows = ImmutableArray.CreateBuilder<T>();
        while (result.ReadChunk())
        {
            for (var row = 0; row < result.RowCount; row++) rows.Add(read(result, row));
        }

        return rows.ToImmutable();
    }

    /// <summary>Parses and binds one statement without running it.</summary>
    /// <exception cref="DuckDbException">With DuckDB's message.</exception>
    public void Check(string sql)
    {
        EnsureNoOpenResult();
        var state = DuckDbNative.Prepare(Connection, sql, out var statement);
        var error = state == 0 ? null : ReadText(DuckDbNative.PrepareError(statement)) ?? "DuckDB failed without a message";
        DuckDbNative.DestroyPrepare(ref statement);
        if (error is not null) throw new DuckDbException(error);
    }

    /// <summary>The columns that a SELECT gives, with DuckDB's names of their types (<c>STRUCT("role" VARCHAR)[]</c>), without running it.</summary>
    /// <exception cref="DuckDbException">With DuckDB's message.</exception>
    public ImmutableArray<(string Name, string Type)> Describe(string select)
    {
        using var result = Query($"SELECT column_name, column_type FROM (DESCRIBE {select}\n)");
        var columns = ImmutableArray.CreateBuilder<(string, string)>();
        while (result.ReadChunk())
        {
            for (var row = 0; row < result.RowCount; row++) columns.Add((result.Column(0).String(row), result.Column(1).String(row)));
        }

        return columns.ToImmutable();
    }

    public void Dispose()
    {
        _openResult?.Dispose();
        if (_connection != 0) DuckDbNative.Disconnect(ref _connection);
        if (_database != 0) DuckDbNative.Close(ref _database);
    }

    internal static string? ReadText(nint text) => Marshal.PtrToStringUTF8(text);

    private static string? TakeText(nint text)
    {
        var copy = ReadText(text);
        DuckDbNative.Free(text);
        return copy;
    }

    private static void Set(nint config, string name, string value) => Require(DuckDbNative.SetConfig(config, name, value), $"DuckDB refused the setting {name} = {value}");

    private static void Require(int state, string problem)
    {
        if (state != 0) throw new DuckDbException(problem);
    }

    private void EnsureNoOpenResult()
    {
        if (_openResult is not null) throw new InvalidOperationException("the result of an earlier query is still open; dispose it first");
    }
}
