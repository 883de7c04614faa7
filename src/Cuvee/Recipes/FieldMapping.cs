namespace Cuvee.Recipes;

/// <summary>One entry of a source's <c>map</c>.</summary>
/// <param name="Target">What it is read as: <c>user</c>, <c>assistant</c>, <c>label</c>, ...</param>
/// <param name="Path">Dotted path of the column in the raw record.</param>
public sealed record FieldMapping(string Target, string Path);
