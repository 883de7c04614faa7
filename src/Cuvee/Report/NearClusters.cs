using System.Collections.Immutable;
using Cuvee.Engine;
using Cuvee.Interop;

namespace Cuvee.Report;

/// <summary>What a ledger says of dropped near-duplicates.</summary>
/// <param name="Dropped">All of them.</param>
/// <param name="Kept">Records that stand for them.</param>
/// <param name="Largest">The records that stand for the most, the most first, then by their ids; at most <see cref="MaxLargest"/>.</param>
/// <param name="Similarities">Dropped records by their similarity, in steps of 0.05: where a step begins, and how many; only steps that have any, ascending.</param>
/// <param name="LargestOfSources">For each source with dropped records the kept one for which most of that source were dropped; by the sources' names.</param>
internal sealed record NearClusters(
    long Dropped,
    long Kept,
    ImmutableArray<NearCluster> Largest,
    ImmutableArray<(decimal From, long Records)> Similarities,
    ImmutableArray<(string Source, NearCluster Largest)> LargestOfSources)
{
    public const int MaxLargest = 10;

    /// <summary>For counting alone; a million rows take far less.</summary>
    private const long MemoryBytes = 1L << 30;

    private const string KeptPlace = "LEFT JOIN ledger AS kept ON kept.id = cluster.other_id";
    private const string Cluster = "cluster.other_id, coalesce(kept.source, ''), coalesce(kept.file, ''), coalesce(kept.line, 0), coalesce(kept.item, 0), cluster.records";

    /// <summary>Counts a ledger.</summary>
    /// <exception cref="DuckDbException">It cannot be read.</exception>
    public static NearClusters Of(string ledgerPath)
    {
        using var duckDb = DuckDb.Open(2, MemoryBytes);
        duckDb.Execute(
            $"CREATE TEMP VIEW ledger AS SELECT CAST(id AS VARCHAR) AS id, CAST(source AS VARCHAR) AS source, CAST(file AS VARCHAR) AS file, CAST(line AS BIGINT) AS line, CAST(item AS BIGINT) AS item, "
            + $"CAST(stage AS VARCHAR) AS stage, CAST(other_id AS VARCHAR) AS other_id, CAST(similarity AS DOUBLE) AS similarity FROM read_parquet({DuckDb.QuoteInputPath(ledgerPath)}, hive_partitioning = false)");
        duckDb.Execute($"CREATE TEMP TABLE dropped AS SELECT source, coalesce(other_id, '') AS other_id, coalesce(similarity, 0) AS similarity FROM ledger WHERE stage = '{Stages.NearDedup}'");
        var counts = duckDb.Rows("SELECT count(*), count(DISTINCT other_id) FROM dropped", (result, row) => (Dropped: result.Column(0).Int64(row), Kept: result.Column(1).Int64(row)))[0];
        return new NearClusters(
            counts.Dropped,
            counts.Kept,
            duckDb.Rows(
                $"WITH cluster AS (SELECT other_id, count(*) AS records FROM dropped GROUP BY other_id ORDER BY records DESC, other_id LIMIT {MaxLargest}) "
                + $"SELECT {Cluster} FROM cluster {KeptPlace} ORDER BY cluster.records DESC, cluster.other_id",
                (result, row) => ClusterAt(result, row, 0)),
            duckDb.Rows(
                "SELECT CAST(floor(similarity * 20) AS BIGINT) AS step, count(*) FROM dropped GROUP BY step ORDER BY step",
                (result, row) => (result.Column(0).Int64(row) / 20m, result.Column(1).Int64(row))),
            duckDb.Rows(
                "WITH cluster AS (SELECT source, other_id, count(*) AS records FROM dropped GROUP BY source, other_id QUALIFY row_number() OVER (PARTITION BY source ORDER BY records DESC, other_id) = 1) "
                + $"SELECT cluster.source, {Cluster} FROM cluster {KeptPlace} ORDER BY cluster.source",
                (result, row) => (result.Column(0).String(row), ClusterAt(result, row, 1))));
    }

    private static NearCluster ClusterAt(DuckDbResult result, int row, int first) => new(
        result.Column(first).String(row),
        result.Column(first + 1).String(row),
        result.Column(first + 2).String(row),
        result.Column(first + 3).Int64(row),
        result.Column(first + 4).Int64(row),
        result.Column(first + 5).Int64(row));
}

/// <summary>A record that stands for dropped ones.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Source">Its source; empty where the ledger does not have it, since the dataset only compares with it.</param>
/// <param name="File">Its file; empty likewise.</param>
/// <param name="Line">Its line; 0 likewise.</param>
/// <param name="Item">Its item within the line.</param>
/// <param name="Dropped">How many were dropped in its favour.</param>
internal sealed record NearCluster(string Id, string Source, string File, long Line, long Item, long Dropped)
{
    /// <summary>Where it was read, or its id where only that is known.</summary>
    public string Place => File.Length == 0 ? Id : Item > 0 ? $"{File}:{Line}:{Item}" : $"{File}:{Line}";
}
