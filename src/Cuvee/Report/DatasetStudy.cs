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

    /// <summary>For counting changes alone; a million rows take far less.</summary>
    private const long MemoryBytes = 1L << 30;

    /// <summary>Studies a dataset on disk.</summary>
    /// <exception cref="DuckDbException">The ledger cannot be read.</exception>
    public static DatasetStudy Of(EmittedDataset dataset)
    {
        var ledger = dataset.Ledger;
        LengthProfile? characters = null, tokens = null;
        ImmutableArray<ChangeCount> changes = [];
        ImmutableArray<DuplicateCluster> duplicates = [];
        Ordered.Run(
            dataset.Threads,
            () => characters = CharactersOf(dataset),
            () => duplicates = DuplicatesOf(ledger),
            () => tokens = TokensOf(dataset),
            () => changes = ledger.HasChanges ? ChangesOf(dataset.Existing(DatasetFolder.LedgerName)) : []);
        return new DatasetStudy(characters!, tokens, changes, duplicates);
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
        var characters = dataset.Placement.CharactersOfRow;
        return ProfileOf(dataset, row => characters[row]);
    }

    /// <summary>Of the lines of kept records: copies have the length of the record. A length below 0 is none.</summary>
    private static LengthProfile ProfileOf(EmittedDataset dataset, Func<int, long> lengthOf)
    {
        var (ledger, most) = (dataset.Ledger, Math.Max(1, dataset.ReadBack.Lines.Count));
        var lengths = Enumerable.Range(0, ledger.Sources.Count).Select(_ => new LengthCounts()).ToArray();
        for (var row = 0; row < ledger.RowCount; row++)
        {
            if (!ledger.IsKept(row) || lengthOf(row) is not (>= 0 and var length)) continue;
            lengths[ledger.KindOf(row).Source].Add(length, Math.Clamp(ledger[row].Copies, 1, most));
        }

        return LengthProfile.Of(Enumerable.Range(1, lengths.Length - 1).ToDictionary(source => ledger.Sources[source], source => lengths[source], StringComparer.Ordinal));
    }

    private static LengthProfile? TokensOf(EmittedDataset dataset) =>
        dataset.Ledger.Tally.Cells.Any(cell => cell.IsKept && cell.RecordTokens > 0) ? ProfileOf(dataset, row => dataset.Ledger[row].Tokens) : null;

    private static ImmutableArray<ChangeCount> ChangesOf(string ledgerPath)
    {
        using var duckDb = DuckDb.Open(2, MemoryBytes);
        return duckDb.Rows(
            "SELECT coalesce(source, ''), CAST(change.rule AS VARCHAR) AS rule, count(*), sum(change.count)::BIGINT FROM (SELECT CAST(source AS VARCHAR) AS source, unnest(changes) AS change "
            + $"FROM read_parquet({DuckDb.QuoteInputPath(ledgerPath)}, hive_partitioning = false) WHERE changes IS NOT NULL) GROUP BY ALL ORDER BY 1, 2",
            (result, row) => new ChangeCount(result.Column(0).String(row), result.Column(1).String(row), result.Column(2).Int64(row), result.Column(3).Int64(row)));
    }

    private static ImmutableArray<DuplicateCluster> DuplicatesOf(LedgerRows ledger)
    {
        var largest = DuplicateGroup.Largest(DuplicateGroup.Of(ledger, ledger.Duplicates), MaxDuplicates);
        var rows = ledger.RowsOf(largest.Select(group => group.Kept));
        return [.. largest.Select(group => rows.TryGetValue(group.Kept, out var row) ? ClusterAt(group, ledger, row) : new DuplicateCluster(group.Kept.ToString(), string.Empty, group.Kept.ToString(), group.Stage, group.Dropped, string.Empty, 0))];
    }

    private static DuplicateCluster ClusterAt(DuplicateGroup group, LedgerRows ledger, int row)
    {
        ref readonly var kind = ref ledger.KindOf(row);
        return new DuplicateCluster(group.Kept.ToString(), ledger.Sources[kind.Source], ledger.PlaceInFile(row), group.Stage, group.Dropped, ledger.OutputFiles[kind.OutputFile], ledger[row].OutputLine);
    }
}
