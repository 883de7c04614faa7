using System.Collections.Immutable;

namespace Cuvee.Recipes;

/// <summary>The least number of emitted records of each family.</summary>
/// <param name="Families">In the order of the recipe; at least one.</param>
/// <param name="WarnsOnPartial">A family with some records but too few is a warning instead of a failure.</param>
public sealed record CoverageGate(ImmutableArray<FamilyMinimum> Families, bool WarnsOnPartial);
