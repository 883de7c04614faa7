using System.Collections.Immutable;

namespace Cuvee.Split;

/// <summary>What a recipe asks of a split.</summary>
/// <param name="Where">Begins every error, such as <c>recipe.yaml:40:7</c>.</param>
/// <param name="Parts">In the recipe's order; at least one has a positive size.</param>
public sealed record SplitRequest(string Where, ImmutableArray<SplitPart> Parts)
{
    public SplitSizes Sizes { get; init; }

    /// <summary>What belongs together with a held-out record is dropped; else it goes with it.</summary>
    public bool DropsTouching { get; init; }

    /// <summary>Names a record in an error, such as <c>data/veran.jsonl:17</c>; without it, by its index.</summary>
    public Func<int, string> Describe { get; init; } = record => $"record {record}";
}
