using System.Collections.Immutable;

namespace Cuvee.Recipes;

/// <summary>In which proportions the values of one tag are blended.</summary>
public sealed record MixRule
{
    public required Mark Mark { get; init; }

    /// <summary><c>source</c>, <c>family</c> or any tag.</summary>
    public required string By { get; init; }

    /// <summary>In the order of the recipe; at least one, each above 0.</summary>
    public required ImmutableArray<Share> Shares { get; init; }

    /// <summary>The shares were written with % and sum to 100.</summary>
    public required bool IsPercent { get; init; }

    public required MixUnit Unit { get; init; }

    /// <summary>The value that is kept whole and sizes the others, or null.</summary>
    public string? Anchor { get; init; }

    /// <summary>The number of records to reach, or null. With neither anchor nor total the largest feasible mix is made.</summary>
    public long? Total { get; init; }

    public required ShortageRule Shortage { get; init; }

    /// <summary>Under <see cref="ShortageRule.Repeat"/>: the most copies of one record; else 1.</summary>
    public required int MaxRepeat { get; init; }
}
