using System.Numerics;
using System.Runtime.Intrinsics;
using Cuvee.Texts;

namespace Cuvee.Similarity;

/// <summary>
/// The set of a text's shingles: each n neighbouring words (<see cref="Words"/>) as one 64-bit hash. A text of fewer than n words is one shingle of all its words;
/// a text without anything has none, and equals nothing. Reusable: it keeps its buffers and makes no garbage once they have grown. One thread at a time.
/// </summary>
internal sealed class ShingleSet
{
    private const ulong Factor = 0xA4093822299F31D1;
    private const ulong Finish1 = 0x082EFA98EC4E6C89;
    private const ulong Finish2 = 0xC0AC29B7C97C50DD;

    private readonly Words _words = new();
    private readonly HashSorter _sorter = new();
    private ulong[] _hashes = new ulong[1024];
    private int _count;

    /// <summary>The set: ascending, no two equal. Valid until the next call that changes it.</summary>
    public ReadOnlySpan<ulong> Hashes => _hashes.AsSpan(0, _count);

    /// <summary>Makes this the set of one text.</summary>
    /// <param name="text">Valid UTF-8.</param>
    /// <param name="n">Words in a shingle, at least 1.</param>
    public void Set(ReadOnlySpan<byte> text, int n)
    {
        Clear();
        Add(text);
        Finish(n);
    }

    /// <summary>Forgets every text that was added.</summary>
    public void Clear()
    {
        _words.Clear();
        _count = 0;
    }

    /// <summary>Adds a piece of the text, as if white space stood between it and what came before.</summary>
    /// <param name="text">Valid UTF-8.</param>
    public void Add(ReadOnlySpan<byte> text) => _words.Add(text);

    /// <summary>Makes this the set of the pieces that were added since <see cref="Clear"/>.</summary>
    /// <param name="n">Words in a shingle, at least 1.</param>
    public void Finish(int n)
    {
        var count = Shingle(n);
        _count = _sorter.SortDistinct(_hashes.AsSpan(0, count));
    }

    /// <summary>
    /// The hashes of the pieces that were added since <see cref="Clear"/> in the order of the text, repeats included: enough for a signature, without the cost of sorting.
    /// Valid until the next call that changes the set; <see cref="Hashes"/> is empty until <see cref="Finish"/>.
    /// </summary>
    /// <param name="n">Words in a shingle, at least 1.</param>
    public ReadOnlySpan<ulong> Unsorted(int n)
    {
        _count = 0;
        var count = Shingle(n);
        return _hashes.AsSpan(0, count);
    }

    /// <summary>The exact Jaccard similarity of two sets, from 0 to 1: what they share divided by what they hold together. An empty set has similarity 0 with every set.</summary>
    public static double Jaccard(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right)
    {
        var (shared, total) = (0, left.Length + right.Length);
        var (i, j) = (0, 0);
        while (i < left.Length && j < right.Length) Step(left[i], right[j], ref i, ref j, ref shared);
        return shared == 0 ? 0 : (double)shared / (total - shared);
    }

    /// <summary>
    /// The exact Jaccard similarity where it reaches the threshold. Where it does not, some number below the threshold and not below the similarity:
    /// the comparison stops as soon as that is certain.
    /// </summary>
    public static double Jaccard(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right, double threshold) => Jaccard(left, right, left.Length + right.Length, threshold);

    /// <summary>The same of what is left of two sets from their first common shingle on; <paramref name="total"/> is how many the whole sets hold, counted apart.</summary>
    public static double Jaccard<T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right, int total, double threshold)
        where T : unmanaged, IComparisonOperators<T, T, bool>
    {
        const int StepsBetweenChecks = 32;
        var (i, j, shared) = (0, 0, 0);
        while (true)
        {
            var reachable = shared + Math.Min(left.Length - i, right.Length - j);
            var bound = reachable == 0 ? 0 : (double)reachable / (total - reachable);
            if (bound < threshold || i == left.Length || j == right.Length) return bound;
            var steps = Math.Min(StepsBetweenChecks, Math.Min(left.Length - i, right.Length - j));
            for (var step = 0; step < steps; step++) Step(left[i], right[j], ref i, ref j, ref shared);
        }
    }

    // Without a branch on the data: which side is smaller is a coin toss that no processor foresees.
    private static void Step<T>(T left, T right, ref int i, ref int j, ref int shared)
        where T : unmanaged, IComparisonOperators<T, T, bool>
    {
        i += left <= right ? 1 : 0;
        j += right <= left ? 1 : 0;
        shared += left == right ? 1 : 0;
    }

    private int Shingle(int n)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        var words = _words.Hashes;
        if (words.IsEmpty) return 0;
        n = Math.Min(n, words.Length);
        var count = words.Length - n + 1;
        if (_hashes.Length < count) _hashes = new ulong[Math.Max(count, 2 * _hashes.Length)];
        var width = Vector256<ulong>.Count;
        var index = 0;
        for (; index + width <= count; index += width)
        {
            var hash = Vector256.Create(words[index..]);
            for (var word = 1; word < n; word++) hash = (hash * Factor) + Vector256.Create(words[(index + word)..]);
            hash = (hash ^ (hash >> 32)) * Finish1;
            hash = (hash ^ (hash >> 29)) * Finish2;
            (hash ^ (hash >> 32)).CopyTo(_hashes, index);
        }

        for (; index < count; index++)
        {
            var hash = words[index];
            for (var word = 1; word < n; word++) hash = (hash * Factor) + words[index + word];
            hash = (hash ^ (hash >> 32)) * Finish1;
            hash = (hash ^ (hash >> 29)) * Finish2;
            _hashes[index] = hash ^ (hash >> 32);
        }

        return count;
    }
}
