using System.Collections.Immutable;
using System.Numerics;

namespace Cuvee.Mix;

/// <summary>No value of a tag may exceed a share of the emitted total.</summary>
/// <param name="Tag">Name of the tag.</param>
/// <param name="Share">Above 0, at most 1, exact: 0.45 for 45 %. A value may have floor(Share * total) lines.</param>
/// <param name="Values">The tag's values; a missing tag is the value (none), capped like any other.</param>
/// <param name="ValueOf">For each record an index into <paramref name="Values"/>.</param>
public sealed record Cap(string Tag, decimal Share, ImmutableArray<string> Values, int[] ValueOf)
{
    internal Fraction Fraction { get; } = Fraction.Of(Share);

    /// <summary>Why no total can meet the cap, given the lines of each value; null when one can.</summary>
    /// <remarks>m values at a share of c hold at most m * c * total. If m * c is 1 or more, one line of each value is a solution.</remarks>
    internal string? Impossible(ReadOnlySpan<long> counts)
    {
        var present = new List<string>();
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] > 0)
            {
                present.Add(Values[i]);
            }
        }

        if (present.Count == 0 || present.Count * Fraction.Numerator >= Fraction.Denominator)
        {
            return null;
        }

        var least = (100 + present.Count - 1) / present.Count;
        var needed = BigInteger.Divide(Fraction.Denominator + Fraction.Numerator - 1, Fraction.Numerator);
        return $"{this} needs at least {needed:N0} values, and the records have {present.Count:N0} ({string.Join(", ", present.Take(5))}"
            + $"{(present.Count > 5 ? ", ..." : "")}); raise the cap to {least} % or more, or add records with other values";
    }

    /// <summary>As in a message: <c>cap bucket: 45 %</c>.</summary>
    public override string ToString() => $"cap {Tag}: {Share * 100:0.##########################} %";
}
