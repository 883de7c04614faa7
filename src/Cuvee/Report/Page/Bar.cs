namespace Cuvee.Report;

/// <summary>A bar in a table's cell; the cells beside it say the same in numbers.</summary>
internal static class Bar
{
    /// <summary>Width of what is there but too little to be seen.</summary>
    private const double Least = 0.4;

    /// <param name="html">Where it goes.</param>
    /// <param name="start">Where it begins, 0..1 of the cell's width.</param>
    /// <param name="width">How wide it is, likewise; nothing is drawn of 0.</param>
    /// <param name="kind">The style sheet's word for its colour.</param>
    /// <param name="mark">Where a line stands that shows what was asked; null for none.</param>
    public static void Add(Html html, double start, double width, string kind, double? mark = null)
    {
        html.Add($"""<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="10"/>""");
        if (width > 0) html.Add($"""<rect class="{kind}" x="{Math.Min(start * 100, 100 - Least)}" width="{Math.Max(Least, width * 100)}" height="10"/>""");
        if (mark is { } at) html.Add($"""<rect class="mark" x="{Math.Min(99.2, at * 100)}" width="0.8" height="10"/>""");
        html.Add($"</svg>");
    }
}
