using Cuvee.Engine;
using Cuvee.Mix;
using Cuvee.Verify;

namespace Cuvee.Report;

/// <summary>Where the records went: drawn as a flow, and as a table with every reason.</summary>
internal static class FlowSection
{
    private const double Width = 960;
    private const double BarWidth = 8;
    private const double LabelSpace = 10;

    /// <summary>Room above the bars for what a column is of.</summary>
    private const double TitleSpace = 26;

    private static readonly string[] Titles = ["source", "outcome", "split or reason"];

    /// <summary>Left ends of the three columns' bars.</summary>
    private static readonly double[] Lefts = [0, 375, 690];

    /// <summary>A longer name would run into the next column.</summary>
    private static readonly int[] MaxLetters = [30, 24, 20];

    public static Html Body(EmittedDataset dataset)
    {
        var (html, counts) = (new Html(), dataset.Recount.Counts);
        var dropped = counts.Dropped.Sum(stage => stage.Value.Sum(reason => reason.Value));
        html.Add($"<p>Of {Figures.Counted(counts.Read, "record")} read, {counts.Kept} {(counts.Kept == 1 ? "was" : "were")} kept, {dropped} dropped and {counts.Quarantined} quarantined.");
        if (counts.Emitted != counts.Kept) html.Add($" Repeats make them {counts.Emitted} lines.");
        html.Add($"</p>\n");
        if (counts.Read == 0) return html;
        AddDrawing(html, FlowGraph.Of(dataset));
        AddTable(html, dataset.Ledger.Tally);
        return html;
    }

    private static void AddDrawing(Html html, FlowGraph graph)
    {
        html.Add($"""<figure class="flow"><svg viewBox="0 {-TitleSpace} {Width} {graph.Height + TitleSpace + 2}" role="img" aria-label="Flow of records from sources to splits and reasons; the table below has the same numbers">""");
        html.Add($"\n");
        for (var column = 0; column < Titles.Length; column++) html.Add($"<text class=\"axis\" x=\"{Lefts[column]}\" y=\"-10\">{Titles[column]}</text>\n");
        for (var column = 0; column < graph.Ribbons.Length; column++)
        {
            var (x, end) = (Lefts[column] + BarWidth, Lefts[column + 1]);
            var middle = (x + end) / 2;
            foreach (var ribbon in graph.Ribbons[column])
            {
                var (from, to, height) = (ribbon.FromY, ribbon.ToY, graph.HeightOf(ribbon.Records));
                html.Add($"""<path class="ribbon {graph.Columns[column + 1][ribbon.To].Kind}" d="M{x} {from}C{middle} {from} {middle} {to} {end} {to}V{to + height}C{middle} {to + height} {middle} {from + height} {x} {from + height}Z"/>""");
                html.Add($"\n");
            }
        }

        for (var column = 0; column < graph.Columns.Length; column++)
        {
            foreach (var node in graph.Columns[column])
            {
                var (x, text) = (Lefts[column], node.Y + (node.Height / 2) + 4.5);
                html.Add($"""<g><title>{node.Label}: {node.Records}</title><rect class="{node.Kind}" x="{x}" y="{node.Y}" width="{BarWidth}" height="{node.Height}" rx="1.5"/><text x="{x + LabelSpace + BarWidth}" y="{text}">{Shorten(node.Label, MaxLetters[column])} <tspan class="count">{node.Records}</tspan></text></g>""");
                html.Add($"\n");
            }
        }

        html.Add($"</svg></figure>\n");
    }

    private static void AddTable(Html html, Tally tally)
    {
        var rows = Rows(tally);
        var shares = Shares.Percentages([.. rows.Select(row => row.Records)], decimals: 2);
        html.Add($"<div class=\"wide\" role=\"region\" aria-label=\"Records by how they ended\" tabindex=\"0\"><table class=\"steps\">\n<thead><tr><th scope=\"col\">Step</th><th scope=\"col\">Reason</th><th scope=\"col\" class=\"number\">Records</th><th scope=\"col\" class=\"number\">Share</th><th scope=\"col\" class=\"bar\"><span class=\"hidden\">Share as a bar</span></th></tr></thead>\n<tbody>\n");
        html.Add($"<tr><th scope=\"row\">read</th><td></td><td class=\"number\">{tally.Read}</td><td class=\"number\">100.00 %</td><td class=\"bar\">");
        Bar.Add(html, 0, 1, "source");
        html.Add($"</td></tr>\n");
        var start = 1.0;
        for (var i = 0; i < rows.Count; i++)
        {
            var (stage, reason, records) = rows[i];
            var width = (double)records / tally.Read;
            start = stage == Stages.Kept ? 0 : start - width;
            var meaning = LedgerWords.All.FirstOrDefault(word => word.Stage == stage && word.Reason == reason)?.Meaning.Replace("`", string.Empty, StringComparison.Ordinal);
            html.Add($"<tr><th scope=\"row\">{FlowGraph.TitleOf(stage)}</th><td>{reason}");
            if (meaning is not null) html.Add($"<small>{meaning}</small>");
            html.Add($"</td><td class=\"number\">{records}</td><td class=\"number\">{Figures.Share(shares[i], records)}</td><td class=\"bar\">");
            Bar.Add(html, Math.Max(0, start), width, FlowGraph.KindOf(stage));
            html.Add($"</td></tr>\n");
        }

        html.Add($"</tbody></table></div>\n");
    }

    /// <summary>What was lost, in the order of operations, then what was kept.</summary>
    private static List<(string Stage, string Reason, long Records)> Rows(Tally tally) =>
    [
        .. tally.Cells.Where(cell => !cell.IsKept).GroupBy(cell => (Stage: cell.State == Stages.Quarantined ? Stages.Read : cell.Stage, cell.Reason))
            .Select(group => (group.Key.Stage, group.Key.Reason, Records: group.Sum(cell => cell.Records)))
            .OrderBy(row => LedgerWords.OrderOf(row.Stage)).ThenByDescending(row => row.Records).ThenBy(row => row.Reason, StringComparer.Ordinal),
        (Stages.Kept, string.Empty, tally.Kept),
    ];

    private static string Shorten(string label, int letters) => label.Length <= letters ? label : $"{label[..(char.IsHighSurrogate(label[letters - 2]) ? letters - 2 : letters - 1)]}…";
}
