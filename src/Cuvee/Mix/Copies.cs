namespace Cuvee.Mix;

/// <summary>
/// Which records are emitted more than once. All records first, then further copies by rank in whole rounds: for q lines over a records
/// each is emitted floor(q / a) times and the first q mod a by rank once more.
/// Repeats belong to the training split alone: there q is the quota of the value less its records in other splits.
/// </summary>
public static class Copies
{
    /// <summary>Sets the copies of each record and returns how many lines that makes, at most records * <paramref name="maxCopies"/>.</summary>
    /// <param name="lines">Lines wanted. When fewer than the records, the last by rank get 0.</param>
    /// <param name="recordsByRank">The records of one value, as indices into <paramref name="copies"/>.</param>
    /// <param name="maxCopies">How often one record may be emitted, 1 or more.</param>
    /// <param name="copies">Written for these records only.</param>
    public static long Assign(long lines, ReadOnlySpan<int> recordsByRank, int maxCopies, Span<int> copies)
    {
        if (recordsByRank.IsEmpty)
        {
            return 0;
        }

        var given = Math.Clamp(lines, 0, (long)recordsByRank.Length * maxCopies);
        var (rounds, rest) = Math.DivRem(given, recordsByRank.Length);
        for (var i = 0; i < recordsByRank.Length; i++)
        {
            copies[recordsByRank[i]] = (int)rounds + (i < rest ? 1 : 0);
        }

        return given;
    }
}
