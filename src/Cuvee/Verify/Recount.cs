using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Cuvee.Engine;
using Cuvee.Mix;
using Cuvee.Recipes;
using Cuvee.Report;

namespace Cuvee.Verify;

/// <summary>
/// The numbers of manifest, report and card, counted anew from the ledger and from the lines that were read back; independent of the code
/// that wrote them.
/// </summary>
internal sealed class Recount
{
    private readonly EmittedDataset _emitted;
    private readonly Tally _tally;
    private readonly Dataset _dataset;

    public Recount(EmittedDataset emitted) => (_emitted, _tally, _dataset) = (emitted, emitted.Ledger.Tally, emitted.Dataset);

    /// <summary>Lines that were read back.</summary>
    public long Emitted => _emitted.ReadBack.Lines.Count;

    /// <summary>Read, dropped, kept and emitted, as a build reports them.</summary>
    public DatasetCounts Counts => new(
        _tally.Read, _tally.Quarantined, _tally.Dropped(), _tally.Kept, Emitted, [.. Parts.Select(part => KeyValuePair.Create(part.Name, part.Files.Sum(file => (long)file.Lines)))]);

    public string ContentDigest => DatasetReport.DigestOf(_emitted.ReadBack.Files);

    /// <summary>The splits of the recipe with their files.</summary>
    public ImmutableArray<(string Name, ImmutableArray<EmittedFile> Files)> Parts =>
        [.. _dataset.Split.Parts.Select(part => (part.Name, _emitted.ReadBack.Files.Where(file => file.Split == part.Name).ToImmutableArray()))];

    /// <summary>What manifest.json must say; the files of the splits, which the hash gate compares, are left out.</summary>
    public JsonObject Manifest()
    {
        var recipe = _emitted.Existing("recipe.json");
        return new JsonObject
        {
            ["schema_version"] = ManifestFile.SchemaVersion,
            ["name"] = _dataset.Name,
            ["recipe_sha256"] = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(recipe))),
            ["seed"] = _emitted.Recipe.Seed,
            ["counts"] = CountsOf(),
            ["sources"] = Groups(cell => cell.Source, withDropped: false),
            ["families"] = Families(),
            ["mix"] = MixOf(),
            ["holdouts"] = Holdouts(),
            ["content_digest"] = ContentDigest,
        };
    }

    /// <summary>Tokens of the emitted lines of a split.</summary>
    public long TokensOf(string split) => _tally.Cells.Where(cell => cell.IsKept && cell.Split == split).Sum(cell => cell.LineTokens);

    /// <summary>What report.json must say.</summary>
    public JsonObject Report()
    {
        var tags = _emitted.Recipe.Sources.Where(source => _dataset.From.Contains(source.Name))
            .SelectMany(source => source.Tags).Select(tag => tag.Name).Where(name => name != "family").Distinct();
        var report = new JsonObject
        {
            ["name"] = _dataset.Name,
            ["counts"] = CountsOf(),
            ["splits"] = new JsonObject(Counts.Splits.Select(split => KeyValuePair.Create(split.Key, (JsonNode?)split.Value))),
            ["sources"] = Groups(cell => cell.Source, withDropped: true),
            ["families"] = Families(),
            ["mix"] = MixOf(),
            ["near_duplicates"] = NearDuplicates(),
            ["tags"] = new JsonObject(tags.Select(tag => KeyValuePair.Create(tag, (JsonNode?)Groups(cell => cell.Tag(tag), withDropped: false)))),
        };
        foreach (var (name, value) in _emitted.Study.Members()) report.Add(name, value);
        return report;
    }

    /// <summary>Counts of each value of a grouping, with its share of the emitted lines in percent, in the order of the values.</summary>
    public ImmutableArray<PartReport> GroupsOf(Func<TallyCell, string> by)
    {
        var groups = _tally.Cells.GroupBy(by, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).ToList();
        var lines = groups.Select(group => group.Where(cell => cell.IsKept).Sum(cell => cell.Lines)).ToArray();
        var percentages = Shares.Percentages(lines, decimals: 2);
        return [.. groups.Select((group, i) => new PartReport(
            group.Key, Sum(group, _ => true), Sum(group, cell => cell.IsKept), Sum(group, cell => cell.State == Stages.Dropped), Sum(group, cell => cell.State == Stages.Quarantined), lines[i], percentages[i]))];

        static long Sum(IEnumerable<TallyCell> cells, Func<TallyCell, bool> where) => cells.Where(where).Sum(cell => cell.Records);
    }

    /// <summary>Emitted lines, or tokens where the mix counts those, of each value of the mix, in the order of its shares.</summary>
    public long[] Achieved(MixRule mix)
    {
        var emitted = _tally.EmittedBy(cell => cell.Tag(mix.By), mix.Unit == MixUnit.Tokens);
        return [.. mix.Shares.Select(share => emitted.GetValueOrDefault(share.Value))];
    }

    private JsonObject CountsOf() => new()
    {
        ["read"] = _tally.Read,
        ["kept"] = _tally.Kept,
        ["dropped"] = DroppedOf(_ => true),
        ["quarantined"] = _tally.Quarantined,
        ["emitted"] = Emitted,
    };

    private JsonObject DroppedOf(Func<TallyCell, bool> where) => new(_tally.Dropped(where).Select(stage =>
        KeyValuePair.Create(stage.Key, (JsonNode?)new JsonObject(stage.Value.Select(reason => KeyValuePair.Create(reason.Key, (JsonNode?)reason.Value))))));

    /// <summary>Quarantined records have no family.</summary>
    private JsonObject Families()
    {
        var families = Groups(cell => cell.Family, withDropped: false);
        families.Remove(string.Empty);
        return families;
    }

    private JsonObject Groups(Func<TallyCell, string> by, bool withDropped) => new(GroupsOf(by).Select(group => KeyValuePair.Create(group.Name, (JsonNode?)new JsonObject
    {
        ["read"] = group.Read,
        ["kept"] = group.Kept,
        ["dropped"] = withDropped ? DroppedOf(cell => by(cell) == group.Name) : group.Dropped,
        ["quarantined"] = group.Quarantined,
        ["emitted"] = group.Emitted,
        ["percent"] = group.Percent,
    })));

    private JsonObject? NearDuplicates()
    {
        if (_emitted.Recipe.Dedup.Near is null) return null;
        var clusters = _emitted.NearClusters;
        return new JsonObject
        {
            ["dropped"] = clusters.Dropped,
            ["kept"] = clusters.Kept,
            ["largest"] = new JsonArray([.. clusters.Largest.Select(cluster => new JsonObject { ["id"] = cluster.Id, ["place"] = cluster.Place, ["dropped"] = cluster.Dropped })]),
            ["similarity"] = new JsonObject(clusters.Similarities.Select(step => KeyValuePair.Create($"{step.From:0.00}", (JsonNode?)step.Records))),
        };
    }

    private JsonArray Holdouts() =>
    [
        .. _dataset.Split.Holdouts.Select(holdout => (JsonNode)new JsonObject
        {
            ["tag"] = holdout.Tag,
            ["values"] = new JsonArray([.. holdout.Values.Select(value => (JsonNode)value)]),
            ["to"] = holdout.To,
            ["records"] = _tally.Cells.Where(cell => cell.IsKept && holdout.Values.Contains(cell.Tag(holdout.Tag))).Sum(cell => cell.Lines),
        }),
    ];

    private JsonObject? MixOf()
    {
        if (_dataset.Mix is not { } mix) return null;
        var achieved = Achieved(mix);
        var lines = _tally.EmittedBy(cell => cell.Tag(mix.By));
        var percentages = Shares.Percentages(achieved, decimals: 2);
        var asked = Asked(mix, achieved);
        var expected = new JsonObject { ["by"] = mix.By };
        if (mix.Unit == MixUnit.Tokens) expected["unit"] = "tokens";
        expected["asked"] = Each(i => mix.Shares[i].Part);
        expected["achieved"] = Each(i => mix.Unit == MixUnit.Tokens
            ? new JsonObject { ["records"] = lines.GetValueOrDefault(mix.Shares[i].Value), ["tokens"] = achieved[i], ["percent"] = percentages[i] }
            : new JsonObject { ["records"] = achieved[i], ["percent"] = percentages[i] });
        expected["shortfall"] = Each(i => Math.Max(0, asked[i] - achieved[i]));
        return expected;

        JsonObject Each(Func<int, JsonNode> value) => new(mix.Shares.Select((share, i) => KeyValuePair.Create(share.Value, (JsonNode?)value(i))));
    }

    /// <summary>What the shares ask of what reached the mix: the records that were kept, and those that mix and caps dropped.</summary>
    private long[] Asked(MixRule mix, long[] achieved)
    {
        // Caps under a shrinking mix lower the total until nothing is missing
        if (!_dataset.Caps.IsEmpty && mix.Anchor is null && mix.Shortage == ShortageRule.Shrink) return achieved;
        var available = mix.Shares.Select(share => _tally.Cells
            .Where(cell => (cell.IsKept || cell.Stage is Stages.Mix or Stages.Caps) && cell.Tag(mix.By) == share.Value)
            .Sum(cell => mix.Unit == MixUnit.Tokens ? cell.RecordTokens : cell.Records));
        var request = new MixRequest("recipe.json", [.. mix.Shares.Zip(available, (share, count) => new MixValue(share.Value, count, share.Part))])
        {
            Anchor = mix.Anchor is null ? null : mix.Shares.Select(share => share.Value).ToList().IndexOf(mix.Anchor),
            Total = mix.Total,
            Shortage = mix.Anchor is null && mix.Total is null ? null : ShortageOf(mix.Shortage),
            MaxCopies = mix.MaxRepeat,
        };
        return new Evidence<long[]>("the mix in ledger.parquet", () => [.. Quotas.Compute(request).Select(quota => quota.Asked)]).Value;
    }

    private static Shortage ShortageOf(ShortageRule rule) => rule switch
    {
        ShortageRule.Fail => Shortage.Fail,
        ShortageRule.Accept => Shortage.Accept,
        ShortageRule.Repeat => Shortage.Repeat,
        _ => Shortage.Shrink,
    };
}
