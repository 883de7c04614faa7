using System.Collections.Immutable;
using Cuvee.Recipes;

namespace Cuvee.Normalize;

/// <summary>The normalizers of a recipe. They run in a fixed order, whatever the recipe's: line ends, Unicode, trimming.</summary>
public static class Normalizers
{
    private static readonly ImmutableArray<(string Name, INormalizer Normalizer)> All =
    [
        ("newlines", new NewlineNormalizer()),
        ("unicode", new UnicodeNormalizer()),
        ("trim", new TrimNormalizer()),
    ];

    /// <summary>The normalizers that the rules switch on.</summary>
    public static ImmutableArray<INormalizer> Of(ImmutableArray<NormalizeRule> rules) =>
        [.. All.Where(entry => rules.Any(rule => rule.Name == entry.Name)).Select(entry => entry.Normalizer)];
}
