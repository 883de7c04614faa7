using System.Globalization;
using System.Text;
using Cuvee.Pii;
using Cuvee.Tests.Support;

namespace Cuvee.Tests.Pii;

/// <summary>What is found of the labelled fixture stands in docs/personal-data.md, written anew with <c>CUVEE_UPDATE=1</c>.</summary>
public sealed class FixtureTests
{
    private const string Begin = "<!-- measured: begin -->\n";
    private const string End = "<!-- measured: end -->";

    [Fact]
    public void The_document_says_what_is_found_of_each_kind()
    {
        var path = Path.Combine(SharedData.Repository, "docs", "personal-data.md");
        var page = File.ReadAllText(path);
        var measured = page[..(page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)] + Table() + page[page.IndexOf(End, StringComparison.Ordinal)..];
        if (Environment.GetEnvironmentVariable("CUVEE_UPDATE") == "1") File.WriteAllText(path, measured);
        Assert.Equal(File.ReadAllText(path), measured);
    }

    [Fact]
    public void The_fixture_is_large_enough() => Assert.True(LabelledText.ReadAll().Sum(text => text.Labels.Count) >= 300);

    [Fact]
    public void Nothing_is_found_wrongly() =>
        Assert.Equal([], LabelledText.ReadAll().SelectMany(text => text.Found().Where(found => found.IsCertain && !text.Labels.Contains((found.Kind, found.Start, found.Length))).Select(found => $"{found.Kind}: {text.Text}")));

    /// <summary>The hard ones are labelled although nothing in the text but its sense tells of them.</summary>
    [Fact]
    public void All_but_the_hard_ones_are_found()
    {
        var missed = LabelledText.ReadAll().SelectMany(text => text.Labels.Where(label => !text.Found().Contains((label.Kind, label.Start, label.Length, true))).Select(_ => text.Text)).ToList();
        Assert.True(missed.Count <= 8, string.Join('\n', missed));
    }

    private static string Table()
    {
        var texts = LabelledText.ReadAll().Select(text => (text.Labels, Found: text.Found())).ToList();
        var table = new StringBuilder("| kind | labelled | found | recall | for review | found wrongly | precision |\n|---|---:|---:|---:|---:|---:|---:|\n");
        var (labelled, found, review, wrong) = (0, 0, 0, 0);
        foreach (var kind in Enum.GetValues<PiiKind>())
        {
            var labels = texts.Sum(text => text.Labels.Count(label => label.Kind == kind));
            var right = texts.Sum(text => text.Labels.Count(label => label.Kind == kind && text.Found.Contains((kind, label.Start, label.Length, true))));
            var doubtful = texts.Sum(text => text.Found.Count(value => value.Kind == kind && !value.IsCertain));
            var certain = texts.Sum(text => text.Found.Count(value => value.Kind == kind && value.IsCertain));
            Row(table, kind.Word(), labels, right, doubtful, certain - right);
            (labelled, found, review, wrong) = (labelled + labels, found + right, review + doubtful, wrong + certain - right);
        }

        Row(table, "all", labelled, found, review, wrong);
        return table.ToString();
    }

    private static void Row(StringBuilder table, string name, int labelled, int found, int review, int wrong) =>
        table.Append(CultureInfo.InvariantCulture, $"| {name} | {labelled} | {found} | {100.0 * found / labelled:0.0} % | {review} | {wrong} | {100.0 * found / (found + wrong):0.0} % |\n");
}
