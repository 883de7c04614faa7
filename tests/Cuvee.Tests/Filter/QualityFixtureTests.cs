using System.Globalization;
using System.Text;
using System.Text.Json;
using Cuvee.Filter;
using Cuvee.Inspect;
using Cuvee.Model;
using Cuvee.Recipes;
using Cuvee.Tests.Support;
using Record = Cuvee.Model.Record;

namespace Cuvee.Tests.Filter;

/// <summary>
/// Exchanges labelled by hand with the filters that should drop them. What the filters find with their defaults stands in docs/quality.md, written anew with
/// <c>CUVEE_UPDATE=1</c>.
/// </summary>
public sealed class QualityFixtureTests
{
    private const string Begin = "<!-- measured: begin -->\n";
    private const string End = "<!-- measured: end -->";

    private static readonly List<(string Name, IFilter Filter)> Filters =
    [
        .. QualityMeasures.Filters.Select(entry => (entry.Name, (IFilter)entry.Filter)),
        ("wordlist", FilterCall.Parse("{ wordlist: { words: [darn, zounds, heck of a] } }").Filter),
    ];

    [Fact]
    public void TheDocumentSaysWhatIsMeasured()
    {
        var path = Path.Combine(SharedData.Repository, "docs", "quality.md");
        var page = File.ReadAllText(path);
        var from = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var measured = page[..from] + Table() + page[page.IndexOf(End, StringComparison.Ordinal)..];
        var writes = Environment.GetEnvironmentVariable("CUVEE_UPDATE") == "1";
        if (writes) File.WriteAllText(path, measured);
        Assert.Equal(writes ? measured : page, measured);
    }

    [Fact]
    public void EveryLabelIsAFilter() =>
        Assert.Equal([], Records().SelectMany(record => record.Labels).Except(Filters.Select(filter => filter.Name), StringComparer.Ordinal));

    private static string Table()
    {
        var records = Records();
        var table = new StringBuilder("| filter | labelled | found | recall | found wrongly | precision |\n|---|---:|---:|---:|---:|---:|\n");
        foreach (var (name, filter) in Filters)
        {
            var dropped = records.FindAll(record => filter.Judge(record.Record).Drops);
            var labelled = records.Count(record => record.Labels.Contains(name));
            var found = dropped.Count(record => record.Labels.Contains(name));
            table.Append(
                CultureInfo.InvariantCulture,
                $"| {name} | {labelled} | {found} | {Percent(found, labelled)} | {dropped.Count - found} | {Percent(found, dropped.Count)} |\n");
        }

        return table.ToString();
    }

    private static string Percent(int part, int whole) => string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / whole:0} %");

    private static List<(List<string> Labels, Record Record)> Records()
    {
        var records = new List<(List<string>, Record)>();
        foreach (var line in File.ReadLines(Path.Combine(SharedData.Repository, "tests", "Cuvee.Tests", "Filter", "quality.jsonl")))
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            var labels = root.GetProperty("drop").EnumerateArray().Select(label => label.GetString()!).ToList();
            var calls = root.TryGetProperty("calls", out var value) ? Utf8.Of(value.GetRawText()) : default;
            var answer = new Turn(Role.Assistant, Utf8.Of(root.GetProperty("answer").GetString()!), calls);
            records.Add((labels, Sample.Of(Sample.User(root.GetProperty("prompt").GetString()!), answer)));
        }

        return records;
    }
}
