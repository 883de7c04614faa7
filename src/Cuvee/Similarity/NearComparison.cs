using System.Runtime.InteropServices;

namespace Cuvee.Similarity;

/// <summary>Looks up and compares records for one worker: it has a reader and buffers of its own.</summary>
/// <param name="records">The reader.</param>
/// <param name="options">The threshold, and what is remembered.</param>
internal sealed class NearComparison(INearRecords records, NearOptions options)
{
    private readonly ShingleCache _others = new(records);
    private readonly ShingleSet _set = new();
    private readonly List<int> _members = [];
    private readonly List<Candidate> _ranked = [];
    private int _position = -1;

    public INearRecords Records => records;

    /// <summary>The pairs that were compared, where they are to be remembered.</summary>
    public List<ComparedPair> Compared { get; } = [];

    /// <summary>The members from <paramref name="from"/> on that share a bucket with a loaded probe, best agreement first; valid until the next call.</summary>
    public ReadOnlySpan<Candidate> Rank(NearIndex index, NearProbe probe, int from)
    {
        index.Meet(probe, from, _members);
        _ranked.Clear();
        foreach (var member in _members) _ranked.Add(new Candidate(member, MinHash.Agreement(index.Signature(member), probe.Signature)));
        if (_ranked.Count > 1) _ranked.Sort();
        return CollectionsMarshal.AsSpan(_ranked);
    }

    /// <summary>The exact similarity of two records where it reaches the threshold, else some number below the threshold. Quick when the first stays the same.</summary>
    public double Similarity(int position, int other, double threshold)
    {
        // What is remembered is what was found at the threshold of the search
        if (options.Memory is not { } memory || threshold != options.Similarity) return Compute(position, other, threshold);
        if (!memory.TryRecall(position, other, out var pair)) pair = new ComparedPair(memory.IdentityOf(position), memory.IdentityOf(other), Compute(position, other, threshold));
        if (Compared.Count < memory.MostPairs / options.Threads) Compared.Add(pair);
        return pair.Similarity;
    }

    private double Compute(int position, int other, double threshold)
    {
        if (_position != position)
        {
            records.Shingles(position, _set);
            _position = position;
        }

        return ShingleSet.Jaccard(_set.Hashes, _others[other], threshold);
    }
}
