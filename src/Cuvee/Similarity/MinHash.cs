using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cuvee.Similarity;

/// <summary>
/// MinHash signatures (Broder 1997): the share of equal values in two signatures estimates the Jaccard similarity of two sets.
/// </summary>
/// <remarks>
/// Value k of a signature is the smallest x * a[k] mod 2^32 over the low halves x of the set's hashes, with a fixed odd a[k]: a permutation of the 32-bit numbers.
/// As the hashes are mixed well, every element of a union is equally likely to come first in each permutation, so a value is equal with exactly the
/// probability that is the Jaccard similarity; an added constant would change nothing but where 0 goes. Different multipliers make the values as good as independent:
/// the tests hold the error against that of independent draws. The multipliers never change between runs.
/// </remarks>
internal sealed class MinHash
{
    // Four vectors of 128 bits: the narrowest panel of signature values that is worked on at once.
    private const int Panel = 16;

    private readonly uint[] _multipliers;
    private readonly uint[] _minima;
    private readonly int _maxBits;

    /// <param name="count">Values in a signature, at least 1.</param>
    public MinHash(int count)
        : this(count, WidestBits())
    {
    }

    /// <param name="count">Values in a signature, at least 1.</param>
    /// <param name="maxBits">The widest vectors that may be used: 512, 256, 128, or 0 for none.</param>
    internal MinHash(int count, int maxBits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        Count = count;
        _maxBits = maxBits;
        _multipliers = Multipliers((count + Panel - 1) / Panel * Panel);
        _minima = new uint[_multipliers.Length];
    }

    /// <summary>Values in a signature.</summary>
    public int Count { get; }

    /// <summary>Writes the signature of a set. Order and repeats of the hashes do not matter; the empty set has all bits set in every value. One thread at a time.</summary>
    /// <param name="shingles">Hashes, well mixed in their low halves.</param>
    /// <param name="signature">Room for <see cref="Count"/> values.</param>
    public void Sign(ReadOnlySpan<ulong> shingles, Span<uint> signature)
    {
        var position = 0;
        if (_maxBits >= 512) position = SignPanels512(shingles, position);
        if (_maxBits >= 256) position = SignPanels256(shingles, position);
        if (_maxBits >= 128) position = SignPanels128(shingles, position);
        if (position < _minima.Length) SignOneByOne(shingles);
        _minima.AsSpan(0, Count).CopyTo(signature);
    }

    /// <summary>The number of places at which two signatures of the same length are equal.</summary>
    public static int Agreement(ReadOnlySpan<uint> left, ReadOnlySpan<uint> right)
    {
        var count = 0;
        var leftVectors = MemoryMarshal.Cast<uint, Vector256<uint>>(left);
        var rightVectors = MemoryMarshal.Cast<uint, Vector256<uint>>(right[..left.Length]);
        for (var index = 0; index < leftVectors.Length; index++)
        {
            count += BitOperations.PopCount(Vector256.Equals(leftVectors[index], rightVectors[index]).ExtractMostSignificantBits());
        }

        for (var index = leftVectors.Length * Vector256<uint>.Count; index < left.Length; index++) count += left[index] == right[index] ? 1 : 0;
        return count;
    }

    private static int WidestBits() =>
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;

    // SplitMix64 from a seed of pi; its upper halves, made odd.
    private static uint[] Multipliers(int count)
    {
        var multipliers = new uint[count];
        var state = 0x243F6A8885A308D3UL;
        for (var index = 0; index < count; index++)
        {
            state += 0x9E3779B97F4A7C15;
            var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            multipliers[index] = (uint)(mixed >> 32) | 1;
        }

        return multipliers;
    }

    private int SignPanels512(ReadOnlySpan<ulong> shingles, int position)
    {
        var width = Vector512<uint>.Count;
        for (; position + (4 * width) <= _minima.Length; position += 4 * width)
        {
            var factors = MemoryMarshal.Cast<uint, Vector512<uint>>(_multipliers.AsSpan(position, 4 * width));
            var (factor0, factor1, factor2, factor3) = (factors[0], factors[1], factors[2], factors[3]);
            var (minimum0, minimum1, minimum2, minimum3) = (Vector512<uint>.AllBitsSet, Vector512<uint>.AllBitsSet, Vector512<uint>.AllBitsSet, Vector512<uint>.AllBitsSet);
            foreach (var shingle in shingles)
            {
                var value = Vector512.Create((uint)shingle);
                minimum0 = Vector512.Min(minimum0, value * factor0);
                minimum1 = Vector512.Min(minimum1, value * factor1);
                minimum2 = Vector512.Min(minimum2, value * factor2);
                minimum3 = Vector512.Min(minimum3, value * factor3);
            }

            var minima = MemoryMarshal.Cast<uint, Vector512<uint>>(_minima.AsSpan(position, 4 * width));
            (minima[0], minima[1], minima[2], minima[3]) = (minimum0, minimum1, minimum2, minimum3);
        }

        return position;
    }

    private int SignPanels256(ReadOnlySpan<ulong> shingles, int position)
    {
        var width = Vector256<uint>.Count;
        for (; position + (4 * width) <= _minima.Length; position += 4 * width)
        {
            var factors = MemoryMarshal.Cast<uint, Vector256<uint>>(_multipliers.AsSpan(position, 4 * width));
            var (factor0, factor1, factor2, factor3) = (factors[0], factors[1], factors[2], factors[3]);
            var (minimum0, minimum1, minimum2, minimum3) = (Vector256<uint>.AllBitsSet, Vector256<uint>.AllBitsSet, Vector256<uint>.AllBitsSet, Vector256<uint>.AllBitsSet);
            foreach (var shingle in shingles)
            {
                var value = Vector256.Create((uint)shingle);
                minimum0 = Vector256.Min(minimum0, value * factor0);
                minimum1 = Vector256.Min(minimum1, value * factor1);
                minimum2 = Vector256.Min(minimum2, value * factor2);
                minimum3 = Vector256.Min(minimum3, value * factor3);
            }

            var minima = MemoryMarshal.Cast<uint, Vector256<uint>>(_minima.AsSpan(position, 4 * width));
            (minima[0], minima[1], minima[2], minima[3]) = (minimum0, minimum1, minimum2, minimum3);
        }

        return position;
    }

    private int SignPanels128(ReadOnlySpan<ulong> shingles, int position)
    {
        var width = Vector128<uint>.Count;
        for (; position + (4 * width) <= _minima.Length; position += 4 * width)
        {
            var factors = MemoryMarshal.Cast<uint, Vector128<uint>>(_multipliers.AsSpan(position, 4 * width));
            var (factor0, factor1, factor2, factor3) = (factors[0], factors[1], factors[2], factors[3]);
            var (minimum0, minimum1, minimum2, minimum3) = (Vector128<uint>.AllBitsSet, Vector128<uint>.AllBitsSet, Vector128<uint>.AllBitsSet, Vector128<uint>.AllBitsSet);
            foreach (var shingle in shingles)
            {
                var value = Vector128.Create((uint)shingle);
                minimum0 = Vector128.Min(minimum0, value * factor0);
                minimum1 = Vector128.Min(minimum1, value * factor1);
                minimum2 = Vector128.Min(minimum2, value * factor2);
                minimum3 = Vector128.Min(minimum3, value * factor3);
            }

            var minima = MemoryMarshal.Cast<uint, Vector128<uint>>(_minima.AsSpan(position, 4 * width));
            (minima[0], minima[1], minima[2], minima[3]) = (minimum0, minimum1, minimum2, minimum3);
        }

        return position;
    }

    private void SignOneByOne(ReadOnlySpan<ulong> shingles)
    {
        for (var index = 0; index < _minima.Length; index++)
        {
            var minimum = uint.MaxValue;
            foreach (var shingle in shingles) minimum = Math.Min(minimum, (uint)shingle * _multipliers[index]);
            _minima[index] = minimum;
        }
    }
}
