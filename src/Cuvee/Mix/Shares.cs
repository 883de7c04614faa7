using System.Numerics;

namespace Cuvee.Mix;

/// <summary>
/// Parts such as 60 : 25 : 15, as integers in the same proportions, and the exact arithmetic on them. The order of the parts is the order of
/// the recipe and breaks ties. No floating-point number takes part, so results are exact for any counts and any decimals.
/// </summary>
public sealed class Shares
{
    private readonly BigInteger[] _weights;
    private readonly BigInteger _sum;

    /// <param name="parts">Decimals of 0 or more, in any scale; at least one is positive.</param>
    public Shares(params ReadOnlySpan<decimal> parts)
    {
        var fractions = new Fraction[parts.Length];
        var scale = BigInteger.One;
        for (var i = 0; i < parts.Length; i++)
        {
            fractions[i] = Fraction.Of(parts[i]);
            scale = BigInteger.Max(scale, fractions[i].Denominator);
        }

        _weights = Array.ConvertAll(fractions, fraction => fraction.Numerator * (scale / fraction.Denominator));
        var divisor = _weights.Aggregate(BigInteger.Zero, BigInteger.GreatestCommonDivisor);
        if (divisor.IsZero)
        {
            throw new ArgumentException("At least one part must be positive", nameof(parts));
        }

        _weights = Array.ConvertAll(_weights, weight => weight / divisor);
        _sum = _weights.Aggregate(BigInteger.Zero, BigInteger.Add);
    }

    /// <summary>Number of parts.</summary>
    public int Count => _weights.Length;

    /// <summary>The parts as integers without a common divisor.</summary>
    internal IReadOnlyList<BigInteger> Weights => _weights;

    internal BigInteger Sum => _sum;

    /// <summary>
    /// Divides <paramref name="total"/> by largest remainder: each part gets the integer part of its exact quota, and what is left goes, one each,
    /// to the largest remainders, earlier parts first. The result sums to the total and differs from each exact quota by less than 1.
    /// </summary>
    public long[] Apportion(long total)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(total);
        var quotas = new long[Count];
        var remainders = new BigInteger[Count];
        var left = total;
        for (var i = 0; i < Count; i++)
        {
            quotas[i] = (long)BigInteger.DivRem(total * _weights[i], _sum, out remainders[i]);
            left -= quotas[i];
        }

        var order = Enumerable.Range(0, Count).ToArray();
        Array.Sort(order, (a, b) => remainders[a] != remainders[b] ? remainders[b].CompareTo(remainders[a]) : a.CompareTo(b));
        for (var i = 0; i < left; i++)
        {
            quotas[order[i]]++;
        }

        return quotas;
    }

    /// <summary>
    /// What belongs to each part when part <paramref name="anchor"/> counts <paramref name="anchorCount"/>:
    /// floor(anchorCount * share / anchor share), for the anchor itself anchorCount.
    /// </summary>
    public long[] Against(int anchor, long anchorCount) => Array.ConvertAll(_weights, weight => (long)(anchorCount * weight / _weights[anchor]));

    /// <summary>
    /// The largest total, at most <paramref name="atMost"/>, whose <see cref="Apportion"/> asks no part for more than it has available; 0 if there is none.
    /// </summary>
    /// <remarks>
    /// Largest remainder is not monotone: a larger total can give a part one less (the Alabama paradox), so a binary search could stop at
    /// the wrong place. This one goes down from a bound that no solution exceeds. Let f be the fractional part of a quota with integer part a (all
    /// that is available). It must be rounded down, so the R units that are left go to R others with fractions of at least f; all fractions
    /// sum to R, hence (R + 1) f is at most R, and as R is less than n, f is at most (n - 1) / n. So total * w / W is at most
    /// a + (n - 1) / n. Totals with total * w / W at most a always fit, so fewer than W / w steps are taken.
    /// </remarks>
    public long LargestWithin(ReadOnlySpan<long> available, long atMost = long.MaxValue)
    {
        BigInteger bound = atMost;
        var everything = BigInteger.Zero;
        for (var i = 0; i < Count; i++)
        {
            everything += available[i];
            if (!_weights[i].IsZero)
            {
                bound = BigInteger.Min(bound, ((((BigInteger)available[i] + 1) * Count) - 1) * _sum / (Count * _weights[i]));
            }
        }

        var total = (long)BigInteger.Min(bound, everything);
        while (total > 0 && !Fits(Apportion(total), available))
        {
            total--;
        }

        return total;
    }

    /// <summary>
    /// Counts as percentages with the given number of decimals, which sum to exactly 100; all 0 when every count is 0.
    /// </summary>
    public static decimal[] Percentages(ReadOnlySpan<long> counts, int decimals)
    {
        var parts = new decimal[counts.Length];
        var everything = 0m;
        for (var i = 0; i < counts.Length; i++)
        {
            parts[i] = counts[i];
            everything += counts[i];
        }

        if (everything == 0)
        {
            return parts;
        }

        var units = (long)BigInteger.Pow(10, decimals);
        return Array.ConvertAll(new Shares(parts).Apportion(100 * units), unit => (decimal)unit / units);
    }

    /// <summary>True when no entry exceeds what is available.</summary>
    internal static bool Fits(ReadOnlySpan<long> quotas, ReadOnlySpan<long> available)
    {
        for (var i = 0; i < quotas.Length; i++)
        {
            if (quotas[i] > available[i])
            {
                return false;
            }
        }

        return true;
    }
}
