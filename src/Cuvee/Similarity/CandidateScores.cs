namespace Cuvee.Similarity;

/// <summary>
/// How many candidates of a record agree with it in how many values, for the best ones up to a limit: enough to say which rank a later candidate has. The best
/// agreement ranks first, among equals the earlier member.
/// </summary>
internal sealed class CandidateScores
{
    private readonly int _limit;
    private ushort[] _scores = [];
    private ushort[] _merged = [];
    private int _known;

    /// <param name="limit">Ranks from here on are not told apart.</param>
    public CandidateScores(int limit) => _limit = limit;

    /// <summary>Number of candidates, also beyond the limit.</summary>
    public long Count { get; private set; }

    /// <summary>The best scores, best first.</summary>
    public ReadOnlySpan<ushort> Best => _scores.AsSpan(0, _known);

    public void Clear()
    {
        Count = 0;
        _known = 0;
    }

    /// <summary>Takes what <see cref="Best"/> and <see cref="Count"/> were.</summary>
    public void Set(ReadOnlySpan<ushort> best, long count)
    {
        Reserve(best.Length);
        best.CopyTo(_scores);
        (_known, Count) = (best.Length, count);
    }

    /// <summary>How many candidates have at least this score: the rank, from 0, of the next one that has it; the limit or more when the rank is beyond it.</summary>
    public int RankOf(int score)
    {
        var (low, high) = (0, _known);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_scores[middle] >= score) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    /// <summary>Adds candidates, best first.</summary>
    public void Add(ReadOnlySpan<Candidate> ranked)
    {
        Count += ranked.Length;
        var known = (int)Math.Min(_limit, (long)_known + ranked.Length);
        Reserve(known);
        var (i, j) = (0, 0);
        for (var at = 0; at < known; at++)
        {
            _merged[at] = j == ranked.Length || (i < _known && _scores[i] >= ranked[j].Score) ? _scores[i++] : (ushort)ranked[j++].Score;
        }

        (_scores, _merged, _known) = (_merged, _scores, known);
    }

    private void Reserve(int count)
    {
        if (_scores.Length >= count) return;
        Array.Resize(ref _scores, Math.Min(_limit, Math.Max(8, 2 * count)));
        _merged = new ushort[_scores.Length];
    }
}
