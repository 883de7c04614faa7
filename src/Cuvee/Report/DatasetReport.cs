using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Cuvee.Engine;
using Cuvee.FastText;
using Cuvee.Mix;
using Cuvee.Recipes;
using Cuvee.Tokens;
using Cuvee.Tools;
using Cuvee.Verify;

namespace Cuvee.Report;

/// <summary>Everything that manifest, report and card say of a dataset, counted from its ledger and from the files as they were read back.</summary>
internal sealed class DatasetReport
{
    public DatasetReport(Recipe recipe, Dataset dataset, Decision decision, EmittedDataset emitted, SortedDictionary<string, long> losses)
    {
        (Recipe, Dataset, Tally, ReadBack, Losses) = (recipe, dataset, emitted.Ledger.Tally, emitted.ReadBack, losses);
        NearClusters = recipe.Dedup.Near is null ? null : emitted.NearClusters;
        Quotas = decision.Quotas;
        Inputs = FilesOf(decision.Facts.Sources);
        References = FilesOf(decision.ComparedFacts.Sources.Skip(decision.Facts.Sources.Length));
        Splits = [.. dataset.Split.Parts.Select(part => new SplitReport(part.Name, [.. ReadBack.Files.Where(file => file.Split == part.Name)]))];
        Counts = new DatasetCounts(Tally.Read, Tally.Quarantined, Tally.Dropped(), Tally.Kept, Tally.Emitted, [.. Splits.Select(split => KeyValuePair.Create(split.Name, split.Records))]);
        ContentDigest = DigestOf(ReadBack.Files);
    }

    public Recipe Recipe { get; }

    public Dataset Dataset { get; }

    public Tally Tally { get; }

    public ReadBack ReadBack { get; }

    /// <summary>Lines by what the conversion lost of them.</summary>
    public SortedDictionary<string, long> Losses { get; }

    /// <summary>Null when near-duplicates stay.</summary>
    public NearClusters? NearClusters { get; }

    public ImmutableArray<MixQuota>? Quotas { get; }

    public ImmutableArray<(string Source, InputFacts File)> Inputs { get; }

    /// <summary>Files of the source that near-duplicates are dropped against, where it is no part of the dataset.</summary>
    public ImmutableArray<(string Source, InputFacts File)> References { get; }

    /// <summary>What counted the tokens in the ledger; null when nothing did.</summary>
    public TokenMeasure? Tokens { get; init; }

    /// <summary>Null when the recipe names no benchmark.</summary>
    public DecontaminationStage? Contamination { get; init; }

    /// <summary>The models that filters judged by.</summary>
    public ImmutableArray<FastTextModel> Models { get; init; } = [];

    /// <summary>The tools that calls are compared with; null where nobody asks.</summary>
    public ToolSchema? ToolSchema { get; init; }

    public ImmutableArray<SplitReport> Splits { get; }

    public DatasetCounts Counts { get; }

    public string ContentDigest { get; }

    /// <summary>SHA-256 over "path without the container's ending" and content hash of each data file: equal when the lines are, however they are compressed.</summary>
    public static string DigestOf(IEnumerable<EmittedFile> files) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(files.Select(file => $"{file.Path.Split('.')[0]}\0{file.ContentSha256}\n")))));

    /// <summary>Counts of each source or family, whichever <paramref name="by"/> gives, with its share of the emitted lines.</summary>
    public ImmutableArray<PartReport> Parts(Func<TallyCell, string> by)
    {
        var groups = Tally.Cells.GroupBy(by, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).ToList();
        var emitted = groups.Select(group => group.Where(cell => cell.IsKept).Sum(cell => cell.Lines)).ToArray();
        var shares = Shares.Percentages(emitted, decimals: 2);
        return
        [
            .. groups.Select((group, i) => new PartReport(
                group.Key,
                group.Sum(cell => cell.Records),
                group.Where(cell => cell.IsKept).Sum(cell => cell.Records),
                group.Where(cell => cell.State == Stages.Dropped).Sum(cell => cell.Records),
                group.Where(cell => cell.State == Stages.Quarantined).Sum(cell => cell.Records),
                emitted[i],
                shares[i])),
        ];
    }

    private static ImmutableArray<(string Source, InputFacts File)> FilesOf(IEnumerable<SourceFacts> sources) =>
        [.. sources.SelectMany(source => source.Files.Select(file => (source.Plan.Name, file)))];
}

/// <summary>One split as it was read back.</summary>
internal sealed record SplitReport(string Name, ImmutableArray<EmittedFile> Files)
{
    public long Records => Files.Sum(file => (long)file.Lines);
}

/// <summary>The counts of one source, family or tag value; the percentages of all parts add up to 100.</summary>
internal sealed record PartReport(string Name, long Read, long Kept, long Dropped, long Quarantined, long Emitted, decimal Percent);
