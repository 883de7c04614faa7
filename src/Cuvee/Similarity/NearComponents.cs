using Cuvee.Split;

namespace Cuvee.Similarity;

/// <summary>
/// Joins near-duplicates, so that no split parts them. Records are taken by position. The candidates of a record are the earlier ones of its group that share a
/// bucket with it, ranked by the agreement of signatures, best first, then by position. It is joined with each of the first
/// <see cref="NearOptions.CandidateLimit"/> whose set has at least the exact Jaccard similarity asked for; who is connected already is not compared, as that changes nothing.
/// </summary>
/// <remarks>
/// A bucket takes in records until it holds as many as the limit, and a record whose set an earlier one has stays out of all: the work is linear in the number of
/// records whatever their texts. <see cref="NearIndex.BytesPerRecord"/> bytes of memory for each record that is no copy. The components do not depend on batches or threads.
/// </remarks>
internal static class NearComponents
{
    /// <summary>Joins the similar records among all.</summary>
    /// <param name="records">Gives a reader to each worker.</param>
    /// <param name="options">What to go by; the index has no bound here but the number of records.</param>
    /// <param name="components">One record a position. What is joined before stays joined and spares comparisons.</param>
    /// <param name="group">The group of a position, below 0 for none; without it all are of one.</param>
    /// <returns>The pairs that shared a band, and the records for which not everything similar may have been looked at.</returns>
    public static (long Candidates, int Unverified) Join(Func<INearRecords> records, NearOptions options, Components components, Func<int, int>? group = null)
    {
        var (candidates, unverified) = (0L, 0);
        group ??= _ => 0;
        var order = SharedBands.Among([.. Enumerable.Range(0, components.Count)], group, records, options);
        options.Progress(components.Count - order.Length);
        if (order.Length == 0) return (candidates, unverified);
        var workers = new NearWorkers(records, options);
        var index = new NearIndex(options.Banding, options.CandidateLimit, order.Length);
        var batchRecords = Math.Min(options.BatchRecords, order.Length);
        var states = new NearNeighbours[batchRecords];
        for (var i = 0; i < states.Length; i++) states[i] = new NearNeighbours(options.Banding, options.CandidateLimit);

        var batch = NearWorkers.FirstBatchRecords;
        for (var start = 0; start < order.Length; start += batch, batch *= 2)
        {
            batch = Math.Min(Math.Min(batch, batchRecords), order.Length - start);
            var (first, before) = (start, index.Count);
            workers.ForEach(
                batch,
                i => states[i].Reset(order[first + i], group(order[first + i])),
                (i, worker) => states[i].Pass(index, 0, options.Similarity, worker, components));
            foreach (var state in states.AsSpan(0, batch))
            {
                if (index.Count > before) state.Pass(index, before, options.Similarity, workers.First, components);
                if (state.Group < 0 || state.IsEmpty) continue;
                state.Join(components);
                candidates += state.Candidates;
                if (state.IsUnverified) unverified++;
                if (!state.IsCopy) index.Insert(state);
            }

            options.Progress(batch);
        }

        return (candidates, unverified);
    }
}
