using System.Collections.Immutable;
using Cuvee.Interop;
using Cuvee.Model;

namespace Cuvee.Report;

/// <summary>Reads single rows of a dataset's ledger. Threads take turns.</summary>
/// <param name="folder">The dataset's folder; nothing is opened before the first question.</param>
internal sealed class LedgerReader(string folder) : IDisposable
{
    /// <summary>For looking rows up; DuckDB streams the rest.</summary>
    private const long MemoryBytes = 1L << 30;

    private const string Columns =
        "id, source, family, file, line, item, state, stage, reason, measured, threshold, other_id, similarity, changes, content_hash, copies, split, output_file, output_line, output_hash, tags, byte_offset, component, tied_by";

    private readonly Lock _turn = new();
    private readonly Lazy<DuckDb> _duckDb = new(Open);
    private readonly string _path = Path.Combine(folder, DatasetFolder.LedgerName);

    /// <summary>The rows that meet a condition in SQL, in the order of the ledger.</summary>
    /// <exception cref="CuveeException">The ledger cannot be read.</exception>
    public ImmutableArray<LedgerEntry> Where(string condition) => Read(Columns, condition, Entry);

    /// <summary>The rows that meet a condition, by their numbers from 0: nothing but the columns of the condition is read.</summary>
    public ImmutableArray<long> RowNumbers(string condition) => Read("file_row_number", condition, (result, row) => result.Column(0).Int64(row));

    /// <summary>The row of a number from 0.</summary>
    public ImmutableArray<LedgerEntry> Row(long number) => Where($"file_row_number = {number}");

    /// <summary>The number, within its line, of the first record of the JSON value that holds a record.</summary>
    public long FirstItem(LedgerEntry record) => Read(
        "min(item)",
        $"line = {record.Line} AND file = {DuckDb.QuoteText(record.File)} AND source = {DuckDb.QuoteText(record.Source)} AND byte_offset = {record.ByteOffset}",
        (result, row) => result.Column(0).Int64(row))[0];

    /// <summary>Something of every row that meets a condition, in the order of the ledger.</summary>
    /// <param name="columns">A list of columns or expressions.</param>
    /// <param name="condition">In SQL.</param>
    /// <param name="read">Given the current chunk and a row in it.</param>
    public ImmutableArray<T> Read<T>(string columns, string condition, Func<DuckDbResult, int, T> read)
    {
        try
        {
            lock (_turn) return _duckDb.Value.Rows($"SELECT {columns} FROM read_parquet({DuckDb.QuoteInputPath(_path)}, file_row_number = true) WHERE {condition}", read);
        }
        catch (DuckDbException failure)
        {
            throw failure.At(_path, "the ledger cannot be read");
        }
    }

    public void Dispose()
    {
        if (_duckDb.IsValueCreated) _duckDb.Value.Dispose();
    }

    private static DuckDb Open()
    {
        var duckDb = DuckDb.Open(Environment.ProcessorCount, MemoryBytes);
        // The statistics of a ledger of millions of rows are half a megabyte, and every look-up goes by them
        duckDb.Execute("SET parquet_metadata_cache = true");
        return duckDb;
    }

    private static LedgerEntry Entry(DuckDbResult result, int row) => new()
    {
        Id = Text(result, 0, row)!,
        Source = Text(result, 1, row)!,
        Family = Text(result, 2, row),
        File = Text(result, 3, row)!,
        Line = result.Column(4).Int64(row),
        Item = result.Column(5).Int64(row),
        State = Text(result, 6, row)!,
        Stage = Text(result, 7, row),
        Reason = Text(result, 8, row),
        Measured = Number(result, 9, row),
        Threshold = Number(result, 10, row),
        OtherId = Text(result, 11, row),
        Similarity = Number(result, 12, row),
        Changes = result.Column(13).IsNull(row) ? [] : [.. result.Column(13).RuleCounts(row).Select(change => (change.Rule.ToString(), change.Count))],
        ContentHash = Text(result, 14, row),
        Copies = result.Column(15).Int32(row),
        Split = Text(result, 16, row),
        OutputFile = Text(result, 17, row),
        OutputLine = result.Column(18).IsNull(row) ? null : result.Column(18).Int64(row),
        OutputHash = Text(result, 19, row),
        Tags = Text(result, 20, row),
        ByteOffset = result.Column(21).Int64(row),
        Component = result.Column(22).IsNull(row) ? null : result.Column(22).Int64(row),
        TiedBy = Text(result, 23, row),
    };

    private static string? Text(DuckDbResult result, int column, int row) => result.Column(column).IsNull(row) ? null : result.Column(column).String(row);

    private static double? Number(DuckDbResult result, int column, int row) => result.Column(column).IsNull(row) ? null : result.Column(column).Double(row);
}
