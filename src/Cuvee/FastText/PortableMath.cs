namespace Cuvee.FastText;

/// <summary>
/// Exponential and logarithm by additions, multiplications and divisions alone, which round the same on every machine; those of the system's library need not.
/// Both are within a few units of the last of 53 bits, far beyond the 24 bits of the numbers they are used for.
/// </summary>
internal static class PortableMath
{
    private const double Log2OfE = 1.4426950408889634;

    // The logarithm of 2 in two parts: the first has so few bits that its product with an exponent is exact
    private const double Log2High = 0.693147180369123816490;
    private const double Log2Low = 1.90821492927058770002e-10;

    /// <summary>Below it the result is not told from 0 as a number of 32 bits.</summary>
    private const double Lowest = -700;

    /// <summary>e to the power of x; 0 below -700 and infinity above 700.</summary>
    public static double Exp(double x)
    {
        if (x < Lowest) return 0;
        if (x > -Lowest) return double.PositiveInfinity;
        var exponent = Math.Floor((x * Log2OfE) + 0.5);
        var rest = x - (exponent * Log2High) - (exponent * Log2Low);
        // Taylor's series: |rest| is at most half the logarithm of 2, so the 14th term is below 1e-17
        var sum = 1.0;
        for (var term = 13; term >= 1; term--) sum = 1 + (rest / term * sum);
        return sum * BitConverter.Int64BitsToDouble(((long)exponent + 1023) << 52);
    }

    /// <summary>The natural logarithm of a normal number above 0.</summary>
    public static double Log(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (int)(bits >> 52) - 1023;
        var mantissa = BitConverter.Int64BitsToDouble((bits & 0xF_FFFF_FFFF_FFFF) | (1023L << 52));
        if (mantissa > 1.4142135623730951) (mantissa, exponent) = (mantissa / 2, exponent + 1);
        // log m = 2 artanh((m - 1) / (m + 1)); |s| is at most 0.1716, so the 12th term is below 1e-18
        var s = (mantissa - 1) / (mantissa + 1);
        var square = s * s;
        var sum = 0.0;
        for (var power = 23; power >= 1; power -= 2) sum = (sum * square) + (1.0 / power);
        return (exponent * Log2High) + ((2 * s * sum) + (exponent * Log2Low));
    }
}
