using Cuvee.Interop;
using Cuvee.Model;

namespace Cuvee.Ingest;

/// <summary>The rows of a Parquet file as blocks of JSON objects, the row from 1 as the line.</summary>
internal static class ParquetBlocks
{
    /// <summary>What DuckDB may hold while it reads; row groups are read one at a time.</summary>
    private const long MemoryBytes = 1L << 30;

    /// <exception cref="InvalidDataException">The file is damaged; the message is a clause without the file's name.</exception>
    public static IEnumerable<Block> Read(string path, int blockBytes)
    {
        using var duckDb = DuckDb.Open(1, MemoryBytes);
        var builder = new BlockBuilder(blockBytes);
        using var rows = Open(duckDb, path);
        var line = 1L;
        while (Next(rows))
        {
            if (Add(builder, rows, line++) is { } full) yield return full;
        }

        if (builder.Finish() is { } last) yield return last;
    }

    private static Block? Add(BlockBuilder builder, JsonRows rows, long line) => builder.Add(rows.Current, line, 0, -1);

    private static JsonRows Open(DuckDb duckDb, string path) => Guard(path, () => ParquetRows.Open(duckDb, path).ReadJson());

    private static bool Next(JsonRows rows) => Guard(string.Empty, rows.MoveNext);

    private static T Guard<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CuveeException damage)
        {
            var message = damage.Message;
            if (path.Length > 0 && message.StartsWith(path + ": ", StringComparison.Ordinal)) message = message[(path.Length + 2)..];
            throw new InvalidDataException(message, damage);
        }
    }
}
