namespace Cuvee.Recipes;

/// <summary>The value that a tag has for the records a filter keeps.</summary>
public sealed record TagChoice(FilterCall When, string Then);
