using Cuvee.Similarity;

namespace Cuvee.Dedup;

/// <summary>
/// What is known of a record while it passes the kept records, in one or several stretches of keep order: the candidate that decides so far, and what it takes to
/// say whether a candidate of a later stretch ranks before it. The end is the same wherever the stretches are cut.
/// </summary>
internal sealed class NearState(Banding banding, int candidateLimit) : NearProbe(banding)
{
    private const byte MetNobody = 0;
    private const byte MetCandidates = 1;
    private const byte MetDuplicate = 2;

    private readonly CandidateScores _scores = new(candidateLimit);
    private int _hashes = banding.Hashes;
    private int _rank;
    private int _score;

    /// <summary>Whether the record is never dropped.</summary>
    public bool IsReference { get; set; }

    /// <summary>Whether a candidate reached the threshold.</summary>
    public bool HasDuplicate { get; private set; }

    /// <summary>The record that did.</summary>
    public int Duplicate { get; private set; }

    public double Similarity { get; private set; }

    public long Candidates => _scores.Count;

    /// <summary>How many candidates are compared until it is decided.</summary>
    public long Compared => HasDuplicate ? _rank + 1 : Math.Min(candidateLimit, _scores.Count);

    /// <summary>Whether some similar record may not have been looked at.</summary>
    public bool IsUnverified => !HasDuplicate && (_scores.Count > candidateLimit || MetFullBucket(candidateLimit));

    public override void Reset(int position, int group)
    {
        base.Reset(position, group);
        _scores.Clear();
        HasDuplicate = false;
    }

    /// <summary>Passes the members of an index from <paramref name="from"/> on, which are later in keep order than all that were passed before.</summary>
    public void Pass(NearIndex index, int from, double threshold, NearComparison comparison)
    {
        if (Group < 0) return;
        Load(comparison.Records);
        if (IsEmpty) return;
        var ranked = comparison.Rank(index, this, from);
        if (IsReference)
        {
            // A reference is only asked whether it is one more copy, which would fill the buckets for nothing
            threshold = 1;
            var copies = 0;
            while (copies < ranked.Length && ranked[copies].Score == _hashes) copies++;
            ranked = ranked[..copies];
        }

        if (ranked.Length == 0) return;
        Compare(ranked, index, threshold, comparison);
        _scores.Add(ranked);
    }

    /// <summary>Writes what <see cref="Read"/> needs to go on with another stretch.</summary>
    public void Write(BinaryWriter target)
    {
        if (!Met.AsSpan().ContainsAnyExcept((ushort)0))
        {
            target.Write(MetNobody);
            return;
        }

        target.Write(HasDuplicate ? MetDuplicate : MetCandidates);
        foreach (var met in Met) target.Write(met);
        target.Write(_scores.Count);
        target.Write((ushort)_scores.Best.Length);
        foreach (var score in _scores.Best) target.Write(score);
        if (!HasDuplicate) return;
        target.Write(Duplicate);
        target.Write(Similarity);
        target.Write(_rank);
        target.Write(_score);
    }

    /// <summary>Takes what was written, after a reset.</summary>
    public void Read(BinaryReader source)
    {
        var kind = source.ReadByte();
        if (kind == MetNobody) return;
        for (var table = 0; table < Met.Length; table++) Met[table] = source.ReadUInt16();
        var count = source.ReadInt64();
        var best = new ushort[source.ReadUInt16()];
        for (var i = 0; i < best.Length; i++) best[i] = source.ReadUInt16();
        _scores.Set(best, count);
        HasDuplicate = kind == MetDuplicate;
        if (!HasDuplicate) return;
        Duplicate = source.ReadInt32();
        Similarity = source.ReadDouble();
        _rank = source.ReadInt32();
        _score = source.ReadInt32();
    }

    private void Compare(ReadOnlySpan<Candidate> ranked, NearIndex index, double threshold, NearComparison comparison)
    {
        var ahead = 0;
        for (; ahead < ranked.Length; ahead++)
        {
            // Among equal scores the one that was passed earlier ranks first
            if (HasDuplicate && ranked[ahead].Score <= _score) break;
            var rank = _scores.RankOf(ranked[ahead].Score) + ahead;
            if (rank >= candidateLimit) break;
            var other = index.PositionOf(ranked[ahead].Member);
            var similarity = comparison.Similarity(Position, other, threshold);
            if (similarity < threshold) continue;
            (HasDuplicate, Duplicate, Similarity, _rank, _score) = (true, other, similarity, rank, ranked[ahead].Score);
            return;
        }

        if (!HasDuplicate) return;
        while (ahead < ranked.Length && ranked[ahead].Score > _score) ahead++;
        _rank += ahead;
        HasDuplicate = _rank < candidateLimit;
    }
}
