using System.Collections.Immutable;

namespace Cuvee.Changes;

/// <summary>How many records differ alike in all that causes depend on.</summary>
/// <param name="Kind">What became of them.</param>
/// <param name="First">In the first ledger; null where it lacks them.</param>
/// <param name="Second">In the second ledger; null where it lacks them.</param>
/// <param name="IsSameContent">The contents are the same.</param>
/// <param name="IsSamePlace">They were read from the same places.</param>
/// <param name="IsSameCopies">They have as many copies.</param>
/// <param name="Other">What the keeping side says of the duplicate that decided.</param>
/// <param name="Count">Records.</param>
/// <param name="Examples">The first few.</param>
internal sealed record DiffCell(
    DiffKind Kind, DiffSide? First, DiffSide? Second, bool IsSameContent, bool IsSamePlace, bool IsSameCopies, OtherRecord Other, long Count, ImmutableArray<DiffExample> Examples);
