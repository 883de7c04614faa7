using System.Collections.Immutable;

namespace Cuvee.Inspect;

/// <summary>What some files are, one by one and together.</summary>
/// <param name="Files">In reading order.</param>
/// <param name="Total">All records of all files; duplicates are counted across files.</param>
/// <param name="Sources">How a recipe could read them.</param>
/// <param name="Sample">Records to look at, the smallest rank first.</param>
public sealed record InspectionReport(
    ImmutableArray<FileSummary> Files, ContentSummary Total, ImmutableArray<SuggestedSource> Sources, ImmutableArray<SampledRecord> Sample)
{
    /// <summary>Of all records of all files; null where nobody asked.</summary>
    public QualitySummary? Quality { get; init; }

    public IEnumerable<FileSummary> Damaged => Files.Where(file => file.Damage is not null);

    /// <summary>True when there was nothing to read but damage.</summary>
    public bool IsAllDamaged => Files.All(file => file.Damage is not null);
}
