namespace Cuvee.Recipes;

/// <summary>A fixed field under the name it is emitted with.</summary>
public sealed record MetadataField(string EmittedName, string Field);
