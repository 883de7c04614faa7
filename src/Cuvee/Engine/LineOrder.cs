using Cuvee.Recipes;

namespace Cuvee.Engine;

/// <summary>Stage 11: the order in which the lines of a split are written. A position stands once for each of its copies.</summary>
internal sealed class LineOrder(DatasetFacts facts, ulong seed)
{
    /// <summary>The positions in the order of the rule.</summary>
    /// <param name="lines">In dataset order, the copies of a record side by side.</param>
    /// <param name="rule">Which order.</param>
    public int[] Of(List<int> lines, OrderRule rule) => rule switch
    {
        OrderRule.Source => [.. lines],
        OrderRule.Shuffled => Shuffle(lines),
        _ => Interleave(Shuffle(lines)),
    };

    /// <summary>By rank; a second copy has a rank of its own, so that copies do not stand side by side.</summary>
    private int[] Shuffle(List<int> lines)
    {
        var key = new RankKey(seed, "order");
        var ranks = new ulong[lines.Count];
        for (var i = 0; i < ranks.Length; i++)
        {
            ranks[i] = key.Of(facts[lines[i]].Content);
            for (var copy = i; copy > 0 && lines[copy - 1] == lines[i]; copy--) ranks[i] = Rank.Remix(ranks[i]);
        }

        return Array.ConvertAll(Rank.Ordered(ranks), line => lines[line]);
    }

    /// <summary>Labels in turn, true first where there are as many of both; else the longer side's surplus is spread evenly. Records without a label come last.</summary>
    private int[] Interleave(int[] lines)
    {
        var good = lines.Where(position => facts[position].Label == 2).ToArray();
        var bad = lines.Where(position => facts[position].Label == 1).ToArray();
        var mixed = new List<int>(lines.Length);
        long taken = 0;
        for (var i = 0; i < good.Length + bad.Length; i++)
        {
            // Bresenham's line: of the first n lines, n * good / all are good ones, rounded, a half upwards.
            long all = good.Length + bad.Length;
            var isGood = taken < ((2L * (i + 1) * good.Length) + all) / (2 * all) && taken < good.Length;
            if (isGood || i - taken >= bad.Length) mixed.Add(good[taken++]);
            else mixed.Add(bad[i - taken]);
        }

        mixed.AddRange(lines.Where(position => facts[position].Label == 0));
        return [.. mixed];
    }
}
