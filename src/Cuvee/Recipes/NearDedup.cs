namespace Cuvee.Recipes;

/// <summary>How near-duplicates are removed from each dataset.</summary>
/// <param name="Rule">What makes two records near-duplicates.</param>
/// <param name="WithinSource">Only records of one source are compared.</param>
/// <param name="WithinFamily">Only records of one family are compared.</param>
/// <param name="Against">A source that loses nothing and comes before all others; null for none.</param>
/// <param name="Mark">Where it stands.</param>
public sealed record NearDedup(NearDuplicates Rule, bool WithinSource, bool WithinFamily, string? Against, Mark Mark);
