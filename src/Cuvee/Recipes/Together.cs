using System.Collections.Immutable;

namespace Cuvee.Recipes;

/// <summary>What keeps records in one part of a split.</summary>
/// <param name="Prompt">Records with the same prompt stay together.</param>
/// <param name="Near">Near-duplicates stay together; null when they may be torn apart.</param>
/// <param name="Fields">Dotted paths of the raw record: records with the same value stay together.</param>
public sealed record Together(bool Prompt, NearDuplicates? Near, ImmutableArray<string> Fields);
