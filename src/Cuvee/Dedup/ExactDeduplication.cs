using System.Runtime.CompilerServices;
using Cuvee.Engine;
using Cuvee.Interop;
using Cuvee.Model;
using Cuvee.Recipes;
using Cuvee.Similarity;

namespace Cuvee.Dedup;

/// <summary>What exact deduplication needs to know of a record.</summary>
/// <param name="Key">None equals nothing; a record that takes no part has none.</param>
/// <param name="Answer">Mark of the answer.</param>
/// <param name="Score">0..1 or NaN, which is worse than any score.</param>
/// <param name="TextBytes">Bytes of all texts.</param>
internal readonly record struct DedupFact(Hash128 Key, ulong Answer, double Score, int TextBytes);

/// <summary>
/// Drops every record whose key an earlier one has. "Earlier" is the order of the dataset unless the recipe keeps the longest or the best
/// scored; ties go by position. The same key with another answer is a conflict, not a duplicate.
/// </summary>
internal static class ExactDeduplication
{
    public const string Duplicate = "duplicate";
    public const string Conflict = "conflict";

    private const int MaxParts = 16;

    /// <summary>
    /// For each position the position of the record that is kept in its place: itself when it is kept, or when its key is none.
    /// </summary>
    /// <param name="facts">One per position, in dataset order.</param>
    /// <param name="keep">Which of equal records is kept.</param>
    /// <param name="keepsConflicts">Whether a record with the same key and another answer is kept.</param>
    /// <param name="threads">Workers.</param>
    public static int[] Decide(DedupFact[] facts, KeepRule keep, bool keepsConflicts, int threads)
    {
        var group = new int[facts.Length];
        // Equal keys meet in one part, so that parts can be looked at side by side, each in the order of the facts
        var parts = (uint)Math.Clamp(threads, 1, MaxParts);
        Ordered.Run(threads, [.. Enumerable.Range(0, (int)parts).Select(part => (Action)(() => Group(facts, group, keepsConflicts, (uint)part, parts)))]);
        return keep == KeepRule.First ? group : BestOf(group, facts, keep);
    }

    /// <summary>Groups the facts of one part: for each the first with its key, itself where it has none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Group(DedupFact[] facts, int[] group, bool keepsConflicts, uint part, uint parts)
    {
        var count = 0;
        foreach (ref readonly var fact in facts.AsSpan())
        {
            if (PartOf(fact.Key, parts) == part) count++;
        }

        var index = new KeyIndex(count);
        for (var i = 0; i < facts.Length; i++)
        {
            if (i + Prefetch.Ahead < facts.Length && PartOf(facts[i + Prefetch.Ahead].Key, parts) == part) index.Fetch(KeyOf(facts[i + Prefetch.Ahead], keepsConflicts));
            ref readonly var fact = ref facts[i];
            if (PartOf(fact.Key, parts) == part) group[i] = fact.Key.IsNone ? i : index.Add(i, KeyOf(fact, keepsConflicts));
        }
    }

    /// <summary>Keys are hashes: their upper bits spread evenly, and the index goes by the lower ones.</summary>
    private static uint PartOf(Hash128 key, uint parts) => (uint)((key.High >> 32) * parts >> 32);

    private static int[] BestOf(int[] group, ReadOnlySpan<DedupFact> facts, KeepRule keep)
    {
        var best = new int[group.Length];
        for (var i = 0; i < best.Length; i++) best[i] = i;
        for (var i = 0; i < group.Length; i++)
        {
            ref var leader = ref best[group[i]];
            if (IsBetter(facts[i], facts[leader], keep)) leader = i;
        }

        var kept = new int[group.Length];
        for (var i = 0; i < kept.Length; i++) kept[i] = best[group[i]];
        return kept;
    }

    private static bool IsBetter(in DedupFact fact, in DedupFact best, KeepRule keep) => keep == KeepRule.Longest
        ? fact.TextBytes > best.TextBytes
        : fact.Score > best.Score || (double.IsNaN(best.Score) && !double.IsNaN(fact.Score));

    /// <summary>The key, or one that tells answers apart: still a good hash, since both halves are, and never the none key.</summary>
    private static Hash128 KeyOf(in DedupFact fact, bool keepsConflicts) => keepsConflicts ? new(fact.Key.High, (fact.Key.Low ^ fact.Answer) | 1) : fact.Key;
}
