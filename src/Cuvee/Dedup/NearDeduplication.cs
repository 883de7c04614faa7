using Cuvee.Similarity;

namespace Cuvee.Dedup;

/// <summary>
/// Drops near-duplicates. Records are taken in keep order. The candidates of a record are the earlier kept records of its group that share a bucket with it: that
/// agree in all values of a band, or in the whole signature. They rank by the agreement of signatures, best first, then by keep order, and the first
/// <see cref="NearOptions.CandidateLimit"/> are compared by the exact Jaccard similarity of their shingle sets; the record is dropped at the first that reaches the
/// threshold. A record without shingles, and one of no group, equals nothing and is kept.
/// </summary>
/// <remarks>
/// A bucket takes in kept records in keep order until it holds as many as the limit. A kept record counts as unverified when it had more candidates than the limit,
/// or when one of its buckets held as many before it came. A reference record is always kept and counts nowhere; one whose set equals that of an earlier
/// kept record stays out of the buckets. The work is linear in the number of records whatever their texts. In memory are <see cref="NearIndex.BytesPerRecord"/> bytes for
/// each kept record, and twelve bytes for each record. When the kept ones outgrow the memory, a segment of keep order is taken in, and all later records pass it and leave
/// in a file what they met; then comes the next segment. Result and counts depend on neither segments nor batches nor threads.
/// </remarks>
internal sealed class NearDeduplication
{
    private readonly int[] _order;
    private readonly NearOptions _options;
    private readonly Func<int, int> _group;
    private readonly Func<int, bool> _isReference;
    private readonly NearWorkers _workers;
    private readonly NearState[] _states;
    private readonly int[] _kept;
    private readonly double[] _similarity;
    private long _candidates;
    private long _compared;
    private int _unverified;
    private int _segments;

    private NearDeduplication(int[] order, Func<INearRecords> records, NearOptions options, Func<int, int>? group, Func<int, bool>? isReference)
    {
        _options = options;
        (_group, _isReference) = (group ?? (_ => 0), isReference ?? (_ => false));
        _order = SharedBands.Among(order, _group, records, options);
        options.Progress(order.Length - _order.Length);
        _workers = new NearWorkers(records, options);
        _states = new NearState[Math.Min(options.BatchRecords, Math.Max(1, _order.Length))];
        for (var i = 0; i < _states.Length; i++) _states[i] = new NearState(options.Banding, options.CandidateLimit);
        _kept = new int[_workers.First.Records.Count];
        for (var i = 0; i < _kept.Length; i++) _kept[i] = i;
        _similarity = new double[_kept.Length];
    }

    /// <summary>Decides over the records in <paramref name="order"/>; all others take no part.</summary>
    /// <param name="order">Positions in keep order, each once; references first.</param>
    /// <param name="records">Gives a reader to each worker.</param>
    /// <param name="options">What to go by.</param>
    /// <param name="group">The group of a position, below 0 for none; without it all are of one.</param>
    /// <param name="isReference">Whether a position is never dropped; without it none is.</param>
    public static NearResult Decide(
        int[] order, Func<INearRecords> records, NearOptions options, Func<int, int>? group = null, Func<int, bool>? isReference = null) =>
        new NearDeduplication(order, records, options, group, isReference).Decide();

    private NearResult Decide()
    {
        NearBacklog? backlog = null;
        try
        {
            for (var next = 0; next < _order.Length; _segments++) next = DecideSegment(next, ref backlog);
        }
        finally
        {
            backlog?.Dispose();
        }

        _options.Memory?.KeepPairs(_workers.Compared);
        return new NearResult
        {
            Kept = _kept,
            Similarity = _similarity,
            Candidates = _candidates,
            Compared = _compared,
            Unverified = _unverified,
            Segments = _segments,
        };
    }

    /// <summary>Decides from <paramref name="first"/> on until the index is full, and lets all that follow pass it.</summary>
    /// <returns>The first in keep order that is not decided.</returns>
    private int DecideSegment(int first, ref NearBacklog? backlog)
    {
        var capacity = Math.Clamp(_options.MaxIndexBytes / NearIndex.BytesPerRecord(_options.Banding), 1, _order.Length - first);
        var index = new NearIndex(_options.Banding, _options.CandidateLimit, (int)capacity);
        var left = _order.Length;
        NearBacklog? later = null;
        try
        {
            // Small batches first: until something is kept, batches meet nothing and leave all the work to one thread
            var batch = NearWorkers.FirstBatchRecords;
            for (var start = first; start < _order.Length; start += batch, batch = Math.Min(2 * batch, _states.Length))
            {
                batch = Math.Min(Math.Min(batch, _states.Length), _order.Length - start);
                var before = index.Count;
                var (batchStart, met) = (start, backlog);
                _workers.ForEach(
                    batch,
                    i => Begin(_states[i], _order[batchStart + i], met),
                    (i, worker) => _states[i].Pass(index, 0, _options.Similarity, worker));
                for (var i = 0; i < batch; i++)
                {
                    if (left == _order.Length && index.IsFull)
                    {
                        left = start + i;
                        later = new NearBacklog(_options.Scratch());
                    }

                    if (index.Count > before) _states[i].Pass(index, before, _options.Similarity, _workers.First);
                    if (later is null) Settle(_states[i], index);
                    else later.Add(_states[i]);
                }

                _options.Progress(later is null ? batch : Math.Max(0, left - start));
            }

            backlog?.Dispose();
            backlog = later;
            later?.Rewind();
            return left;
        }
        catch
        {
            later?.Dispose();
            throw;
        }
    }

    /// <summary>Begins with a record of a batch, with what it met in earlier segments.</summary>
    private void Begin(NearState state, int position, NearBacklog? backlog)
    {
        state.Reset(position, _group(position));
        state.IsReference = _isReference(position);
        backlog?.Take(state);
    }

    /// <summary>Decides on a record that has passed all kept ones.</summary>
    private void Settle(NearState state, NearIndex index)
    {
        if (state.Group < 0 || state.IsEmpty) return;
        if (state.IsReference)
        {
            if (!state.HasDuplicate) index.Insert(state);
            return;
        }

        _candidates += state.Candidates;
        _compared += state.Compared;
        if (state.IsUnverified) _unverified++;
        if (state.HasDuplicate)
        {
            _kept[state.Position] = state.Duplicate;
            _similarity[state.Position] = state.Similarity;
            return;
        }

        index.Insert(state);
    }
}
