using Cuvee.Mix;
using Cuvee.Verify;

namespace Cuvee.Report;

/// <summary>How long the emitted lines are, drawn and as a table.</summary>
internal static class LengthSection
{
    private const double Width = 960;
    private const double Plot = 170;
    private const double Left = 4;
    private const double Top = 18;
    private const int Labels = 12;

    public static Html? Body(EmittedDataset dataset)
    {
        var study = dataset.Study;
        if (study.Characters.All.Lines == 0) return null;
        var html = new Html();
        Add(html, study.Characters, "characters");
        if (study.Tokens is { } tokens) Add(html, tokens, "tokens");
        return html;
    }

    /// <summary>A few bars in a table's cell.</summary>
    public static void AddSparkline(Html html, LengthPart part)
    {
        var (most, width) = (Math.Max(1, part.Bins.Max()), 100.0 / part.Bins.Length);
        html.Add($"""<svg class="spark" viewBox="0 0 100 24" preserveAspectRatio="none" aria-hidden="true">""");
        for (var bin = 0; bin < part.Bins.Length; bin++)
        {
            if (part.Bins[bin] == 0) continue;
            var height = Math.Max(1, part.Bins[bin] * 24.0 / most);
            html.Add($"""<rect class="kept" x="{bin * width}" y="{24 - height}" width="{width * 0.85}" height="{height}"/>""");
        }

        html.Add($"</svg>");
    }

    private static void Add(Html html, LengthProfile profile, string unit)
    {
        var all = profile.All;
        html.Add($"<p>{Capital(unit)} of all turns of a record: median {all.Median}, 95 % have at most {all.Most95}, from {all.Least} to {all.Most}; {all.Total} in all.</p>\n");
        AddDrawing(html, profile, unit);
        var shares = Shares.Percentages(all.Bins.AsSpan(), decimals: 2);
        html.Add($"<details><summary>{Capital(unit)} as a table</summary><div class=\"wide\" role=\"region\" aria-label=\"{Capital(unit)}\" tabindex=\"0\"><table>\n<thead><tr><th scope=\"col\" class=\"number\">From</th><th scope=\"col\" class=\"number\">Records</th><th scope=\"col\" class=\"number\">Share</th></tr></thead>\n<tbody>\n");
        for (var bin = 0; bin < all.Bins.Length; bin++) html.Add($"<tr><th scope=\"row\" class=\"number\">{bin * profile.Step}</th><td class=\"number\">{all.Bins[bin]}</td><td class=\"number\">{shares[bin]} %</td></tr>\n");
        html.Add($"</tbody></table></div></details>\n");
    }

    private static void AddDrawing(Html html, LengthProfile profile, string unit)
    {
        var bins = profile.All.Bins;
        var (most, width, every) = (bins.Max(), (Width - (2 * Left)) / bins.Length, (bins.Length + Labels - 1) / Labels);
        html.Add($"""<figure class="chart"><svg viewBox="0 0 {Width} {Top + Plot + 26}" role="img" aria-label="Histogram of {unit} per record; the table below has the same numbers">""");
        html.Add($"\n<text class=\"axis\" x=\"{Left}\" y=\"11\">{most} records</text>\n<line class=\"grid\" x1=\"0\" x2=\"{Width}\" y1=\"{Top}\" y2=\"{Top}\"/>\n");
        for (var bin = 0; bin < bins.Length; bin++)
        {
            var (x, isLast) = (Left + (bin * width), bin == bins.Length - 1);
            var height = bins[bin] == 0 ? 0 : Math.Max(1, bins[bin] * Plot / most);
            html.Add($"""<rect class="{(isLast && profile.HasMore ? "rest" : "kept")}" x="{x + 1}" y="{Top + Plot - height}" width="{width - 2}" height="{height}"><title>from {bin * profile.Step}: {bins[bin]}</title></rect>""");
            if (bin % every == 0 || (isLast && profile.HasMore && bin % every > every / 2)) html.Add($"<text class=\"axis\" x=\"{x}\" y=\"{Top + Plot + 18}\">{(isLast && profile.HasMore ? "≥ " : string.Empty)}{bin * profile.Step}</text>");
            html.Add($"\n");
        }

        html.Add($"<line class=\"base\" x1=\"0\" x2=\"{Width}\" y1=\"{Top + Plot}\" y2=\"{Top + Plot}\"/>\n</svg></figure>\n");
    }

    private static string Capital(string word) => $"{char.ToUpperInvariant(word[0])}{word[1..]}";
}
