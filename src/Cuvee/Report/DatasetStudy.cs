using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Cuvee.Engine;
using Cuvee.Interop;
using Cuvee.Verify;

namespace Cuvee.Report;

/// <summary>What report.json and report.html say beyond counts: how long lines are, what rules changed, and which records stand for the most others.</summary>
/// <param name="Characters">Unicode characters of all turns of a line.</param>
/// <param name="Tokens">As the ledger has them; null where none were counted.</param>
/// <param name="Changes">By source and rule.</param>
/// <param name="Duplicates">The records that stand for the most others, the most first, then by their ids; at most <see cref="MaxDuplicates"/>.</param>
internal sealed record DatasetStudy(LengthProfile Characters, LengthProfile? Tokens, ImmutableArray<ChangeCount> Changes, ImmutableArray<DuplicateCluster> Duplicates)
{
    public const int MaxDuplicates = 8;

    /// <summary>For counting alone; a million rows take far less.</summary>
    private const long MemoryBytes = 1L << 30;

    /// <summary>Studies a dataset on disk.</summary>
    /// <exception cref="DuckDbException">The ledger cannot be read.</exception>
    public static DatasetStudy Of(EmittedDataset dataset)
    {
        // What no row has needs no look at a million of them
        var (hasTokens, hasChanges, hasOthers) = dataset.Ledger.Holds();
        if (!hasTokens && !hasChanges && !hasOthers) return new DatasetStudy(CharactersOf(dataset), null, [], []);
        using var duckDb = DuckDb.Open(2, MemoryBytes);
        duckDb.Execute(
            "CREATE TEMP VIEW ledger AS SELECT CAST(id AS VARCHAR) AS id, CAST(source AS VARCHAR) AS source, CAST(file AS VARCHAR) AS file, CAST(line AS BIGINT) AS line, CAST(item AS BIGINT) AS item, "
            + "CAST(state AS VARCHAR) AS state, CAST(stage AS VARCHAR) AS stage, CAST(other_id AS VARCHAR) AS other_id, changes, CAST(tokens AS BIGINT) AS tokens, CAST(copies AS BIGINT) AS copies, "
            + "CAST(output_file AS VARCHAR) AS output_file, CAST(output_line AS BIGINT) AS output_line "
            + $"FROM read_parquet({DuckDb.QuoteInputPath(dataset.Existing(DatasetFolder.LedgerName))}, hive_partitioning = false)");
        return new DatasetStudy(CharactersOf(dataset), hasTokens ? TokensOf(duckDb) : null, hasChanges ? ChangesOf(duckDb) : [], hasOthers ? DuplicatesOf(duckDb) : []);
    }

    /// <summary>The members of report.json.</summary>
    public IEnumerable<KeyValuePair<string, JsonNode?>> Members()
    {
        yield return new("characters", ProfileJson(Characters));
        yield return new("tokens", Tokens is null ? null : ProfileJson(Tokens));
        yield return new("changes", new JsonObject(Changes.GroupBy(change => change.Source).Select(source => KeyValuePair.Create(
            source.Key, (JsonNode?)new JsonObject(source.Select(change => KeyValuePair.Create(change.Rule, (JsonNode?)new JsonObject { ["records"] = change.Records, ["changes"] = change.Changes })))))));
        yield return new("duplicates", new JsonArray([.. Duplicates.Select(cluster => new JsonObject { ["id"] = cluster.Id, ["place"] = cluster.Place, ["stage"] = cluster.Stage, ["dropped"] = cluster.Dropped })]));
    }

    private static JsonObject ProfileJson(LengthProfile profile)
    {
        var json = PartJson(profile, profile.All);
        json["sources"] = new JsonObject(profile.Sources.Select(source => KeyValuePair.Create(source.Source, (JsonNode?)PartJson(profile, source.Part))));
        return json;
    }

    private static JsonObject PartJson(LengthProfile profile, LengthPart part) => new()
    {
        ["lines"] = part.Lines,
        ["total"] = part.Total,
        ["least"] = part.Least,
        ["median"] = part.Median,
        ["most_of_95_percent"] = part.Most95,
        ["most"] = part.Most,
        ["lines_from"] = new JsonObject(part.Bins.Select((count, bin) => KeyValuePair.Create($"{bin * profile.Step}", (JsonNode?)count))),
    };

    private static LengthProfile CharactersOf(EmittedDataset dataset)
    {
        var (ledger, placement, lines) = (dataset.Ledger, dataset.Placement, dataset.ReadBack.Lines);
        var lengths = new List<long>[ledger.Sources.Count];
        for (var source = 0; source < lengths.Length; source++) lengths[source] = [];
        for (var row = 0; row < ledger.RowCount; row++)
        {
            if (!ledger.IsKept(row) || placement.LineOf(row) is not (>= 0 and var line)) continue;
            // Copies of a record have its length
            for (var copy = Math.Clamp(ledger[row].Copies, 1, lines.Count); copy > 0; copy--) lengths[ledger.KindOf(row).Source].Add(lines[line].Characters);
        }

        return LengthProfile.Of(Enumerable.Range(1, lengths.Length - 1).ToDictionary(source => ledger.Sources[source], source => lengths[source], StringComparer.Ordinal));
    }

    private static LengthProfile? TokensOf(DuckDb duckDb)
    {
        var counts = duckDb.Rows(
            $"SELECT coalesce(source, ''), tokens, sum(copies)::BIGINT FROM ledger WHERE state = '{Stages.Kept}' AND tokens IS NOT NULL GROUP BY ALL ORDER BY ALL",
            (result, row) => (Source: result.Column(0).String(row), Tokens: result.Column(1).Int64(row), Lines: result.Column(2).Int64(row)));
        if (counts.IsEmpty) return null;
        return LengthProfile.Of(counts.GroupBy(count => count.Source).ToDictionary(
            source => source.Key, source => source.SelectMany(count => Enumerable.Repeat(count.Tokens, (int)count.Lines)).ToList(), StringComparer.Ordinal));
    }

    private static ImmutableArray<ChangeCount> ChangesOf(DuckDb duckDb) => duckDb.Rows(
        "SELECT coalesce(source, ''), CAST(change.rule AS VARCHAR) AS rule, count(*), sum(change.count)::BIGINT FROM (SELECT source, unnest(changes) AS change FROM ledger WHERE changes IS NOT NULL) GROUP BY ALL ORDER BY 1, 2",
        (result, row) => new ChangeCount(result.Column(0).String(row), result.Column(1).String(row), result.Column(2).Int64(row), result.Column(3).Int64(row)));

    private static ImmutableArray<DuplicateCluster> DuplicatesOf(DuckDb duckDb) => duckDb.Rows(
        $"WITH cluster AS (SELECT other_id, min(stage) AS stage, count(*) AS records FROM ledger WHERE stage IN ('{Stages.ExactDedup}', '{Stages.NearDedup}') AND other_id IS NOT NULL "
        + $"GROUP BY other_id ORDER BY records DESC, other_id LIMIT {MaxDuplicates}) "
        + "SELECT cluster.other_id, coalesce(kept.source, ''), coalesce(kept.file, ''), coalesce(kept.line, 0), coalesce(kept.item, 0), cluster.stage, cluster.records, coalesce(kept.output_file, ''), coalesce(kept.output_line, 0) "
        + "FROM cluster LEFT JOIN ledger AS kept ON kept.id = cluster.other_id ORDER BY cluster.records DESC, cluster.other_id",
        (result, row) => DuplicateAt(result, row));

    private static DuplicateCluster DuplicateAt(DuckDbResult result, int row) => new(
        result.Column(0).String(row),
        result.Column(1).String(row),
        new NearCluster(result.Column(0).String(row), string.Empty, result.Column(2).String(row), result.Column(3).Int64(row), result.Column(4).Int64(row), 0).Place,
        result.Column(5).String(row),
        result.Column(6).Int64(row),
        result.Column(7).String(row),
        result.Column(8).Int64(row));
}
