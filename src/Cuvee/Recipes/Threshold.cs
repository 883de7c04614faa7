namespace Cuvee.Recipes;

/// <summary>A gate warns above one fraction and fails above another; null never does.</summary>
public sealed record Threshold(decimal? Warn, decimal? Error);
