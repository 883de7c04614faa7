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
    private readonly Dictionary<Hash128, int> _sets = [];
    private readonly List<ulong[]> _added = [];
    private readonly List<int> _starts = [0];
    private int[] _shingles = [];
    private int[] _postingStarts = [];
    private Posting[] _postings = [];

    /// <summary>Number of different sets.</summary>
    public int Count => _starts.Count - 1;

    /// <summary>Shingles of all sets together.</summary>
    public int Shingles => _starts[^1];

    /// <summary>The first number, in the common order, of a shingle that several sets have.</summary>
    public int FirstShared { get; private set; }

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

    /// <summary>Whether a set of this <see cref="Key"/> was added.</summary>
    public bool Has(Hash128 key) => _sets.ContainsKey(key);

    /// <summary>Adds a set that is not empty.</summary>
    /// <param name="set">Ascending, no two equal; not to be changed afterwards.</param>
    /// <param name="key">Its <see cref="Key"/>.</param>
    /// <returns>The number of the set: the same for equal sets.</returns>
    public int Add(ulong[] set, Hash128 key)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_sets, key, out var exists);
        if (exists) return number;
        number = Count;
        _added.Add(set);
        _starts.Add(_starts[^1] + set.Length);
        return number;
    }

    /// <summary>Ends adding: puts the shingles in order and lists for each the sets that have it among their first ones.</summary>
    public void Freeze()
    {
        NumberShingles();
        _postingStarts = new int[Numbers.Count + 1];
        for (var set = 0; set < Count; set++)
        {
            foreach (var shingle in Prefix(set)) _postingStarts[shingle + 1]++;
        }

        for (var shingle = 0; shingle < Numbers.Count; shingle++) _postingStarts[shingle + 1] += _postingStarts[shingle];
        var next = _postingStarts.AsSpan(0, Numbers.Count).ToArray();
        _postings = new Posting[_postingStarts[^1]];
        for (var set = 0; set < Count; set++)
        {
            var prefix = Prefix(set);
            for (var at = 0; at < prefix.Length; at++) _postings[next[prefix[at]]++] = new Posting(set, at);
        }
    }

    /// <summary>The shingles of all sets.</summary>
    public ShingleNumbers Numbers { get; } = new();

    /// <summary>The shingles of a set in the common order.</summary>
    public Span<int> Set(int set) => _shingles.AsSpan(_starts[set].._starts[set + 1]);

    /// <summary>The sets that have a shingle among those of which one must be shared.</summary>
    public ReadOnlySpan<Posting> SetsWith(int shingle) => _postings.AsSpan(_postingStarts[shingle].._postingStarts[shingle + 1]);

    private Span<int> Prefix(int set)
    {
        var shingles = Set(set);
        return shingles[..(shingles.Length - RequiredOverlap(shingles.Length, floor) + 1)];
    }

    /// <summary>Replaces the hashes of the sets by the places of the shingles in the common order.</summary>
    private void NumberShingles()
    {
        _shingles = new int[Shingles];
        Numbers.Begin(Shingles);
        for (var set = 0; set < Count; set++)
        {
            Numbers.Add(_added[set], Set(set));
            _added[set] = [];
        }

        FirstShared = Numbers.Order();
        foreach (ref var shingle in _shingles.AsSpan()) shingle = Numbers.OfSlot(shingle);
        for (var set = 0; set < Count; set++) Set(set).Sort();
    }

    /// <summary>A set that has a shingle at a place of its order.</summary>
    internal readonly record struct Posting(int Set, int At);
}
