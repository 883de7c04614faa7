namespace Cuvee.Decontaminate;

/// <summary>
/// What a search for n-grams cannot see, with what was measured on the labelled fixture of this project (docs/decontamination.md; a test measures it again).
/// Every report says so: that nothing was found does not mean that nothing is there.
/// </summary>
public static class SearchLimits
{
    /// <summary>Share of the fixture's copies, edited lightly or formatted otherwise, that are found.</summary>
    public const double RecallOfCopies = 1;

    /// <summary>Share of its rephrased items that are found.</summary>
    public const double RecallOfRephrased = 0;

    /// <summary>Share of its translated items that are found.</summary>
    public const double RecallOfTranslated = 0;

    /// <summary>Share of its items with about every sixth word changed that are found.</summary>
    public const double RecallOfHeavilyEdited = 0;

    /// <summary>The limits in one sentence.</summary>
    public static string Sentence => FormattableString.Invariant(
        $"An n-gram search finds copies, not meanings: of this project's labelled fixture it finds {RecallOfCopies:P0} of the copies and light edits, {RecallOfHeavilyEdited:P0} of the heavily edited, {RecallOfRephrased:P0} of the rephrased and {RecallOfTranslated:P0} of the translated items");
}
