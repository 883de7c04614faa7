namespace Cuvee.Mix;

/// <summary>
/// Which records of one value a budget of tokens buys, and how often: in rank order while the budget is not exceeded, all records once before any second copy.
/// The first record that does not fit ends it, so that more budget never loses a record.
/// </summary>
public static class TokenCopies
{
    /// <summary>Sets the copies of each record and returns the tokens that makes, at most <paramref name="budget"/>.</summary>
    /// <param name="budget">Tokens to spend.</param>
    /// <param name="recordsByRank">The records of one value, as indices into <paramref name="tokens"/> and <paramref name="copies"/>.</param>
    /// <param name="tokens">Tokens of each record.</param>
    /// <param name="maxCopies">How often one record may be emitted, 1 or more.</param>
    /// <param name="copies">Written for these records only.</param>
    public static long Assign(long budget, ReadOnlySpan<int> recordsByRank, Func<int, long> tokens, int maxCopies, Span<int> copies)
    {
        foreach (var record in recordsByRank) copies[record] = 0;
        var spent = 0L;
        for (var round = 1; round <= maxCopies; round++)
        {
            foreach (var record in recordsByRank)
            {
                var cost = tokens(record);
                if (spent + cost > budget) return spent;
                spent += cost;
                copies[record] = round;
            }

            if (spent == 0) break;
        }

        return spent;
    }
}
