using Cuvee.Verify;

namespace Cuvee.Report;

/// <summary>What rules changed in the texts: in all, and by source.</summary>
internal static class ChangeSection
{
    /// <summary>So many rows are a page of 100 kB; report.json has them all.</summary>
    private const int MaxRows = 500;

    public static Html? Body(EmittedDataset dataset)
    {
        var changes = dataset.Study.Changes;
        if (changes.IsEmpty) return null;
        var html = new Html();
        html.Add($"<p>Of all records read; <code>cuvee explain</code> shows a record before and after.</p>\n<div class=\"wide\" role=\"region\" aria-label=\"Changed texts\" tabindex=\"0\"><table>\n<thead><tr><th scope=\"col\">Rule</th><th scope=\"col\" class=\"number\">Records</th><th scope=\"col\" class=\"number\">Changes</th></tr></thead>\n<tbody>\n");
        foreach (var rule in changes.GroupBy(change => change.Rule, StringComparer.Ordinal).OrderBy(rule => rule.Key, StringComparer.Ordinal)) html.Add($"<tr><th scope=\"row\">{rule.Key}</th><td class=\"number\">{rule.Sum(change => change.Records)}</td><td class=\"number\">{rule.Sum(change => change.Changes)}</td></tr>\n");
        html.Add($"</tbody></table></div>\n<details><summary>By source");
        if (changes.Length > MaxRows) html.Add($", the first {MaxRows} rows shown; <code>report.json</code> has all");
        html.Add($"</summary><div class=\"wide\" role=\"region\" aria-label=\"Changed texts by source\" tabindex=\"0\"><table>\n<thead><tr><th scope=\"col\">Source</th><th scope=\"col\">Rule</th><th scope=\"col\" class=\"number\">Records</th><th scope=\"col\" class=\"number\">Changes</th></tr></thead>\n<tbody>\n");
        foreach (var change in changes.Take(MaxRows)) html.Add($"<tr><th scope=\"row\">{change.Source}</th><td>{change.Rule}</td><td class=\"number\">{change.Records}</td><td class=\"number\">{change.Changes}</td></tr>\n");
        html.Add($"</tbody></table></div></details>\n");
        return html;
    }
}
