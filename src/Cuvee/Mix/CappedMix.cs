using System.Numerics;
using Cuvee.Model;

namespace Cuvee.Mix;

/// <summary>
/// A mix whose shares hold exactly after its caps: what <c>shrink</c>, and a mix with neither anchor nor total, mean when there are caps.
/// </summary>
/// <remarks>
/// Guaranteed: the result has T records, each mix value has its largest-remainder quota of T, every capped value has at most floor(share * T).
/// With one cap T is the largest such total. With several T is found by going down from the largest total that each cap alone allows,
/// taking records greedily by rank, and may fall short of the best.
/// </remarks>
public static class CappedMix
{
    /// <summary>For each of <paramref name="recordsByRank"/> whether it is kept.</summary>
    /// <param name="where">Begins an error.</param>
    /// <param name="shares">The shares of the mix values, in their order.</param>
    /// <param name="recordsByRank">All records that reached the mix, as indices, by (rank, position).</param>
    /// <param name="valueOf">For each record the index of its mix value.</param>
    /// <param name="caps">One cap or more.</param>
    /// <param name="atMost">The total asked; <see cref="long.MaxValue"/> for the largest.</param>
    /// <exception cref="CuveeException">No total but 0 meets the shares and the caps.</exception>
    public static bool[] Select(
        string where, Shares shares, ReadOnlySpan<int> recordsByRank, ReadOnlySpan<int> valueOf, IReadOnlyList<Cap> caps, long atMost)
    {
        var total = atMost;
        foreach (var cap in caps)
        {
            var cells = Cells(recordsByRank, valueOf, shares.Count, cap);
            if (cap.Impossible(ColumnSums(cells)) is string reason)
            {
                throw new CuveeException($"{where}: {reason}");
            }

            total = Math.Min(total, LargestTotal(shares, cells, cap.Share, total));
        }

        while (total > 0)
        {
            var quotas = shares.Apportion(total);
            var kept = Greedy(recordsByRank, valueOf, quotas, new CapRoom(caps, total), out var taken);
            if (quotas.AsSpan().SequenceEqual(taken))
            {
                return kept;
            }

            if (caps.Count == 1)
            {
                return Complete(recordsByRank, valueOf, quotas, caps[0], total, kept);
            }

            total = shares.LargestWithin(taken, total - 1);
        }

        throw new CuveeException(
            $"{where}: {(caps.Count == 1 ? "" : "taken by rank, ")}no records meet the shares and {string.Join(" and ", caps)} together; "
            + "raise a cap or change the shares");
    }

    /// <summary>
    /// The largest total, at most <paramref name="atMost"/>, for which every mix value can get its quota while no tag value exceeds
    /// floor(cap * total); 0 if there is none.
    /// </summary>
    /// <param name="shares">The shares of the mix values.</param>
    /// <param name="cells">Records available, [mix value, tag value].</param>
    /// <param name="cap">Share of the total that one tag value may have.</param>
    /// <param name="atMost">The total asked.</param>
    /// <remarks>
    /// Rounding makes feasibility jump, so it is first relaxed: a quota may fall (n - 1) / n below the exact one (largest remainder never rounds down more,
    /// see <see cref="Shares.LargestWithin"/>), limits and flows may be fractions. A solution of the relaxed problem scales down to any smaller total, so
    /// a binary search finds the largest; no exact solution lies above it, and the search for that goes down one by one.
    /// </remarks>
    public static long LargestTotal(Shares shares, long[,] cells, decimal cap, long atMost = long.MaxValue)
    {
        var available = new long[shares.Count];
        for (var row = 0; row < available.Length; row++)
        {
            for (var column = 0; column < cells.GetLength(1); column++)
            {
                available[row] += cells[row, column];
            }
        }

        var fraction = Fraction.Of(cap);
        long low = 0, high = shares.LargestWithin(available, atMost);
        while (low < high)
        {
            var middle = low + ((high - low + 1) / 2);
            (low, high) = Relaxed(shares, cells, fraction, middle) ? (middle, high) : (low, middle - 1);
        }

        while (low > 0 && !Exact(shares, cells, fraction, low).TryFill())
        {
            low--;
        }

        return low;
    }

    /// <summary>The problem in units of 1 / (n * W * denominator), where all its numbers are integers.</summary>
    private static bool Relaxed(Shares shares, long[,] cells, Fraction cap, long total)
    {
        var demand = shares.Weights
            .Select(weight => BigInteger.Max(0, (weight * total * shares.Count) - (shares.Sum * (shares.Count - 1))) * cap.Denominator)
            .ToArray();
        var limit = total * cap.Numerator * shares.Count * shares.Sum;
        return new CellFlow(demand, Scaled(cells, shares.Count * shares.Sum * cap.Denominator), limit).TryFill();
    }

    private static CellFlow Exact(Shares shares, long[,] cells, Fraction cap, long total) =>
        new(Array.ConvertAll(shares.Apportion(total), quota => (BigInteger)quota), Scaled(cells, BigInteger.One), cap.FloorOf(total));

    private static BigInteger[,] Scaled(long[,] cells, BigInteger factor)
    {
        var scaled = new BigInteger[cells.GetLength(0), cells.GetLength(1)];
        for (var row = 0; row < cells.GetLength(0); row++)
        {
            for (var column = 0; column < cells.GetLength(1); column++)
            {
                scaled[row, column] = cells[row, column] * factor;
            }
        }

        return scaled;
    }

    private static long[,] Cells(ReadOnlySpan<int> records, ReadOnlySpan<int> valueOf, int valueCount, Cap cap)
    {
        var cells = new long[valueCount, cap.Values.Length];
        foreach (var record in records)
        {
            cells[valueOf[record], cap.ValueOf[record]]++;
        }

        return cells;
    }

    private static long[] ColumnSums(long[,] cells)
    {
        var sums = new long[cells.GetLength(1)];
        for (var row = 0; row < cells.GetLength(0); row++)
        {
            for (var column = 0; column < sums.Length; column++)
            {
                sums[column] += cells[row, column];
            }
        }

        return sums;
    }

    private static bool[] Greedy(ReadOnlySpan<int> recordsByRank, ReadOnlySpan<int> valueOf, long[] quotas, CapRoom room, out long[] taken)
    {
        var kept = new bool[recordsByRank.Length];
        taken = new long[quotas.Length];
        for (var i = 0; i < kept.Length; i++)
        {
            var value = valueOf[recordsByRank[i]];
            if (taken[value] < quotas[value] && room.TryTake(recordsByRank[i]))
            {
                kept[i] = true;
                taken[value]++;
            }
        }

        return kept;
    }

    /// <summary>
    /// By rank alone a value with many tag values can use up the room of one that has few. Starting from that choice, the flow moves as little as fills all
    /// quotas; then each cell (mix value, tag value) keeps its first records by rank.
    /// </summary>
    private static bool[] Complete(ReadOnlySpan<int> recordsByRank, ReadOnlySpan<int> valueOf, long[] quotas, Cap cap, long total, bool[] kept)
    {
        var cells = Cells(recordsByRank, valueOf, quotas.Length, cap);
        var flow = new CellFlow(Array.ConvertAll(quotas, quota => (BigInteger)quota), Scaled(cells, BigInteger.One), cap.Fraction.FloorOf(total));
        for (var i = 0; i < kept.Length; i++)
        {
            if (kept[i])
            {
                flow.Taken[valueOf[recordsByRank[i]], cap.ValueOf[recordsByRank[i]]] += 1;
            }
        }

        flow.TryFill();
        for (var i = 0; i < kept.Length; i++)
        {
            ref var left = ref flow.Taken[valueOf[recordsByRank[i]], cap.ValueOf[recordsByRank[i]]];
            kept[i] = left.Sign > 0;
            left -= kept[i] ? 1 : 0;
        }

        return kept;
    }
}
