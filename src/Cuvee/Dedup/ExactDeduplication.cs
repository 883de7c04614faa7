using Cuvee.Model;
using Cuvee.Recipes;

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

    /// <summary>
    /// For each position the position of the record that is kept in its place: itself when it is kept, or when its key is none.
    /// </summary>
    /// <param name="facts">One per position, in dataset order.</param>
    /// <param name="keep">Which of equal records is kept.</param>
    /// <param name="keepsConflicts">Whether a record with the same key and another answer is kept.</param>
    public static int[] Decide(ReadOnlySpan<DedupFact> facts, KeepRule keep, bool keepsConflicts)
    {
        var index = new KeyIndex(facts.Length);
        var group = new int[facts.Length];
        for (var i = 0; i < group.Length; i++)
        {
            ref readonly var fact = ref facts[i];
            group[i] = fact.Key.IsNone ? i : index.Add(i, keepsConflicts ? WithAnswer(fact) : fact.Key);
        }

        return keep == KeepRule.First ? group : BestOf(group, facts, keep);
    }

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

    /// <summary>A key that tells answers apart; still a good hash, since both halves are. Never the none key.</summary>
    private static Hash128 WithAnswer(in DedupFact fact) => new(fact.Key.High, (fact.Key.Low ^ fact.Answer) | 1);
}
