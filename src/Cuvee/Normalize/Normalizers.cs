using System.Collections.Immutable;
using Cuvee.Normalize.Markup;
using Cuvee.Normalize.Misread;
using Cuvee.Recipes;

namespace Cuvee.Normalize;

/// <summary>The normalizers of a recipe. They run in a fixed order, whatever the recipe's: encoding, markup, line ends, Unicode, trimming.</summary>
public static class Normalizers
{
    private static readonly ImmutableArray<(string Name, string? Option, INormalizer Normalizer)> All =
    [
        (EncodingNormalizer.Name, "repair", new EncodingNormalizer(RepairScope.Damage)),
        (EncodingNormalizer.Name, "repair_all", new EncodingNormalizer(RepairScope.All)),
        (MarkupNormalizer.Name, "text", new MarkupNormalizer(MarkupForm.Text)),
        (MarkupNormalizer.Name, "markdown", new MarkupNormalizer(MarkupForm.Markdown)),
        ("newlines", null, new NewlineNormalizer()),
        ("unicode", null, new UnicodeNormalizer()),
        ("trim", null, new TrimNormalizer()),
    ];

    /// <summary>What they are called in recipes and manifests.</summary>
    public static IEnumerable<string> Names => All.Select(entry => entry.Name).Distinct(StringComparer.Ordinal);

    /// <summary>The normalizers that the rules switch on.</summary>
    public static ImmutableArray<INormalizer> Of(ImmutableArray<NormalizeRule> rules) =>
        [.. All.Where(entry => rules.Any(rule => rule.Name == entry.Name && (entry.Option is null || rule.Option == entry.Option))).Select(entry => entry.Normalizer)];
}
