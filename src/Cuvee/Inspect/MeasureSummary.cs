using System.Collections.Immutable;

namespace Cuvee.Inspect;

/// <summary>How one number that a filter measures is spread over records: to choose a threshold by.</summary>
/// <param name="Filter">The filter's name.</param>
/// <param name="Measure">What it measures.</param>
/// <param name="Measured">Records that have it: others are too short, or lack what is measured.</param>
/// <param name="Spread">min, p5, p50, p95 and max, in this order, to four decimals; the three percentiles within 0.8 %. Empty when nothing was measured.</param>
/// <param name="Minimum">The filter's lower bound by default, or null.</param>
/// <param name="Maximum">The filter's upper bound by default, or null.</param>
/// <param name="Outside">Records outside these bounds.</param>
public sealed record MeasureSummary(
    string Filter, string Measure, long Measured, ImmutableArray<KeyValuePair<string, double>> Spread, double? Minimum, double? Maximum, long Outside);
