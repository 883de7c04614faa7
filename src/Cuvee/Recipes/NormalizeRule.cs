namespace Cuvee.Recipes;

/// <summary>One rule of <c>normalize</c>: <c>unicode</c> with the option <c>nfc</c>, <c>trim</c> with <c>true</c>.</summary>
public sealed record NormalizeRule(string Name, string Option);
