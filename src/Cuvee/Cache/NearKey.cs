using Cuvee.Recipes;

namespace Cuvee.Cache;

/// <summary>The key under which is kept what a search for near-duplicates found: everything that it depends on but the texts.</summary>
internal static class NearKey
{
    /// <summary>The word of its first line, by which such an entry is told from others.</summary>
    public const string Word = "near";

    /// <summary>The key.</summary>
    public static string Of(Recipe recipe, Dataset dataset, NearDedup near)
    {
        var key = KeyText.OfFindings(Word, recipe, dataset);
        key.Add($"similarity {near.Rule.Similarity}, on {near.Rule.On}, n {near.Rule.ShingleWords}");
        return key.ToString();
    }
}
