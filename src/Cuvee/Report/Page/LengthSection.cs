using System.Globalization;
using Cuvee.Mix;
using Cuvee.Verify;

namespace Cuvee.Report;

/// <summary>How long the emitted lines are, drawn and as a table.</summary>
internal static class LengthSection
{
    private const double Plot = 170;
    private const double Top = 20;
    private const double Bottom = 24;
    private const int Labels = 12;

    /// <summary>Labels that the one of the last bar takes the room of.</summary>
    private const int RoomBins = 2;

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
        html.Add($"<details><summary>{Capital(unit)} as a table</summary><div class=\"wide\" role=\"region\" aria-label=\"{Capital(unit)}\" tabindex=\"0\"><table class=\"steady\">\n<thead><tr><th scope=\"col\" class=\"number\">{Capital(unit)}, from</th><th scope=\"col\" class=\"number\">Records</th><th scope=\"col\" class=\"number\">Share</th></tr></thead>\n<tbody>\n");
        for (var bin = 0; bin < all.Bins.Length; bin++) html.Add($"<tr><th scope=\"row\" class=\"number\">{Begin(profile, bin)}</th><td class=\"number\">{all.Bins[bin]}</td><td class=\"number\">{Figures.Share(shares[bin], all.Bins[bin])}</td></tr>\n");
        html.Add($"</tbody></table></div></details>\n");
    }

    /// <summary>Places across are in percent of the width, so that texts keep their size on every screen.</summary>
    private static void AddDrawing(Html html, LengthProfile profile, string unit)
    {
        var bins = profile.All.Bins;
        var (most, width) = (bins.Max(), 100.0 / bins.Length);
        html.Add($"""<figure class="chart"><svg width="100%" height="{Top + Plot + Bottom}" role="img" aria-label="Histogram of {unit} per record; the table below has the same numbers">""");
        html.Add($"\n<text class=\"axis\" x=\"0\" y=\"{Top - 6}\">{Figures.Counted(most, "record")}</text>\n<line class=\"grid\" x1=\"0\" x2=\"100%\" y1=\"{Top}\" y2=\"{Top}\"/>\n");
        for (var bin = 0; bin < bins.Length; bin++)
        {
            var isRest = profile.HasMore && bin == bins.Length - 1;
            var height = bins[bin] == 0 ? 0 : Math.Max(1, bins[bin] * Plot / most);
            html.Add($"""<rect class="{(isRest ? "rest" : "kept")}" x="{(bin + 0.03) * width}%" y="{Top + Plot - height}" width="{0.94 * width}%" height="{height}"><title>from {Begin(profile, bin)} {unit}: {Figures.Counted(bins[bin], "record")}</title></rect>""");
            html.Add($"\n");
        }

        AddLabels(html, profile);
        html.Add($"<line class=\"base\" x1=\"0\" x2=\"100%\" y1=\"{Top + Plot}\" y2=\"{Top + Plot}\"/>\n</svg><figcaption>{Capital(unit)} per record{(profile.HasMore ? "; the last bar has all longer ones" : string.Empty)}</figcaption></figure>\n");
    }

    /// <summary>Where bars begin: for some of them, and for a third of these on a narrow screen. The last bar always says where it begins when it has no end.</summary>
    private static void AddLabels(Html html, LengthProfile profile)
    {
        var count = profile.All.Bins.Length;
        var every = (count + Labels - 1) / Labels;
        for (var bin = 0; bin < count; bin += every)
        {
            if (profile.HasMore && bin > count - 1 - (RoomBins * every)) break;
            var isWide = bin / every % 3 != 0 || bin > count * (profile.HasMore ? 0.66 : 0.83);
            html.Add($"<text class=\"{(isWide ? "axis wider" : "axis")}\" x=\"{bin * 100.0 / count}%\" y=\"{Top + Plot + 18}\">{bin * profile.Step}</text>\n");
        }

        if (profile.HasMore) html.Add($"<text class=\"axis end\" x=\"100%\" y=\"{Top + Plot + 18}\">{Begin(profile, count - 1)}</text>\n");
    }

    private static string Begin(LengthProfile profile, int bin) =>
        string.Create(CultureInfo.InvariantCulture, $"{bin * profile.Step:N0}{(profile.HasMore && bin == profile.All.Bins.Length - 1 ? " or more" : string.Empty)}");

    private static string Capital(string word) => $"{char.ToUpperInvariant(word[0])}{word[1..]}";
}
