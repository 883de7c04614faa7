namespace Cuvee.Recipes;

/// <summary>The least number of emitted records of a family.</summary>
public sealed record FamilyMinimum(string Family, long Minimum, Mark Mark);
