namespace Cuvee.Recipes;

/// <summary>No value of the tag may have more than this fraction (above 0, at most 1) of the emitted total.</summary>
public sealed record Cap(string Tag, decimal Share, Mark Mark);
