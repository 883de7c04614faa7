using Cuvee.Split;

namespace Cuvee.Similarity;

/// <summary>
/// The similar records that one record found so far, while it passes those before it in one or several stretches. Which components result is the same wherever the
/// stretches are cut.
/// </summary>
internal sealed class NearNeighbours(Banding banding, int candidateLimit) : NearProbe(banding)
{
    private readonly CandidateScores _scores = new(candidateLimit);
    private readonly List<(int Position, int Score, int Rank)> _found = [];
    private readonly int _hashes = banding.Hashes;

    /// <summary>Whether an earlier record has the same set.</summary>
    public bool IsCopy { get; private set; }

    public long Candidates => _scores.Count;

    /// <summary>Whether some similar record may not have been looked at.</summary>
    public bool IsUnverified => !IsCopy && (_scores.Count > candidateLimit || MetFullBucket(candidateLimit));

    public override void Reset(int position, int group)
    {
        base.Reset(position, group);
        _scores.Clear();
        _found.Clear();
        IsCopy = false;
    }

    /// <summary>Passes the members of an index from <paramref name="from"/> on, which come after all that were passed before.</summary>
    public void Pass(NearIndex index, int from, double threshold, NearComparison comparison, Components components)
    {
        if (Group < 0) return;
        Load(comparison.Records);
        if (IsEmpty) return;
        var ranked = comparison.Rank(index, this, from);
        if (ranked.Length == 0) return;
        PushBack(ranked);
        for (var i = 0; i < ranked.Length; i++)
        {
            var rank = _scores.RankOf(ranked[i].Score) + i;
            if (rank >= candidateLimit) break;
            var other = index.PositionOf(ranked[i].Member);
            // A copy is to be found even where it is connected already: it stays out of the index
            var maybeCopy = ranked[i].Score == _hashes && !IsCopy;
            if (!maybeCopy && IsConnected(other, components)) continue;
            var similarity = comparison.Similarity(Position, other, threshold);
            if (similarity < threshold) continue;
            _found.Add((other, ranked[i].Score, rank));
            IsCopy |= similarity >= 1;
        }

        _scores.Add(ranked);
    }

    /// <summary>Joins the record with those that it found.</summary>
    public void Join(Components components)
    {
        foreach (var (position, _, _) in _found) components.Join(Position, position);
    }

    /// <summary>Later candidates that agree better take the places before earlier ones, some of which are then beyond the limit.</summary>
    private void PushBack(ReadOnlySpan<Candidate> ranked)
    {
        var kept = 0;
        for (var i = 0; i < _found.Count; i++)
        {
            var (position, score, rank) = _found[i];
            foreach (var candidate in ranked)
            {
                if (candidate.Score <= score) break;
                rank++;
            }

            if (rank < candidateLimit) _found[kept++] = (position, score, rank);
        }

        _found.RemoveRange(kept, _found.Count - kept);
    }

    // Whoever looks up a root shortens paths; several threads may do so at once, as each writes nothing but ancestors and nobody joins meanwhile.
    private bool IsConnected(int other, Components components)
    {
        var root = components.Find(other);
        if (components.Find(Position) == root) return true;
        foreach (var (position, _, _) in _found)
        {
            if (components.Find(position) == root) return true;
        }

        return false;
    }
}
