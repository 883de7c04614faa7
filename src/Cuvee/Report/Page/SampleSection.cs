using Cuvee.Engine;
using Cuvee.Verify;

namespace Cuvee.Report;

/// <summary>A few kept records of each split as conversations, chosen by rank.</summary>
internal static class SampleSection
{
    private const int OfFirstSplit = 6;
    private const int OfOtherSplits = 2;

    /// <summary>Beyond this many splits the later ones are not sampled, so that the page stays small.</summary>
    private const int MaxSplits = 8;

    /// <summary>So much of a record is shown on its closed line.</summary>
    private const int OpeningCharacters = 90;

    public static Html? Body(EmittedDataset dataset)
    {
        var rows = Choose(dataset);
        if (rows.Count == 0) return null;
        var (html, ledger, placement) = (new Html(), dataset.Ledger, dataset.Placement);
        var texts = EmittedLines.Read(dataset, rows.Select(placement.LineOf));
        html.Add($"<p>Chosen by rank from the seed, so the same records come up in every build of the same data.</p>\n");
        var isFirst = true;
        foreach (var row in rows)
        {
            var line = placement.LineOf(row);
            if (!texts.TryGetValue(line, out var text)) continue;
            html.Add($"<details class=\"record\"");
            if (isFirst) html.Add($" open");
            isFirst = false;
            html.Add($"><summary><b>{ledger.Splits[ledger.KindOf(row).Split]}</b> <span dir=\"auto\">{ChatHtml.Opening(text, OpeningCharacters)}</span></summary>\n");
            ChatHtml.Add(html, text);
            html.Add($"<p class=\"place\">{dataset.ReadBack.Place(line)}, read from {ledger.Place(row)}</p></details>\n");
        }

        return html;
    }

    /// <summary>Ledger rows with a line, by split in the order of the recipe, then by rank.</summary>
    private static List<int> Choose(EmittedDataset dataset)
    {
        var (ledger, placement, key) = (dataset.Ledger, dataset.Placement, new RankKey(dataset.Recipe.Seed, "report"));
        var best = dataset.Dataset.Split.Parts.Take(MaxSplits).Select((part, number) => (Split: ledger.Splits.Find(part.Name), Count: number == 0 ? OfFirstSplit : OfOtherSplits, Rows: new SortedSet<(ulong Rank, int Row)>()))
            .Where(split => split.Split > 0).ToList();
        // By split the rank that a row must stay below to be chosen: nearly all rows end there
        var bounds = new ulong[ledger.Splits.Count];
        foreach (var (split, _, _) in best) bounds[split] = ulong.MaxValue;
        for (var row = 0; row < ledger.RowCount; row++)
        {
            if (!ledger.IsKept(row)) continue;
            var split = ledger.KindOf(row).Split;
            var rank = key.Of(ledger[row].Content);
            if (rank >= bounds[split] || placement.LineOf(row) < 0) continue;
            var (_, count, rows) = best.First(entry => entry.Split == split);
            rows.Add((rank, row));
            if (rows.Count > count) rows.Remove(rows.Max);
            if (rows.Count == count) bounds[split] = rows.Max.Rank;
        }

        return [.. best.SelectMany(split => split.Rows.Select(entry => entry.Row))];
    }
}
