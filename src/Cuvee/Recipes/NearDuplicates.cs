namespace Cuvee.Recipes;

/// <summary>What makes two records near-duplicates: sets of word n-grams whose Jaccard similarity reaches a threshold.</summary>
/// <param name="Similarity">From which similarity on, above 0 and at most 1.</param>
/// <param name="ShingleWords">Words of an n-gram.</param>
/// <param name="On">Which words.</param>
public sealed record NearDuplicates(decimal Similarity, int ShingleWords, NearText On)
{
    /// <summary>Below this the bands of a signature would have to be so short that unrelated records meet in them.</summary>
    public const decimal LeastSimilarity = 0.3m;
}
