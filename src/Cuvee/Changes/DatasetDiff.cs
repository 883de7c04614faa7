using System.Collections.Immutable;

namespace Cuvee.Changes;

/// <summary>How one dataset differs from another.</summary>
public sealed record DatasetDiff
{
    /// <summary>Of the second; of the first where the second lacks it.</summary>
    public required string Name { get; init; }

    /// <summary>Whether the emitted lines are the same, in the same order and files.</summary>
    public required bool IsSame { get; init; }

    /// <summary>False where only one of the two outputs has it; nothing else is known then.</summary>
    public bool IsInFirst { get; init; } = true;

    /// <inheritdoc cref="IsInFirst"/>
    public bool IsInSecond { get; init; } = true;

    /// <summary>Where the recipes differ, in what concerns this dataset.</summary>
    public ImmutableArray<RecipeChange> Recipe { get; init; } = [];

    /// <summary>Operators and libraries that differ, a clause each.</summary>
    public ImmutableArray<string> Operators { get; init; } = [];

    /// <summary>Files that differ, a clause each.</summary>
    public ImmutableArray<string> Inputs { get; init; } = [];

    /// <summary>By kind and cause, the largest first.</summary>
    public ImmutableArray<DiffGroup> Groups { get; init; } = [];

    /// <summary>The same records, but their lines stand in another order or in other files.</summary>
    public bool IsReordered => IsInFirst && IsInSecond && !IsSame && Groups.IsEmpty;

    /// <summary>Records of a kind.</summary>
    public long Count(DiffKind kind) => Groups.Where(group => group.Kind == kind).Sum(group => group.Count);
}
