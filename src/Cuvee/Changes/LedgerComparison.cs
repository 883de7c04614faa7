using System.Collections.Immutable;
using System.Text.Json;
using Cuvee.Interop;
using Cuvee.Model;
using Cuvee.Report;

namespace Cuvee.Changes;

/// <summary>
/// Compares two ledgers in DuckDB. Which rows are the same record: those with the same id and content; then those with the same content, of the same source if they can be,
/// in their order, so that a line which moved within its file stays the same record; then those that are left with the same id, whose content changed.
/// </summary>
internal sealed class LedgerComparison : IDisposable
{
    /// <summary>What DuckDB holds before it spills to disk: two ledgers of a million rows take a third of it.</summary>
    private const long MemoryBytes = 2L << 30;

    /// <summary>Enough to look some up.</summary>
    private const int MaxExamples = 3;

    private readonly DuckDb _duckDb;

    private LedgerComparison(DuckDb duckDb) => _duckDb = duckDb;

    /// <summary>What differs of records that at least one dataset keeps.</summary>
    /// <exception cref="CuveeException">A ledger cannot be read.</exception>
    public static ImmutableArray<DiffCell> Of(string first, string second, int threads)
    {
        using var comparison = new LedgerComparison(DuckDb.Open(threads, MemoryBytes));
        comparison.Load("a", first);
        comparison.Load("b", second);
        comparison.Pair();
        return comparison.Cells();
    }

    public void Dispose() => _duckDb.Dispose();

    private void Load(string table, string folder)
    {
        var path = Path.Combine(folder, DatasetFolder.LedgerName);
        try
        {
            _duckDb.Execute(
                $"""
                CREATE TABLE {table} AS SELECT file_row_number AS n, id, source, file, CASE item WHEN 0 THEN concat(file, ':', line) ELSE concat(file, ':', line, ':', item) END AS place,
                    state, coalesce(stage, '') AS stage, coalesce(reason, '') AS reason, other_id, content_hash AS content, copies, coalesce(split, '') AS split, output_hash AS output
                FROM read_parquet({DuckDb.QuoteInputPath(path)}, file_row_number = true)
                """);
        }
        catch (DuckDbException failure)
        {
            throw failure.At(path, "the ledger cannot be read");
        }
    }

    private void Pair()
    {
        _duckDb.Execute("CREATE TABLE pairs AS SELECT a.n AS a, b.n AS b FROM a JOIN b ON a.id = b.id AND a.content IS NOT DISTINCT FROM b.content");
        foreach (var columns in (string[])["source, content", "content"])
        {
            _duckDb.Execute(
                $"""
                INSERT INTO pairs WITH
                    x AS (SELECT n, {columns}, row_number() OVER (PARTITION BY {columns} ORDER BY n) AS k FROM a WHERE content IS NOT NULL AND n NOT IN (SELECT a FROM pairs)),
                    y AS (SELECT n, {columns}, row_number() OVER (PARTITION BY {columns} ORDER BY n) AS k FROM b WHERE content IS NOT NULL AND n NOT IN (SELECT b FROM pairs))
                SELECT x.n, y.n FROM x JOIN y USING ({columns}, k)
                """);
        }

        _duckDb.Execute(
            """
            INSERT INTO pairs SELECT x.n, y.n
            FROM (FROM a WHERE n NOT IN (SELECT a FROM pairs)) x JOIN (FROM b WHERE n NOT IN (SELECT b FROM pairs)) y ON x.id = y.id
            """);
    }

    private ImmutableArray<DiffCell> Cells()
    {
        _duckDb.Execute(
            """
            CREATE TABLE differing AS WITH
                partners AS (
                    FROM pairs
                    UNION ALL SELECT n, NULL FROM a WHERE n NOT IN (SELECT a FROM pairs)
                    UNION ALL SELECT NULL, n FROM b WHERE n NOT IN (SELECT b FROM pairs))
            SELECT a.n AS first, b.n AS second,
                CASE WHEN b.state IS DISTINCT FROM 'kept' THEN 'Removed' WHEN a.state IS DISTINCT FROM 'kept' THEN 'Added' WHEN a.split <> b.split AND a.content = b.content THEN 'Moved' ELSE 'Changed' END AS kind
            FROM partners LEFT JOIN a ON a.n = partners.a LEFT JOIN b ON b.n = partners.b
            WHERE (a.state = 'kept' OR b.state = 'kept')
                AND (a.state IS DISTINCT FROM b.state OR a.split <> b.split OR a.copies <> b.copies OR a.content IS DISTINCT FROM b.content OR a.output IS DISTINCT FROM b.output)
            """);
        _duckDb.Execute($"CREATE TABLE others AS {Others("Removed", "a", "b", "first", "second")} UNION ALL {Others("Added", "b", "a", "second", "first")}");
        return _duckDb.Rows(
            $"""
            SELECT kind, a.source, a.file, a.state, a.stage, a.reason, a.split, b.source, b.file, b.state, b.stage, b.reason, b.split,
                coalesce(a.content = b.content, false) AS same_content, coalesce(a.id = b.id, false) AS same_place, coalesce(a.copies = b.copies, false) AS same_copies, coalesce(others.status, 'None') AS other,
                count(*) AS count,
                CAST(to_json(min_by([CASE kind WHEN 'Added' THEN b.id ELSE a.id END, CASE kind WHEN 'Removed' THEN a.place ELSE b.place END, others.place], d.number, {MaxExamples})) AS VARCHAR) AS examples
            FROM (SELECT *, row_number() OVER (ORDER BY coalesce(first, second), first IS NULL) AS number FROM differing) d
                LEFT JOIN a ON a.n = d.first LEFT JOIN b ON b.n = d.second LEFT JOIN others ON others.first IS NOT DISTINCT FROM d.first AND others.second IS NOT DISTINCT FROM d.second
            GROUP BY ALL ORDER BY ALL
            """,
            Cell);
    }

    /// <summary>For records that the table <paramref name="keeping"/> keeps and <paramref name="lacking"/> drops for a duplicate: what the keeping one says of that.</summary>
    private static string Others(string kind, string keeping, string lacking, string kept, string dropped) =>
        $"""
        SELECT d.first, d.second, {lacking}o.place,
            CASE WHEN p.{keeping} IS NULL THEN 'Absent' WHEN t.state <> 'kept' THEN 'NotKept' WHEN t.content IS DISTINCT FROM {lacking}o.content THEN 'Changed' ELSE 'Kept' END AS status
        FROM differing d JOIN {lacking} AS r ON r.n = d.{dropped} JOIN {lacking} AS {lacking}o ON {lacking}o.id = r.other_id
            LEFT JOIN pairs p ON p.{lacking} = {lacking}o.n LEFT JOIN {keeping} AS t ON t.n = p.{keeping}
        WHERE d.kind = '{kind}' AND d.{kept} IS NOT NULL
        """;

    private static DiffCell Cell(DuckDbResult result, int row)
    {
        return new DiffCell(
            Enum.Parse<DiffKind>(Text(0)),
            Side(1),
            Side(7),
            result.Column(13).Boolean(row),
            result.Column(14).Boolean(row),
            result.Column(15).Boolean(row),
            Enum.Parse<OtherRecord>(Text(16)),
            result.Column(17).Int64(row),
            Examples(Text(18)));

        string Text(int column) => result.Column(column).String(row);
        DiffSide? Side(int column) => result.Column(column).IsNull(row) ? null : new DiffSide(Text(column), Text(column + 1), Text(column + 2), Text(column + 3), Text(column + 4), Text(column + 5));
    }

    private static ImmutableArray<DiffExample> Examples(string json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateArray().Select(example => new DiffExample(example[0].GetString()!, example[1].GetString()!, example[2].GetString()))];
    }
}
