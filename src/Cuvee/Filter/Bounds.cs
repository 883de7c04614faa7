using Cuvee.Model;
using Cuvee.Recipes;

namespace Cuvee.Filter;

/// <summary>The lower and upper bound that several filters share; a value on a bound is inside.</summary>
internal static class Bounds
{
    /// <summary>Reads <c>min</c> and <c>max</c>: at least one, in order.</summary>
    public static (decimal? Minimum, decimal? Maximum) Of(Arguments arguments)
    {
        var minimum = arguments.Decimal("min");
        var maximum = arguments.Decimal("max");
        if (minimum is null && maximum is null)
        {
            throw new CuveeException("has neither 'min' nor 'max' and would keep everything; add one");
        }

        if (minimum > maximum)
        {
            throw new CuveeException($"has min {minimum} above max {maximum} and would drop everything; swap them");
        }

        return (minimum, maximum);
    }

    public static Verdict Judge(double measured, double? minimum, double? maximum, string low, string high)
    {
        if (measured < minimum)
        {
            return new(low, measured, minimum.Value);
        }

        return measured > maximum ? new(high, measured, maximum.Value) : Verdict.Keep;
    }
}
