using Cuvee.Verify;

namespace Cuvee.Report;

/// <summary>What rules changed in the texts, by source.</summary>
internal static class ChangeSection
{
    public static Html? Body(EmittedDataset dataset)
    {
        var changes = dataset.Study.Changes;
        if (changes.IsEmpty) return null;
        var html = new Html();
        html.Add($"<p>Of all records read; <code>cuvee explain</code> shows a record before and after.</p>\n<div class=\"wide\" role=\"region\" aria-label=\"Changed texts\" tabindex=\"0\"><table>\n<thead><tr><th scope=\"col\">Source</th><th scope=\"col\">Rule</th><th scope=\"col\" class=\"number\">Records</th><th scope=\"col\" class=\"number\">Changes</th></tr></thead>\n<tbody>\n");
        foreach (var change in changes) html.Add($"<tr><th scope=\"row\">{change.Source}</th><td>{change.Rule}</td><td class=\"number\">{change.Records}</td><td class=\"number\">{change.Changes}</td></tr>\n");
        html.Add($"</tbody></table></div>\n");
        return html;
    }
}
