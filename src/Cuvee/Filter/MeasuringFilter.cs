using System.Collections.Immutable;
using Cuvee.Model;

namespace Cuvee.Filter;

/// <summary>
/// A filter that is nothing but numbers measured of the text and limits for them. The numbers can be asked for alone, so that a person can see how they are
/// spread before choosing limits. Takes time linear in the text, and makes no garbage once its thread's buffers have grown.
/// </summary>
public abstract class MeasuringFilter(ImmutableArray<Limit> limits) : IFilter
{
    /// <summary>In the order in which they are compared: the first that is broken is the reason.</summary>
    public ImmutableArray<Limit> Limits { get; } = limits;

    /// <summary>Writes one number for each limit, in their order; NaN where the record has nothing to measure, which keeps it.</summary>
    /// <param name="record">Normalized.</param>
    /// <param name="values">As many as there are limits.</param>
    public abstract void Measure(Record record, Span<double> values);

    public Verdict Judge(Record record)
    {
        Span<double> values = stackalloc double[Limits.Length];
        Measure(record, values);
        return Judge(values);
    }

    /// <summary>The verdict on numbers that were measured before.</summary>
    public Verdict Judge(ReadOnlySpan<double> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (Limits[i].Drops(values[i], out var verdict)) return verdict;
        }

        return Verdict.Keep;
    }
}
