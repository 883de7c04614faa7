namespace Cuvee.Recipes;

/// <summary>A part of a split; 0 receives holdouts alone.</summary>
public sealed record SplitPart(string Name, decimal Part, Mark Mark);
