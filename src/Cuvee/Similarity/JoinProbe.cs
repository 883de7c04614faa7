using System.Numerics;

namespace Cuvee.Similarity;

/// <summary>A record on its way through a <see cref="JoinIndex"/>: its shingles in the order of the index. Most records are turned away before anything is sorted. Reusable.</summary>
internal sealed class JoinProbe(JoinIndex index)
{
    private const int HashesBetweenChecks = 64;
    private const int BitsPerHash = 32;

    private readonly HashSorter _sorter = new();
    private ulong[] _known = new ulong[1024];
    private ulong[] _missing = new ulong[1024];
    private int[] _shingles = new int[1024];
    private ulong[] _bits = new ulong[512];
    private int _count;

    /// <summary>The shingles that the index has, in the common order.</summary>
    public ReadOnlySpan<int> Shingles => _shingles.AsSpan(0, _count);

    /// <summary>Number of the record's different shingles.</summary>
    public int Size { get; private set; }

    /// <summary>Takes the shingles of a record.</summary>
    /// <param name="hashes">In any order, repeats included.</param>
    /// <param name="similarity">The similarity asked for.</param>
    /// <returns>False when no set of the index has that similarity, because too many of the shingles are in none; then the record is not loaded.</returns>
    public bool Load(ReadOnlySpan<ulong> hashes, double similarity)
    {
        if (!TryPart(hashes, similarity, out var known, out var missing, out var different)) return false;
        index.Numbers.Find(_known.AsSpan(0, known), _shingles);
        _count = 0;
        for (var i = 0; i < known; i++)
        {
            if (_shingles[i] >= 0) _shingles[_count++] = _shingles[i];
            else _missing[missing++] = _known[i];
        }

        if (!MayBeSimilar(_count, different, similarity)) return false;
        SortDistinct();
        if (!MayBeSimilar(_count, different, similarity)) return false;
        Size = _count + _sorter.SortDistinct(_missing.AsSpan(0, missing));
        return _count >= JoinIndex.RequiredOverlap(Size, similarity);
    }

    /// <summary>
    /// Whether, of a set's different shingles, p may be enough to be in the index when d are in none: a similarity s takes p >= s * (p + d). Where that fails, it
    /// fails for any smaller p and greater d: repeats may be counted in p, and some shingles be left out of d.
    /// </summary>
    private static bool MayBeSimilar(int known, int missing, double similarity) => known >= JoinIndex.RequiredOverlap(known + missing, similarity);

    /// <summary>Parts the shingles into those that the index may have and those that it has not, repeats included; gives up when too many are missing.</summary>
    private bool TryPart(ReadOnlySpan<ulong> hashes, double similarity, out int known, out int missing, out int different)
    {
        Reserve(hashes.Length);
        var bits = _bits.AsSpan(0, (int)BitOperations.RoundUpToPowerOf2((uint)(((long)hashes.Length * BitsPerHash / 64) + 1)));
        bits.Clear();
        (known, missing, different) = (0, 0, 0);
        while (MayBeSimilar(known + hashes.Length, different, similarity))
        {
            if (hashes.IsEmpty) return true;
            var some = hashes[..Math.Min(HashesBetweenChecks, hashes.Length)];
            var more = index.Numbers.Part(some, _known.AsSpan(known), _missing.AsSpan(missing));
            different += CountDifferent(_missing.AsSpan(missing, some.Length - more), bits);
            known += more;
            missing += some.Length - more;
            hashes = hashes[some.Length..];
        }

        return false;
    }

    /// <summary>How many hashes set a bit of their own: as many as there are different ones, or a few less.</summary>
    private static int CountDifferent(ReadOnlySpan<ulong> hashes, Span<ulong> bits)
    {
        var different = 0;
        foreach (var hash in hashes)
        {
            // Not the bits by which the index parts shingles
            ref var word = ref bits[(int)(hash >> 40) & (bits.Length - 1)];
            different += (int)(~word >> (int)(hash >> 34)) & 1;
            word |= 1UL << (int)(hash >> 34);
        }

        return different;
    }

    private void SortDistinct()
    {
        var shingles = _shingles.AsSpan(0, _count);
        shingles.Sort();
        _count = 0;
        foreach (var shingle in shingles)
        {
            if (_count == 0 || shingles[_count - 1] != shingle) shingles[_count++] = shingle;
        }
    }

    private void Reserve(int hashes)
    {
        if (_known.Length >= hashes) return;
        var length = (int)Math.Min(Array.MaxLength, Math.Max((long)hashes, 2L * _known.Length));
        (_known, _missing, _shingles) = (new ulong[length], new ulong[length], new int[length]);
        _bits = new ulong[BitOperations.RoundUpToPowerOf2((uint)(((long)length * BitsPerHash / 64) + 1))];
    }
}
