namespace Cuvee.Recipes;

/// <summary>How duplicates are removed from each dataset.</summary>
/// <param name="Exact">Null when exact duplicates stay.</param>
/// <param name="Near">Null when near-duplicates stay.</param>
/// <param name="Keep">Which of the duplicates stays.</param>
public sealed record DedupRule(ExactDedup? Exact, NearDedup? Near, KeepRule Keep);
