using System.Globalization;
using System.Text.Json;
using Cuvee.Verify;

namespace Cuvee.Report;

/// <summary>The head of the page: what this is, whether the gates passed, what needs attention, and the numbers that people ask for first.</summary>
internal static class HeadSection
{
    public static void Add(Html page, EmittedDataset dataset)
    {
        var (counts, output) = (dataset.Recount.Counts, dataset.Dataset.Output);
        var asked = dataset.GatesDocument.List("gates").Where(gate => gate.Text("status") != "off").ToList();
        var (failed, warned) = (asked.Where(gate => gate.Text("status") == "failed").ToList(), asked.Where(gate => gate.Text("status") == "warned").ToList());
        var mark = failed.Count > 0 ? "failed" : warned.Count > 0 ? "warned" : "passed";
        page.Add(
            $"""
            <header>
            <p class="kind">Dataset report</p>
            <h1>{dataset.Dataset.Name}</h1>
            <p class="lead">{Figures.Counted(counts.Emitted, "record")} in the format <code>{output.Format}</code> ({output.Files}), compiled by Cuvee from the recipe <code>{dataset.Recipe.Name}</code>.</p>
            <p class="verdict {mark}"><a href="#gates">{Verdict(failed.Count, warned.Count)}</a> <span>{asked.Count - failed.Count - warned.Count} of {asked.Count} gates passed{(failed.Count > 0 ? "; not published" : string.Empty)}</span></p>

            """);
        if (mark != "passed") page.Add($"{Reasons([.. failed, .. warned])}");
        page.Add($"{Numbers(dataset)}</header>\n");
    }

    private static string Verdict(int failed, int warned) => (failed, warned) switch
    {
        (0, 0) => "All gates passed",
        (0, 1) => "Passed with a warning",
        (0, _) => "Passed with warnings",
        (1, _) => "A gate failed",
        _ => string.Create(CultureInfo.InvariantCulture, $"{failed} gates failed"),
    };

    /// <summary>What the gates that need attention say first; the rest stands in their section.</summary>
    private static Html Reasons(IEnumerable<JsonElement> gates)
    {
        var html = new Html();
        html.Add($"<ul class=\"reasons\">\n");
        foreach (var gate in gates)
        {
            var clauses = GateSection.Clauses(gate.Text("message"));
            html.Add($"<li><b>{gate.Text("name")}</b> {gate.Text("status")}: {clauses[0]}");
            if (clauses.Count > 1) html.Add($"; <a href=\"#gates\">{clauses.Count - 1} more</a>");
            html.Add($"</li>\n");
        }

        html.Add($"</ul>\n");
        return html;
    }

    /// <summary>The numbers that people ask for first; what says nothing beside the others is left out.</summary>
    private static Html Numbers(EmittedDataset dataset)
    {
        var (html, counts, study) = (new Html(), dataset.Recount.Counts, dataset.Study);
        html.Add($"<dl class=\"figures\">\n<div><dt>Read</dt><dd>{counts.Read}</dd></div>\n<div><dt>Kept</dt><dd>{counts.Kept}");
        if (counts.Read > 0) html.Add($" <small>{Figures.Share(Math.Round(counts.Kept * 100m / counts.Read, 2), counts.Kept)}</small>");
        html.Add($"</dd></div>\n<div><dt>Dropped</dt><dd>{counts.Dropped.Sum(stage => stage.Value.Sum(reason => reason.Value))}</dd></div>\n<div><dt>Quarantined</dt><dd>{counts.Quarantined}</dd></div>\n");
        if (counts.Emitted != counts.Kept) html.Add($"<div><dt>Emitted, with repeats</dt><dd>{counts.Emitted}</dd></div>\n");
        if (study.Tokens is { } tokens) html.Add($"<div><dt>Tokens</dt><dd>{tokens.All.Total}</dd></div>\n");
        if (study.Characters.All.Lines > 0) html.Add($"<div><dt>Median length</dt><dd>{study.Characters.All.Median} <small>characters</small></dd></div>\n");
        html.Add($"<div><dt>Size</dt><dd>{Figures.Bytes(dataset.ReadBack.Files.Sum(file => file.Bytes))}</dd></div>\n</dl>\n");
        return html;
    }
}
