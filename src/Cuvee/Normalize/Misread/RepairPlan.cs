namespace Cuvee.Normalize.Misread;

/// <summary>What a repair did to one text, in the order of the text.</summary>
/// <param name="Steps">The stretches that changed; empty when the text stayed as it was.</param>
/// <param name="ReplacementCharacters">How many U+FFFD the text holds. What they replaced is lost, so they stay.</param>
/// <param name="IsExplanation">Whether damage was left alone because the text quotes or explains it.</param>
public sealed record RepairPlan(IReadOnlyList<RepairStep> Steps, int ReplacementCharacters, bool IsExplanation)
{
    /// <summary>The plan of a text in which nothing was found.</summary>
    public static readonly RepairPlan Nothing = new([], 0, false);
}
