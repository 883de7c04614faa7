using Cuvee.Model;

namespace Cuvee.Mix;

/// <summary>
/// Drops the lines that exceed a cap, highest ranks first. A cap is a share of the final total, and every drop lowers that total.
/// </summary>
/// <remarks>
/// Guaranteed: in the result of T lines every capped value has at most floor(share * T). With one cap T is the largest total for which such
/// a selection exists. With several, where the largest is a hard combinatorial problem, lines are taken greedily by rank towards a total that falls until
/// it is reached; the result may be less than the best, and for a few records under tight caps there may be none though one exists.
/// </remarks>
public static class Caps
{
    /// <summary>For each line of <paramref name="recordsByRank"/> whether it stays.</summary>
    /// <param name="where">Begins an error.</param>
    /// <param name="recordsByRank">
    /// One entry a line, as index of its record, in order of preference: by rank; where records repeat, all first copies before any second one.
    /// </param>
    /// <param name="caps">The caps, all of which hold in the result.</param>
    /// <exception cref="CuveeException">Only an empty selection was found.</exception>
    public static bool[] Apply(string where, ReadOnlySpan<int> recordsByRank, IReadOnlyList<Cap> caps)
    {
        var kept = new bool[recordsByRank.Length];
        var counts = Counts(recordsByRank, caps);
        for (var c = 0; c < caps.Count; c++)
        {
            if (caps[c].Impossible(counts[c]) is string reason)
            {
                throw new CuveeException($"{where}: {reason}");
            }
        }

        var keptCount = kept.LongLength;
        for (var total = LargestTotal(counts, caps, keptCount); total > 0; total = LargestTotal(counts, caps, keptCount))
        {
            keptCount = Greedy(recordsByRank, kept, caps, total);
            if (keptCount >= total)
            {
                return kept;
            }
        }

        return kept.Length == 0
            ? kept
            : throw new CuveeException($"{where}: taken by rank, no records are left that meet {string.Join(" and ", caps)} together; raise one of them");
    }

    /// <summary>
    /// The largest total that no cap rules out, given the lines of each value. With one cap it is reached exactly, by the first
    /// min(count, floor(share * total)) lines of each value.
    /// </summary>
    /// <remarks>
    /// With f(T) = sum of min(count, floor(share * T)), a total T is possible when f(T) is at least T. As f never falls when T grows, the largest such T is
    /// the greatest fixed point of f (Knaster and Tarski), and stepping from above, T := f(T), arrives there without passing it.
    /// </remarks>
    internal static long LargestTotal(long[][] counts, IReadOnlyList<Cap> caps, long atMost)
    {
        var total = atMost;
        for (var before = -1L; before != total;)
        {
            before = total;
            for (var c = 0; c < caps.Count; c++)
            {
                var limit = caps[c].Fraction.FloorOf(total);
                var possible = 0L;
                foreach (var count in counts[c])
                {
                    possible += Math.Min(count, limit);
                }

                total = Math.Min(total, possible);
            }
        }

        return total;
    }

    /// <summary>Lines of each value, for each cap.</summary>
    private static long[][] Counts(ReadOnlySpan<int> recordsByRank, IReadOnlyList<Cap> caps)
    {
        var counts = new long[caps.Count][];
        for (var c = 0; c < counts.Length; c++)
        {
            counts[c] = new long[caps[c].Values.Length];
            foreach (var record in recordsByRank)
            {
                counts[c][caps[c].ValueOf[record]]++;
            }
        }

        return counts;
    }

    private static long Greedy(ReadOnlySpan<int> recordsByRank, bool[] kept, IReadOnlyList<Cap> caps, long total)
    {
        var room = new CapRoom(caps, total);
        var keptCount = 0L;
        for (var i = 0; i < kept.Length; i++)
        {
            kept[i] = room.TryTake(recordsByRank[i]);
            keptCount += kept[i] ? 1 : 0;
        }

        return keptCount;
    }
}
