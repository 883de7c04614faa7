using System.Globalization;
using System.Text;
using System.Text.Json;
using Cuvee.Decontaminate;
using Cuvee.Tests.Support;

namespace Cuvee.Tests.Decontaminate;

/// <summary>
/// The labelled fixture: invented benchmark items and records that copy, change, rephrase or merely resemble them. What the default rule finds of each class
/// stands in docs/decontamination.md, written anew with <c>CUVEE_UPDATE=1</c>, and in the sentence that every report carries.
/// </summary>
public sealed class FixtureTests
{
    private const string Begin = "<!-- measured: begin -->\n";
    private const string End = "<!-- measured: end -->";

    private static readonly string[] Classes = ["verbatim", "formatted", "edited", "reordered", "edited heavily", "rephrased", "translated", "look-alike"];

    private static string Fixture => Path.Combine(SharedData.Repository, "tests", "Cuvee.Tests", "Decontaminate", "fixture");

    [Fact]
    public void The_document_says_what_is_found_of_each_class()
    {
        var path = Path.Combine(SharedData.Repository, "docs", "decontamination.md");
        var page = File.ReadAllText(path);
        var from = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var to = page.IndexOf(End, StringComparison.Ordinal);
        var measured = page[..from] + Table() + page[to..];
        if (Environment.GetEnvironmentVariable("CUVEE_UPDATE") == "1") File.WriteAllText(path, measured);
        Assert.Equal(page, Environment.GetEnvironmentVariable("CUVEE_UPDATE") == "1" ? page : measured);
    }

    [Fact]
    public void The_sentence_of_every_report_is_what_is_measured()
    {
        var found = Measure();
        Assert.Equal(
            (Recall(found, "verbatim", "formatted", "edited", "reordered"), Recall(found, "edited heavily"), Recall(found, "rephrased"), Recall(found, "translated")),
            (SearchLimits.RecallOfCopies, SearchLimits.RecallOfHeavilyEdited, SearchLimits.RecallOfRephrased, SearchLimits.RecallOfTranslated));
    }

    [Fact]
    public void Nothing_is_found_where_nothing_is() =>
        Assert.Equal([], Measure().Where(record => record.Found.Exists(item => item != record.Item)).Select(record => $"{record.Class} {record.Item}"));

    private static double Recall(List<LabelledRecord> records, params string[] classes) =>
        records.Where(record => classes.Contains(record.Class)).Average(record => record.Found.Contains(record.Item) ? 1.0 : 0.0);

    private static string Table()
    {
        var records = Measure();
        var table = new StringBuilder("| class | records | found | recall | found wrongly | precision |\n|---|---:|---:|---:|---:|---:|\n");
        foreach (var name in Classes) Row(table, name, [.. records.Where(record => record.Class == name)]);
        Row(table, "all", records);
        return table.ToString();
    }

    /// <summary>Precision is that of the matches: how many of them name the item that the record was made from.</summary>
    private static void Row(StringBuilder table, string name, List<LabelledRecord> records)
    {
        var real = records.Count(record => record.Item != 0);
        var found = records.Count(record => record.Found.Contains(record.Item));
        var wrong = records.Sum(record => record.Found.Count(item => item != record.Item));
        var recall = real == 0 ? "-" : Percent(found, real);
        table.Append(CultureInfo.InvariantCulture, $"| {name} | {records.Count} | {found} | {recall} | {wrong} | {(found + wrong == 0 ? "-" : Percent(found, found + wrong))} |\n");
    }

    private static string Percent(int part, int whole) => string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / whole:0} %");

    private static List<LabelledRecord> Measure()
    {
        using var workspace = new Workspace();
        var result = Decontamination.Run(
            [Path.Combine(Fixture, "records.jsonl")],
            workspace["out.jsonl"],
            new DecontaminateOptions { Against = [Path.Combine(Fixture, "benchmark.jsonl")], Folder = workspace.Folder, Action = ContaminationAction.Report });
        var found = result.Found.ToLookup(match => match.Line - 1, match => int.Parse(match.Match.Item, CultureInfo.InvariantCulture));
        return [.. File.ReadLines(Path.Combine(Fixture, "records.jsonl")).Select((line, i) => LabelOf(line, [.. found[i].Distinct()]))];
    }

    private static LabelledRecord LabelOf(string line, List<int> found)
    {
        var root = JsonDocument.Parse(line).RootElement;
        return new LabelledRecord(root.GetProperty("class").GetString()!, root.GetProperty("item").GetInt32(), found);
    }

    /// <summary>A record of the fixture.</summary>
    /// <param name="Class">How it was made.</param>
    /// <param name="Item">From which item, 0 for none.</param>
    /// <param name="Found">Items that were found in it.</param>
    private sealed record LabelledRecord(string Class, int Item, List<int> Found);
}
