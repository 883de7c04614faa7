namespace Cuvee.Similarity;

/// <summary>What a block of records is similar to: the number of pairs, the first of them, and for each set that was met the nearest record. Its size does not grow with the pairs.</summary>
internal sealed class JoinBlock(JoinMembers members, int main, JoinOptions options)
{
    private readonly List<(int Position, double Similarity)> _similar = [];

    /// <summary>Pairs that reach the similarity.</summary>
    public long PairCount { get; private set; }

    /// <summary>The first of them, by position, then other; no more than are listed.</summary>
    public List<JoinPair> Pairs { get; } = [];

    /// <summary>By set the record of the main part that is nearest to it, the first of several.</summary>
    public Dictionary<int, (int Position, double Similarity)> Nearest { get; } = [];

    /// <summary>Adds the sets that one record is similar to. Records come in their order.</summary>
    public void Add(int position, int part, ReadOnlySpan<(int Set, double Similarity)> found)
    {
        // A pair of two indexed records is met twice; the later record counts it
        var end = part == main ? int.MaxValue : position;
        var wanted = options.ListedPairs - Pairs.Count;
        _similar.Clear();
        foreach (var (set, similarity) in found)
        {
            if (part == main && similarity > Nearest.GetValueOrDefault(set).Similarity) Nearest[set] = (position, similarity);
            if (similarity < options.Similarity) continue;
            PairCount += members.Count(set, part, end);
            if (wanted > 0) members.AddFirst(set, part, end, wanted, _similar, similarity);
        }

        _similar.Sort();
        foreach (var (other, similarity) in _similar.Take(wanted)) Pairs.Add(new JoinPair(position, other, similarity));
    }
}
