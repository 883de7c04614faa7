using Cuvee.Model;

namespace Cuvee.Filter;

/// <summary>One number that a filter measures of a record, and the bounds it must keep; a value on a bound is inside.</summary>
/// <param name="Name">What is measured, in the words of a report: <c>duplicate lines</c>.</param>
/// <param name="Reason">Why a record outside is dropped, one of the operator's reasons.</param>
/// <param name="Minimum">Or null for no lower bound.</param>
/// <param name="Maximum">Or null for no upper bound.</param>
public sealed record Limit(string Name, string Reason, double? Minimum = null, double? Maximum = null)
{
    /// <summary>The reason above the upper bound, where it is another.</summary>
    public string HighReason { get; init; } = Reason;

    /// <summary>Drops where the value is outside; NaN, nothing to measure, is inside.</summary>
    internal bool Drops(double value, out Verdict verdict)
    {
        verdict = Bounds.Judge(value, Minimum, Maximum, Reason, HighReason);
        return verdict.Drops;
    }
}
