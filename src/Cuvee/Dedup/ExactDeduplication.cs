using Cuvee.Model;
using Cuvee.Recipes;

namespace Cuvee.Dedup;

/// <summary>What exact deduplication needs to know of a record.</summary>
/// <param name="Key">None equals nothing.</param>
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
    /// For each position the position of the record that is kept in its place: itself when it is kept, or when it takes no part.
    /// </summary>
    /// <param name="count">Positions 0 to count - 1, in dataset order.</param>
    /// <param name="isAlive">Whether a position takes part.</param>
    /// <param name="factOf">The fact of a position.</param>
    /// <param name="keep">Which of equal records is kept.</param>
    /// <param name="keepsConflicts">Whether a record with the same key and another answer is kept.</param>
    public static int[] Decide(int count, Func<int, bool> isAlive, Func<int, DedupFact> factOf, KeepRule keep, bool keepsConflicts)
    {
        Func<int, Hash128> keyOf = keepsConflicts
            ? position => WithAnswer(factOf(position))
            : position => factOf(position).Key;
        var index = new KeyIndex(count, keyOf);
        var group = new int[count];
        for (var i = 0; i < count; i++)
        {
            group[i] = i;
            if (isAlive(i) && !factOf(i).Key.IsNone) group[i] = index.Add(i, keyOf(i));
        }

        return keep == KeepRule.First ? group : BestOf(group, factOf, keep);
    }

    private static int[] BestOf(int[] group, Func<int, DedupFact> factOf, KeepRule keep)
    {
        var best = new int[group.Length];
        for (var i = 0; i < best.Length; i++) best[i] = i;
        for (var i = 0; i < group.Length; i++)
        {
            var first = group[i];
            if (IsBetter(factOf(i), factOf(best[first]), keep)) best[first] = i;
        }

        var kept = new int[group.Length];
        for (var i = 0; i < kept.Length; i++) kept[i] = best[group[i]];
        return kept;
    }

    private static bool IsBetter(DedupFact fact, DedupFact best, KeepRule keep) => keep == KeepRule.Longest
        ? fact.TextBytes > best.TextBytes
        : fact.Score > best.Score || (double.IsNaN(best.Score) && !double.IsNaN(fact.Score));

    /// <summary>A key that tells answers apart; still a good hash, since both halves are.</summary>
    private static Hash128 WithAnswer(DedupFact fact) => new(fact.Key.High, fact.Key.Low ^ fact.Answer | 1);
}
