using System.Numerics;
using System.Runtime.CompilerServices;
using Cuvee.Model;

namespace Cuvee.Engine;

/// <summary>
/// Rank, not random: every sample, order and split compares ranks, and equal ranks (equal content) go by position.
/// A position is the index of a record in dataset order, that is source order, file order, place in the file.
/// </summary>
public static class Rank
{
    // Insertion is quadratic; ranks that repeat thousands of times make a large bucket
    private const int LargeBucket = 24;

    /// <summary>The rank of one content hash. For many records make a <see cref="RankKey"/> once.</summary>
    public static ulong Of(ulong seed, string purpose, Hash128 content) => new RankKey(seed, purpose).Of(content);

    /// <summary>
    /// A second uniform number from a rank, by a bijection. The smallest of several ranks is small, so whoever compares it with a threshold
    /// favours large groups; its remix is uniform again, whatever the size of the group.
    /// </summary>
    public static ulong Remix(ulong rank) => RankKey.Mix(rank + 0x9e3779b97f4a7c15);

    /// <summary>
    /// Sorts distinct <paramref name="positions"/> by (rank, position) in place. <paramref name="ranks"/> is indexed by position.
    /// O(n) of ranks that are spread evenly, O(n log n) of any; 20 bytes a position aside.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Order(Span<int> positions, ReadOnlySpan<ulong> ranks)
    {
        if (positions.Length < 2) return;
        // Ranks are spread evenly, so their top bits put each within a place or two of where it belongs
        var shift = 64 - BitOperations.Log2((uint)positions.Length);
        var ends = new int[(1 << (64 - shift)) + 1];
        foreach (var position in positions) ends[(int)(ranks[position] >> shift) + 1]++;
        for (var bucket = 1; bucket < ends.Length; bucket++) ends[bucket] += ends[bucket - 1];
        var sorted = new Ranked[positions.Length];
        foreach (var position in positions) sorted[ends[(int)(ranks[position] >> shift)]++] = new Ranked(ranks[position], position);
        for (int bucket = 0, start = 0; start < sorted.Length; start = ends[bucket++])
        {
            if (ends[bucket] - start > 1) Sort(sorted.AsSpan(start..ends[bucket]));
        }

        for (var i = 0; i < sorted.Length; i++) positions[i] = sorted[i].Position;
    }

    /// <summary>
    /// The <paramref name="count"/> smallest of distinct <paramref name="positions"/> by (rank, position), in that order; all when there are fewer.
    /// O(n log n).
    /// </summary>
    public static int[] Smallest(ReadOnlySpan<int> positions, ReadOnlySpan<ulong> ranks, long count)
    {
        var ordered = positions.ToArray();
        Order(ordered, ranks);
        return count >= ordered.Length ? ordered : ordered[..(int)Math.Max(0, count)];
    }

    /// <summary>All positions 0 to n - 1 by (rank, position).</summary>
    public static int[] Ordered(ReadOnlySpan<ulong> ranks)
    {
        var positions = new int[ranks.Length];
        for (var i = 0; i < positions.Length; i++)
        {
            positions[i] = i;
        }

        Order(positions, ranks);
        return positions;
    }

    private static void Sort(Span<Ranked> bucket)
    {
        if (bucket.Length > LargeBucket)
        {
            bucket.Sort();
            return;
        }

        for (var index = 1; index < bucket.Length; index++)
        {
            var (ranked, place) = (bucket[index], index);
            for (; place > 0 && bucket[place - 1].CompareTo(ranked) > 0; place--) bucket[place] = bucket[place - 1];
            bucket[place] = ranked;
        }
    }

    /// <summary>A position with its rank, in the order of both.</summary>
    private readonly record struct Ranked(ulong Rank, int Position) : IComparable<Ranked>
    {
        public int CompareTo(Ranked other) => Rank != other.Rank ? Rank.CompareTo(other.Rank) : Position.CompareTo(other.Position);
    }
}
