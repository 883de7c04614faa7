using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Cuvee.Engine;
using Cuvee.Recipes;

namespace Cuvee.Report;

/// <summary>README.md of a dataset: the card that the Hugging Face hub shows, with front matter that makes its viewer and <c>load_dataset</c> work.</summary>
internal static class CardFile
{
    /// <summary>YAML reads a JSON text as it stands.</summary>
    private static readonly JsonSerializerOptions Unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The size categories of the hub, by the number of records they end below.</summary>
    private static readonly (long Below, string Word)[] SizeCategories =
    [
        (1_000, "n<1K"),
        (10_000, "1K<n<10K"),
        (100_000, "10K<n<100K"),
        (1_000_000, "100K<n<1M"),
        (10_000_000, "1M<n<10M"),
        (100_000_000, "10M<n<100M"),
        (long.MaxValue, "100M<n<1B"),
    ];

    public static void Write(string path, DatasetReport report, DatasetStudy study) => File.WriteAllText(path, Text(report, study));

    private static string Text(DatasetReport report, DatasetStudy study)
    {
        var card = new StringBuilder();
        WriteFrontMatter(card, report);
        card.Append(CultureInfo.InvariantCulture, $"# {report.Dataset.Name}\n\n");
        card.Append(CultureInfo.InvariantCulture, $"Compiled by Cuvee from the recipe `{report.Recipe.Name}`: {report.Counts.Emitted:N0} records in the format `{report.Dataset.Output.Format}`.\n");
        card.Append("Every input record is accounted for in `ledger.parquet`; what the gates found is in `gates.json`; `report.html` shows it all.\n\n");
        WriteSplits(card, report);
        WriteParts(card, "Source", report.Parts(cell => cell.Source));
        WriteDropped(card, report);
        WriteLengths(card, study);
        WriteChanges(card, study);
        WriteNearDuplicates(card, report);
        WriteMix(card, report);
        return card.ToString();
    }

    private static void WriteFrontMatter(StringBuilder card, DatasetReport report)
    {
        var size = SizeCategories.First(category => report.Counts.Emitted < category.Below).Word;
        card.Append("---\n");
        var facts = CardFacts.Of(report.Recipe, report.Dataset, report.Tally);
        // Quoted, since a name like 2024 or on is no text to YAML
        card.Append(CultureInfo.InvariantCulture, $"pretty_name: \"{report.Dataset.Name}\"\n");
        WriteList(card, "license", facts.Licences.IsEmpty ? ["unknown"] : facts.Licences);
        WriteList(card, "language", facts.Languages);
        card.Append(CultureInfo.InvariantCulture, $"size_categories:\n- {size}\n");
        card.Append("task_categories:\n- text-generation\n");
        WriteList(card, "tags", facts.Tags);
        var splits = report.Splits.Where(split => split.Files.Length > 0).ToList();
        if (splits.Count > 0)
        {
            card.Append("configs:\n- config_name: default\n  data_files:\n");
            foreach (var split in splits) card.Append(CultureInfo.InvariantCulture, $"  - split: {split.Name}\n    path: data/{split.Name}-*\n");
        }

        card.Append("---\n\n");
    }

    private static void WriteList(StringBuilder card, string key, ImmutableArray<string> values)
    {
        if (values.IsEmpty) return;
        card.Append(CultureInfo.InvariantCulture, $"{key}:\n");
        foreach (var value in values) card.Append(CultureInfo.InvariantCulture, $"- {JsonSerializer.Serialize(value, Unescaped)}\n");
    }

    private static void WriteLengths(StringBuilder card, DatasetStudy study)
    {
        card.Append("## Lengths\n\n| of a record | least | median | 95 % have at most | most | in all |\n|---|---:|---:|---:|---:|---:|\n");
        WriteLength(card, "characters", study.Characters.All);
        if (study.Tokens is { } tokens) WriteLength(card, "tokens", tokens.All);
        card.Append('\n');
    }

    private static void WriteLength(StringBuilder card, string unit, LengthPart part) =>
        card.Append(CultureInfo.InvariantCulture, $"| {unit} | {part.Least:N0} | {part.Median:N0} | {part.Most95:N0} | {part.Most:N0} | {part.Total:N0} |\n");

    private static void WriteChanges(StringBuilder card, DatasetStudy study)
    {
        if (study.Changes.IsEmpty) return;
        card.Append("## Changed texts\n\n| source | rule | records | changes |\n|---|---|---:|---:|\n");
        foreach (var change in study.Changes) card.Append(CultureInfo.InvariantCulture, $"| {change.Source} | {change.Rule} | {change.Records:N0} | {change.Changes:N0} |\n");
        card.Append('\n');
    }

    private static void WriteSplits(StringBuilder card, DatasetReport report)
    {
        card.Append("## Splits\n\n| split | records | files | bytes |\n|---|---:|---:|---:|\n");
        foreach (var split in report.Splits)
        {
            card.Append(CultureInfo.InvariantCulture, $"| {split.Name} | {split.Records:N0} | {split.Files.Length} | {split.Files.Sum(file => file.Bytes):N0} |\n");
        }

        card.Append('\n');
    }

    private static void WriteParts(StringBuilder card, string title, IEnumerable<PartReport> parts)
    {
        card.Append(CultureInfo.InvariantCulture, $"## {title}s\n\n| {title.ToLowerInvariant()} | read | quarantined | dropped | kept | emitted | share |\n|---|---:|---:|---:|---:|---:|---:|\n");
        foreach (var part in parts)
        {
            card.Append(CultureInfo.InvariantCulture, $"| {part.Name} | {part.Read:N0} | {part.Quarantined:N0} | {part.Dropped:N0} | {part.Kept:N0} | {part.Emitted:N0} | {part.Percent:0.00} % |\n");
        }

        card.Append('\n');
    }

    private static void WriteDropped(StringBuilder card, DatasetReport report)
    {
        if (report.Counts.Dropped.Count == 0) return;
        card.Append("## Dropped records\n\n| stage | reason | records |\n|---|---|---:|\n");
        foreach (var (stage, reasons) in report.Counts.Dropped)
        {
            foreach (var (reason, count) in reasons) card.Append(CultureInfo.InvariantCulture, $"| {stage} | {reason} | {count:N0} |\n");
        }

        card.Append('\n');
    }

    private static void WriteNearDuplicates(StringBuilder card, DatasetReport report)
    {
        if (report.NearClusters is not { Dropped: > 0 } clusters) return;
        card.Append("## Near-duplicates\n\n| kept record | read from | dropped for it |\n|---|---|---:|\n");
        foreach (var cluster in clusters.Largest) card.Append(CultureInfo.InvariantCulture, $"| {cluster.Id} | {cluster.Place} | {cluster.Dropped:N0} |\n");
        card.Append("\n## Similarity of dropped near-duplicates\n\n| from | records |\n|---:|---:|\n");
        foreach (var (from, records) in clusters.Similarities) card.Append(CultureInfo.InvariantCulture, $"| {from:0.00} | {records:N0} |\n");
        card.Append('\n');
    }

    private static void WriteMix(StringBuilder card, DatasetReport report)
    {
        if (report.Dataset.Mix is not { } mix) return;
        var inTokens = mix.Unit == MixUnit.Tokens;
        var emitted = report.Tally.EmittedBy(cell => cell.Tag(mix.By), inTokens);
        var counts = mix.Shares.Select(share => emitted.GetValueOrDefault(share.Value)).ToArray();
        var asked = mix.Shares.Sum(share => share.Part);
        var achieved = Mix.Shares.Percentages(counts, decimals: 2);
        card.Append(CultureInfo.InvariantCulture, $"## Mix\n\n| {mix.By} | asked | achieved | {(inTokens ? "tokens" : "records")} |\n|---|---:|---:|---:|\n");
        for (var i = 0; i < counts.Length; i++)
        {
            card.Append(CultureInfo.InvariantCulture, $"| {mix.Shares[i].Value} | {mix.Shares[i].Part / asked * 100:0.00} % | {achieved[i]:0.00} % | {counts[i]:N0} |\n");
        }

        card.Append('\n');
    }
}
