using System.Collections.Immutable;

namespace Cuvee.Inspect;

/// <summary>One top-level field of the raw records.</summary>
/// <param name="Name">As it stands in the file.</param>
/// <param name="Present">Values that have it, null or not.</param>
/// <param name="Presence">As a share of all values, 0..1.</param>
/// <param name="Nulls">Values in which it is null.</param>
/// <param name="NullRate">As a share of those that have it, 0..1.</param>
/// <param name="Types">Counts by JSON type: null, boolean, number, text, list, object.</param>
/// <param name="Used">Values in which a record was made of it; 0 for a field that no format uses.</param>
/// <param name="MeanCharacters">Of its texts; 0 when there are none.</param>
/// <param name="Example">The beginning of the first value that is not null, in one line; null when all are.</param>
/// <param name="Constant">The text that nearly all values are; null where they differ.</param>
public sealed record ColumnSummary(
    string Name,
    long Present,
    double Presence,
    long Nulls,
    double NullRate,
    ImmutableArray<KeyValuePair<string, long>> Types,
    long Used,
    double MeanCharacters,
    string? Example,
    string? Constant);
