using System.Collections.Immutable;

namespace Cuvee.Inspect;

/// <summary>What the measuring filters, with their defaults, make of records as they stand in the files, not normalized.</summary>
/// <param name="Measures">In the order of the operator table, and within a filter in the order in which its limits are compared.</param>
/// <param name="Dropped">By filter, how many records it would drop; those that drop none, too.</param>
public sealed record QualitySummary(ImmutableArray<MeasureSummary> Measures, ImmutableArray<KeyValuePair<string, long>> Dropped);
