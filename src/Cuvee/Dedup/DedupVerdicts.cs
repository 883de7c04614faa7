using Cuvee.Engine;
using Cuvee.Recipes;
using Cuvee.Similarity;

namespace Cuvee.Dedup;

/// <summary>What became of each record of a deduplication.</summary>
internal sealed class DedupVerdicts
{
    private readonly bool[] _isConflict;
    private readonly double[] _similarity;

    private DedupVerdicts(int[] other, bool[] isConflict, double[] similarity, int unverified) =>
        (Other, _isConflict, _similarity, Unverified) = (other, isConflict, similarity, unverified);

    /// <summary>By record the one kept in its place, -1 when it is kept itself.</summary>
    public int[] Other { get; }

    /// <summary>Records that were kept although not everything similar may have been looked at.</summary>
    public int Unverified { get; }

    /// <summary>Decides.</summary>
    /// <param name="store">The records.</param>
    /// <param name="options">What to go by.</param>
    /// <param name="shingles">Gives a reader to each worker.</param>
    public static DedupVerdicts Decide(DedupStore store, DedupOptions options, Func<DedupShingles> shingles)
    {
        options.Progress.Begin("duplicates", 0, "records");
        var other = new int[store.RecordCount];
        var isConflict = new bool[other.Length];
        Array.Fill(other, -1);
        var kept = ExactDeduplication.Decide(store.Facts(), options.Keep, keepsConflicts: false, options.Threads);
        for (var i = 0; i < kept.Length; i++)
        {
            if (kept[i] == i) continue;
            other[i] = kept[i];
            isConflict[i] = store.FactOf(i).Answer != store.FactOf(kept[i]).Answer;
        }

        if (options.Near is not { } near) return new DedupVerdicts(other, isConflict, [], 0);
        var order = Order(store, options, other);
        options.Progress.Begin("near-duplicates", order.Length, "records");
        var means = NearOptions.For(near.Similarity, options.Threads) with
        {
            MaxIndexBytes = Math.Max(NearOptions.LeastIndexBytes, options.MemoryBytes - (store.RecordCount * DedupStore.BytesPerRecord)),
            Scratch = store.Scratch,
            Progress = count => options.Progress.Advance(count),
        };
        var result = NearDeduplication.Decide(order, shingles, means, isReference: position => position < store.ReferenceCount);
        for (var i = 0; i < other.Length; i++)
        {
            if (result.Kept[i] != i) other[i] = result.Kept[i];
        }

        return new DedupVerdicts(other, isConflict, result.Similarity, result.Unverified);
    }

    /// <summary>How similar a near-duplicate is to the record kept in its place; 0 for all others.</summary>
    public double SimilarityOf(int record) => _similarity.Length == 0 ? 0 : _similarity[record];

    /// <summary>The fixed word for why a record is removed.</summary>
    public string ReasonOf(int record) =>
        SimilarityOf(record) > 0 ? NearDecision.NearDuplicate : _isConflict[record] ? ExactDeduplication.Conflict : ExactDeduplication.Duplicate;

    private static int[] Order(DedupStore store, DedupOptions options, int[] other)
    {
        var references = Enumerable.Range(0, store.ReferenceCount).Where(record => other[record] < 0);
        var others = Enumerable.Range(store.ReferenceCount, store.RecordCount - store.ReferenceCount).Where(record => other[record] < 0);
        return [.. references, .. KeepOrder.Of(others, options.Keep, record => store.FactOf(record).TextBytes, record => store.FactOf(record).Score)];
    }
}
