using System.Collections.Immutable;

namespace Cuvee.Recipes;

/// <summary>One dataset that the recipe compiles.</summary>
public sealed record Dataset
{
    public required string Name { get; init; }

    public required Mark Mark { get; init; }

    /// <summary>Names of sources, in the order that <c>keep: first</c> follows; at least one, none twice.</summary>
    public required ImmutableArray<string> From { get; init; }

    /// <summary>Null keeps everything.</summary>
    public MixRule? Mix { get; init; }

    public ImmutableArray<Cap> Caps { get; init; } = [];

    public required SplitRule Split { get; init; }

    public required OrderRule Order { get; init; }

    public required Output Output { get; init; }

    public required Gates Gates { get; init; }
}
