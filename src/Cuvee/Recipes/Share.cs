namespace Cuvee.Recipes;

/// <summary>One value of a mix and its part, exactly as written.</summary>
public sealed record Share(string Value, decimal Part, Mark Mark);
