namespace Cuvee.Recipes;

/// <summary>The part of the recipe's shape that describes near-duplicates: the same numbers for removing them and for keeping them in one part.</summary>
internal static class NearShape
{
    // Lee et al. 2022, "Deduplicating Training Data Makes Language Models Better": 0.8 over 5-grams
    private const string DefaultSimilarity = "0.8";

    private static readonly Key[] Rule =
    [
        new(
            "similarity",
            new ScalarShape(ScalarKind.Share) { Minimum = NearDuplicates.LeastSimilarity, Maximum = 1 },
            "The Jaccard similarity from which on two records are near-duplicates, computed exactly.",
            "0.95") { Default = DefaultSimilarity },
        new("n", new ScalarShape(ScalarKind.Integer) { Minimum = 1, Maximum = 32 }, "Words of an n-gram; a text with fewer is one n-gram.", "8") { Default = "5" },
        new(
            "on",
            ScalarShape.Word("prompt", "answer", "conversation", "text"),
            "Which words: the turns before the last assistant turn without system (`prompt`), the last assistant turn (`answer`), all turns "
            + "with tool calls (`conversation`), or the texts of all turns (`text`).",
            "prompt") { Default = "conversation" },
    ];

    public static readonly ObjectShape Dedup = new(
    [
        .. Rule,
        new(
            "within",
            new ListShape(ScalarShape.Word("source", "family")) { MayBeSingle = true, MayBeEmpty = true },
            "Compares only records of the same source, of the same family, or both.",
            "[source]") { DefaultWords = "all are compared" },
        new(
            "against",
            ScalarShape.Text,
            "A source that loses nothing and comes first: what resembles one of its records is dropped from the others. It need not be in `from`.",
            "released") { DefaultWords = "none" },
    ]);

    public static readonly ObjectShape Together = new([new("near_duplicates", new ObjectShape([.. Rule]), "What makes two records near-duplicates.", "{ similarity: 0.7 }") { IsRequired = true }]);
}
