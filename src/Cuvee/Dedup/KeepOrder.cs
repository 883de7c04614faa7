using Cuvee.Recipes;

namespace Cuvee.Dedup;

/// <summary>The order in which records are kept: of near-duplicates the first in it stays.</summary>
internal static class KeepOrder
{
    /// <summary>Orders positions; ties stay as they come.</summary>
    /// <param name="positions">In dataset order.</param>
    /// <param name="keep">Which comes first.</param>
    /// <param name="textBytes">Bytes of all texts of a record.</param>
    /// <param name="score">Its score; NaN is worse than any.</param>
    public static IEnumerable<int> Of(IEnumerable<int> positions, KeepRule keep, Func<int, int> textBytes, Func<int, double> score) => keep switch
    {
        KeepRule.Longest => positions.OrderByDescending(textBytes),
        KeepRule.BestScore => positions.OrderByDescending(position => double.IsNaN(score(position)) ? double.NegativeInfinity : score(position)),
        _ => positions,
    };
}
