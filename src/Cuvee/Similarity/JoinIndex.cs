using System.Runtime.InteropServices;
using Cuvee.Model;

namespace Cuvee.Similarity;

/// <summary>
/// Different shingle sets, to find all that have at least some similarity with a given one: exactly, by prefixes (Chaudhuri, Ganti, Kaushik 2006; Bayardo, Ma,
/// Srikant 2007). When the shingles of every set stand in one order, the rarest first, two similar sets must share one of their first few. First add, then
/// <see cref="Freeze"/>, then look up, from several threads if need be.
/// </summary>
internal sealed class JoinIndex(double floor)
{
    private readonly ShingleNumbers _numbers = new();
    private readonly Dictionary<Hash128, int> _sets = [];
    private readonly List<int> _frequencies = [];
    private readonly List<int> _shingles = [];
    private readonly List<int> _starts = [0];
    private int[] _postingStarts = [];
    private Posting[] _postings = [];

    /// <summary>Number of different sets.</summary>
    public int Count => _sets.Count;

    /// <summary>Shingles of all sets together.</summary>
    public int Shingles => _shingles.Count;

    /// <summary>A key that two sets share only when they are equal, but for one chance in 2^128 or somebody's great effort.</summary>
    public static Hash128 Key(ReadOnlySpan<ulong> set)
    {
        var bytes = MemoryMarshal.AsBytes(set);
        return new Hash128(Mix64.Of(bytes), Mix64.Of(bytes, 0xA4093822299F31D0));
    }

    /// <summary>How many shingles a set of this size must share with another, at least, to have such a similarity with it.</summary>
    public static int RequiredOverlap(int size, double similarity)
    {
        // Shared / united >= s, and the united are at least as many as these. The margin is for rounding: one too few only costs time
        const double Margin = 1 - 1e-12;
        return Math.Max(1, (int)Math.Ceiling(size * similarity * Margin));
    }

    /// <summary>Adds a set that is not empty.</summary>
    /// <returns>The number of the set: the same for equal sets.</returns>
    public int Add(ReadOnlySpan<ulong> set)
    {
        var next = _sets.Count;
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_sets, Key(set), out var exists);
        if (exists) return number;
        number = next;
        foreach (var hash in set)
        {
            var shingle = _numbers.Add(hash);
            if (shingle == _frequencies.Count) _frequencies.Add(0);
            _frequencies[shingle]++;
            _shingles.Add(shingle);
        }

        _starts.Add(_shingles.Count);
        return number;
    }

    /// <summary>Ends adding: puts the shingles in order and lists for each the sets that have it among their first ones.</summary>
    public void Freeze()
    {
        var order = ByFrequency();
        _numbers.Renumber(order);
        foreach (ref var shingle in CollectionsMarshal.AsSpan(_shingles)) shingle = order[shingle];
        _postingStarts = new int[_numbers.Count + 1];
        for (var set = 0; set < Count; set++)
        {
            Set(set).Sort();
            foreach (var shingle in Prefix(set)) _postingStarts[shingle + 1]++;
        }

        for (var shingle = 0; shingle < _numbers.Count; shingle++) _postingStarts[shingle + 1] += _postingStarts[shingle];
        var next = _postingStarts.AsSpan(0, _numbers.Count).ToArray();
        _postings = new Posting[_postingStarts[^1]];
        for (var set = 0; set < Count; set++)
        {
            var prefix = Prefix(set);
            for (var at = 0; at < prefix.Length; at++) _postings[next[prefix[at]]++] = new Posting(set, at);
        }
    }

    /// <summary>The number of a shingle in the common order, or -1 when no set has it.</summary>
    public int Find(ulong hash) => _numbers.Find(hash);

    /// <summary>The shingles of a set in the common order.</summary>
    public Span<int> Set(int set) => CollectionsMarshal.AsSpan(_shingles)[_starts[set].._starts[set + 1]];

    /// <summary>The sets that have a shingle among those of which one must be shared.</summary>
    public ReadOnlySpan<Posting> SetsWith(int shingle) => _postings.AsSpan(_postingStarts[shingle].._postingStarts[shingle + 1]);

    private Span<int> Prefix(int set)
    {
        var shingles = Set(set);
        return shingles[..(shingles.Length - RequiredOverlap(shingles.Length, floor) + 1)];
    }

    /// <summary>For each number its place by frequency, the rarest first; among equals the earlier number.</summary>
    private int[] ByFrequency()
    {
        var highest = 0;
        foreach (var frequency in _frequencies) highest = Math.Max(highest, frequency);
        var next = new int[highest + 2];
        foreach (var frequency in _frequencies) next[frequency + 1]++;
        for (var frequency = 1; frequency < next.Length; frequency++) next[frequency] += next[frequency - 1];
        var order = new int[_frequencies.Count];
        for (var number = 0; number < order.Length; number++) order[number] = next[_frequencies[number]]++;
        return order;
    }

    /// <summary>A set that has a shingle at a place of its order.</summary>
    internal readonly record struct Posting(int Set, int At);
}
