using System.Collections.Immutable;

namespace Cuvee.Changes;

/// <summary>Records that differ in the same way for the same cause.</summary>
/// <param name="Kind">What became of them.</param>
/// <param name="Outcome">In words: what the dataset that lacks them says of them, the two splits, or what changed.</param>
/// <param name="Cause">Why.</param>
/// <param name="Detail">What proves it; empty where no cause is found.</param>
/// <param name="Count">Input records.</param>
/// <param name="Examples">The first few.</param>
public sealed record DiffGroup(DiffKind Kind, string Outcome, DiffCause Cause, string Detail, long Count, ImmutableArray<DiffExample> Examples);
