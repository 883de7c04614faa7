using System.Numerics;

namespace Cuvee.Mix;

/// <summary>A non-negative decimal as an exact quotient of integers: what a user wrote, with nothing rounded.</summary>
internal readonly record struct Fraction(BigInteger Numerator, BigInteger Denominator)
{
    public static Fraction Of(decimal value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var numerator = ((BigInteger)(uint)bits[2] << 64) | ((BigInteger)(uint)bits[1] << 32) | (uint)bits[0];
        return new Fraction(numerator, BigInteger.Pow(10, value.Scale));
    }

    /// <summary>The integer part of this fraction of a total.</summary>
    public long FloorOf(long total) => (long)BigInteger.Min(long.MaxValue, total * Numerator / Denominator);
}
