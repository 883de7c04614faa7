using System.Collections.Immutable;

namespace Cuvee.Recipes;

/// <summary>Records with one of these values of the tag are found in one part only.</summary>
/// <param name="Tag"><c>source</c>, <c>family</c> or any tag.</param>
/// <param name="Values">In the order of the recipe; at least one.</param>
/// <param name="To">A part of the split.</param>
/// <param name="Mark">Where it stands.</param>
public sealed record Holdout(string Tag, ImmutableArray<string> Values, string To, Mark Mark);
