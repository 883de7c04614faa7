using System.Collections.Immutable;

namespace Cuvee.Recipes;

/// <summary>Where a record's quality is found and how it is brought to 0..1.</summary>
/// <param name="Fields">Dotted paths; the first that holds a number wins.</param>
/// <param name="From">The value that becomes 0.</param>
/// <param name="To">The value that becomes 1; differs from <paramref name="From"/>, and is below it on scales where less is better.</param>
/// <param name="Default">The score, in 0..1, of a record without one; null leaves it without.</param>
public sealed record ScoreRule(ImmutableArray<string> Fields, decimal From, decimal To, decimal? Default);
