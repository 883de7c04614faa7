using Cuvee.Model;

namespace Cuvee.Engine;

/// <summary>
/// Rank, not random: every sample, order and split compares ranks, and equal ranks (equal content) go by position.
/// A position is the index of a record in dataset order, that is source order, file order, place in the file.
/// </summary>
public static class Rank
{
    /// <summary>The rank of one content hash. For many records make a <see cref="RankKey"/> once.</summary>
    public static ulong Of(ulong seed, string purpose, Hash128 content) => new RankKey(seed, purpose).Of(content);

    /// <summary>
    /// A second uniform number from a rank, by a bijection. The smallest of several ranks is small, so whoever compares it with a threshold
    /// favours large groups; its remix is uniform again, whatever the size of the group.
    /// </summary>
    public static ulong Remix(ulong rank) => RankKey.Mix(rank + 0x9e3779b97f4a7c15);

    /// <summary>
    /// Sorts distinct <paramref name="positions"/> by (rank, position) in place. <paramref name="ranks"/> is indexed by position.
    /// O(n log n), one array of n ranks aside.
    /// </summary>
    public static void Order(Span<int> positions, ReadOnlySpan<ulong> ranks)
    {
        var keys = new ulong[positions.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = ranks[positions[i]];
        }

        // The library's sort of plain numbers is fast but not stable; runs of equal ranks are rare and put right afterwards.
        keys.AsSpan().Sort(positions);
        for (int start = 0, end; start < keys.Length; start = end)
        {
            end = start + 1;
            while (end < keys.Length && keys[end] == keys[start])
            {
                end++;
            }

            if (end - start > 1)
            {
                positions[start..end].Sort();
            }
        }
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
}
