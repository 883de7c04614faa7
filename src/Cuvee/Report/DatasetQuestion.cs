using Cuvee.Interop;
using Cuvee.Model;

namespace Cuvee.Report;

/// <summary>
/// A question in SQL about a dataset. The view <c>ledger</c> has one row for each input record, the view <c>data</c> one for each emitted
/// line with its <c>split</c>.
/// </summary>
public sealed class DatasetQuestion : IDisposable
{
    /// <summary>What DuckDB holds before it spills to disk.</summary>
    private const long MemoryBytes = 2L << 30;

    private readonly DuckDb _duckDb;

    private DatasetQuestion(DuckDb duckDb, DuckDbQuestion question) => (_duckDb, Question) = (duckDb, question);

    /// <summary>Asked; the answer may be read once, as text or as JSON.</summary>
    public DuckDbQuestion Question { get; }

    /// <exception cref="CuveeException">The SQL is wrong, with DuckDB's message, or the dataset cannot be read.</exception>
    public static DatasetQuestion Ask(string folder, string sql, int threads)
    {
        var duckDb = DuckDb.Open(threads, MemoryBytes);
        try
        {
            duckDb.Execute($"CREATE VIEW ledger AS FROM read_parquet({DuckDb.QuoteInputPath(Path.Combine(folder, DatasetFolder.LedgerName))})");
            // Making the view reads all lines for their types, so it is made only for a question that may need it
            if (sql.Contains("data", StringComparison.OrdinalIgnoreCase)) duckDb.Execute($"CREATE VIEW data AS {Data(folder)}");
        }
        catch (DuckDbException failure)
        {
            duckDb.Dispose();
            throw failure.At(folder, "the dataset cannot be read");
        }

        try
        {
            return new DatasetQuestion(duckDb, new DuckDbQuestion(duckDb, sql));
        }
        catch
        {
            duckDb.Dispose();
            throw;
        }
    }

    public void Dispose() => _duckDb.Dispose();

    private static string Data(string folder)
    {
        var data = Path.Combine(folder, "data");
        var files = Directory.Exists(data) ? Directory.GetFiles(data, "*").Where(file => new FileInfo(file).Length > 0).Order(StringComparer.Ordinal).ToList() : [];
        if (files.Count == 0) return "SELECT NULL::VARCHAR AS split WHERE false";
        var list = $"[{string.Join(", ", files.Select(DuckDb.QuoteInputPath))}]";
        var read = files[0].EndsWith(".parquet", StringComparison.Ordinal)
            ? $"read_parquet({list}, filename = 'cuvee_file')"
            // All lines are looked at, so that a field which only a late one has is a column too
            : $"read_json({list}, format = 'newline_delimited', sample_size = -1, filename = 'cuvee_file')";
        return $"SELECT regexp_extract(cuvee_file, '([^/]+)-[0-9]+-of-[0-9]+[^/]*$', 1) AS split, * EXCLUDE (cuvee_file) FROM {read}";
    }
}
