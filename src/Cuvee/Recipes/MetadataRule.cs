using System.Collections.Immutable;

namespace Cuvee.Recipes;

/// <summary>Which metadata goes into each emitted row.</summary>
/// <param name="IsFull">One object of all fixed fields.</param>
/// <param name="Renames">Else these alone, in the order of the recipe; empty for none.</param>
public sealed record MetadataRule(bool IsFull, ImmutableArray<MetadataField> Renames)
{
    /// <summary>The fixed fields, in the order of the full object.</summary>
    public static readonly ImmutableArray<string> FixedFields =
        ["id", "source", "family", "tags_json", "license", "pii_status", "content_hash", "split", "file", "line", "extra_json"];
}
