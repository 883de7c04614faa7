namespace Cuvee.Inspect;

/// <summary>How long something is over all records. Smallest, mean and largest are exact; median and 95th percentile within 0.8 %, exact below 256.</summary>
public sealed record LengthSummary(long Min, long Median, double Mean, long P95, long Max);
