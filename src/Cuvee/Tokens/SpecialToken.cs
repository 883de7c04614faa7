namespace Cuvee.Tokens;

/// <summary>A text that is one token wherever it stands.</summary>
/// <param name="Text">The text; of several that begin at one place the longest counts.</param>
/// <param name="TakesSpaceBefore">White space before it is part of it.</param>
/// <param name="TakesSpaceBehind">White space behind it is part of it.</param>
/// <param name="IsSingleWord">Only where no letter, number or underscore stands beside it.</param>
/// <param name="IsNormalized">It is looked for in the text after its rules, not before.</param>
internal sealed record SpecialToken(string Text, bool TakesSpaceBefore = false, bool TakesSpaceBehind = false, bool IsSingleWord = false, bool IsNormalized = false);
