using Cuvee.Interop;

namespace Cuvee.Tests.Support;

/// <summary>Reads and writes Parquet through DuckDB.</summary>
internal static class Parquet
{
    /// <summary>The rows of a query as texts, null as the empty text.</summary>
    /// <param name="select">The query.</param>
    /// <param name="names">The columns to give.</param>
    public static List<string[]> Rows(string select, params string[] names)
    {
        using var duckDb = Open();
        using var result = duckDb.Query($"SELECT {string.Join(", ", names.Select(name => $"coalesce({DuckDb.QuoteName(name)}::VARCHAR, '')"))} FROM ({select})");
        var rows = new List<string[]>();
        while (result.ReadChunk())
        {
            for (var row = 0; row < result.RowCount; row++)
            {
                var cells = new string[names.Length];
                for (var column = 0; column < cells.Length; column++) cells[column] = result.Column(column).String(row);
                rows.Add(cells);
            }
        }

        return rows;
    }

    /// <summary>Writes what a query gives.</summary>
    public static void Write(string path, string select)
    {
        using var duckDb = Open();
        duckDb.Execute($"COPY ({select}) TO {DuckDb.QuoteText(path)} (FORMAT parquet)");
    }

    private static DuckDb Open() => DuckDb.Open(threads: 1, memoryLimitBytes: 1L << 30, temporaryDirectory: "");
}
