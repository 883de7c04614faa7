using System.Collections.Immutable;
using Cuvee.Engine;
using Cuvee.Model;

namespace Cuvee.Interop;

/// <summary>
/// Writes Parquet on one thread of DuckDB's, so that the same rows give the same bytes and keep their order; no table is held in memory.
/// The file is written in place and is left incomplete by a failure: write aside, then rename.
/// </summary>
public static class ParquetWriter
{
    /// <summary>Rows of a row group.</summary>
    public const int RowGroupRows = 40_960;

    // Measured on 1,000,000 ledger rows (22 columns, 59 MB): 1.2 s and 122 MiB for the whole process. With DuckDB's defaults (level 3, V1, 122,880 rows):
    // 2.0 s, 204 MiB, 69 MB.
    // Level 1 is also the smallest on hexadecimal text; a dictionary over 1,000 values only loses against the delta encodings of V2.
    private static readonly string RowOptions =
        $"FORMAT parquet, PARQUET_VERSION V2, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE {RowGroupRows}, DICTIONARY_SIZE_LIMIT 1000, USE_TMP_FILE false";

    // Texts of training data: V1 is what every reader of Parquet takes, 3 is zstd's default level. Row groups are bounded in bytes, since texts may be long.
    // Measured on 224 MB of 1 KB lines: 0.4 s and 210 MiB; with groups of 64 MiB 0.5 s and 340 MiB.
    private static readonly string TextOptions =
        $"FORMAT parquet, PARQUET_VERSION V1, COMPRESSION zstd, COMPRESSION_LEVEL 3, ROW_GROUP_SIZE {RowGroupRows}, ROW_GROUP_SIZE_BYTES '16MiB', USE_TMP_FILE false";

    /// <summary>Far above what a row group needs; a run that reaches it fails instead of swapping.</summary>
    private const long MemoryLimitBytes = 2L << 30;

    /// <summary>Writes rows that a delegate produces.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="columns">What a row holds.</param>
    /// <param name="fill">Writes the next rows into the chunk, from row 0 on, and returns how many; 0 ends the file. What it throws comes out of this call unchanged.</param>
    /// <param name="threads">With more than one the delegate is called on another thread than DuckDB works on, and ahead of it.</param>
    /// <exception cref="CuveeException">The file could not be written, or DuckDB is missing.</exception>
    public static void Write(string path, ImmutableArray<ParquetColumn> columns, Func<ChunkWriter, int> fill, int threads = 1)
    {
        if (threads > 1)
        {
            using var ahead = new ChunksAhead(columns, fill);
            Ordered.Run(threads, ahead.Fill, () => TakeAll(ahead));
            return;
        }

        using var chunk = new ChunkWriter(columns);
        Write(path, columns, () => chunk.Fill(fill) ? chunk : null);

        void TakeAll(ChunksAhead ahead)
        {
            try
            {
                Write(path, columns, ahead.Next);
            }
            finally
            {
                ahead.Stop();
            }
        }
    }

    private static void Write(string path, ImmutableArray<ParquetColumn> columns, Func<ChunkWriter?> next)
    {
        using var duckDb = Open();
        using var source = new RowSource(duckDb, "rows", columns, next);
        try
        {
            Copy(duckDb, "rows()", path, RowOptions);
        }
        catch (CuveeException)
        {
            source.Failure?.Throw();
            throw;
        }
    }

    /// <summary>
    /// Converts a file of JSON lines. A field that a line lacks is null, a field that has no column is left out. A JSON text in a VARCHAR column is decoded; any other JSON value
    /// there becomes JSON text anew (2.50 turns into 2.5), so keep as a text what must keep its bytes. DuckDB works on 2,048 lines at a time, so very long lines take memory.
    /// </summary>
    /// <param name="jsonLinesPath">An uncompressed file, one object a line.</param>
    /// <param name="path">The Parquet file; an existing one is replaced.</param>
    /// <param name="columns">Names with DuckDB's types, such as <c>STRUCT("role" VARCHAR, "content" VARCHAR)[]</c>.</param>
    /// <param name="maxLineBytes">At least the length of the longest line; DuckDB takes a few buffers of this size.</param>
    /// <exception cref="CuveeException">A line does not fit the columns, the file could not be written, or DuckDB is missing.</exception>
    public static void WriteJsonLines(string jsonLinesPath, string path, ImmutableArray<(string Name, string Type)> columns, long maxLineBytes)
    {
        using var duckDb = Open();
        // Row groups bounded in bytes exist only without this promise; on one thread the order is kept all the same
        duckDb.Execute("SET preserve_insertion_order = false");
        var types = string.Join(", ", columns.Select(column => $"{DuckDb.QuoteName(column.Name)}: {DuckDb.QuoteText(column.Type)}"));
        var lines = $"read_json({DuckDb.QuoteInputPath(jsonLinesPath)}, format = 'newline_delimited', compression = 'uncompressed', columns = {{{types}}}, "
            + $"maximum_object_size = {maxLineBytes}, hive_partitioning = false)";
        Copy(duckDb, lines, path, TextOptions);
    }

    // An empty temporary directory: writing never spills
    private static DuckDb Open() => DuckDb.Open(threads: 1, MemoryLimitBytes, temporaryDirectory: "");

    private static void Copy(DuckDb duckDb, string rows, string path, string options)
    {
        try
        {
            duckDb.Execute($"COPY (SELECT * FROM {rows}) TO {DuckDb.QuoteText(Path.GetFullPath(path))} ({options})");
        }
        catch (DuckDbException failure)
        {
            throw failure.At(path, "the Parquet file could not be written");
        }
    }
}
