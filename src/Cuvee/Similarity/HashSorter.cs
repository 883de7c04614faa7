using System.Numerics;

namespace Cuvee.Similarity;

/// <summary>
/// Sorts hashes in linear time: as they are spread evenly, their top bits put each within a place or two of where it belongs.
/// Reusable: it keeps its buffers. One thread at a time.
/// </summary>
internal sealed class HashSorter
{
    // Insertion is quadratic; hashes that repeat thousands of times would make a large bucket.
    private const int LargeBucket = 24;

    private ulong[] _sorted = new ulong[1024];
    private int[] _starts = new int[1024];

    /// <summary>Sorts ascending and moves one of each value to the front.</summary>
    /// <returns>The number of different values.</returns>
    public int SortDistinct(Span<ulong> hashes)
    {
        if (hashes.Length < 2) return hashes.Length;
        var bits = BitOperations.Log2((uint)hashes.Length);
        var buckets = 1 << bits;
        if (_sorted.Length < hashes.Length) _sorted = new ulong[Math.Max(hashes.Length, 2 * _sorted.Length)];
        if (_starts.Length <= buckets) _starts = new int[2 * buckets];
        var ends = _starts.AsSpan(0, buckets + 1);
        Scatter(hashes, 64 - bits, ends);

        var distinct = 0;
        for (var bucket = 0; bucket < buckets; bucket++)
        {
            var content = _sorted.AsSpan((bucket == 0 ? 0 : ends[bucket - 1])..ends[bucket]);
            if (content.Length > LargeBucket) content.Sort();
            else Insert(content);
            foreach (var hash in content)
            {
                // Equal hashes share a bucket, so the last one kept is the only one to compare with.
                if (distinct == 0 || hashes[distinct - 1] != hash) hashes[distinct++] = hash;
            }
        }

        return distinct;
    }

    /// <summary>Puts the hashes into <see cref="_sorted"/> bucket by bucket; leaves the end of each bucket in <paramref name="ends"/>.</summary>
    private void Scatter(ReadOnlySpan<ulong> hashes, int shift, Span<int> ends)
    {
        ends.Clear();
        foreach (var hash in hashes) ends[(int)(hash >> shift) + 1]++;
        for (var bucket = 1; bucket < ends.Length; bucket++) ends[bucket] += ends[bucket - 1];
        foreach (var hash in hashes) _sorted[ends[(int)(hash >> shift)]++] = hash;
    }

    private static void Insert(Span<ulong> content)
    {
        for (var index = 1; index < content.Length; index++)
        {
            var hash = content[index];
            var place = index;
            for (; place > 0 && content[place - 1] > hash; place--) content[place] = content[place - 1];
            content[place] = hash;
        }
    }
}
