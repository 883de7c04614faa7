using System.Collections.Immutable;
using Cuvee.Recipes;

namespace Cuvee.Contracts;

/// <summary>What a dataset must be, whatever recipe made it: written once, and shared by several recipes.</summary>
public sealed record Contract
{
    /// <summary>The file's path as it was given.</summary>
    public required string File { get; init; }

    /// <summary>Families that must be there, with their least numbers of emitted records.</summary>
    public CoverageGate? Families { get; init; }

    /// <summary>Values of a tag that must be there, in one split alone.</summary>
    public ImmutableArray<Holdout> Holdouts { get; init; } = [];

    /// <summary>The licences that records may have.</summary>
    public LicenceGate? Licences { get; init; }

    /// <summary>Members that the metadata of every line must have, none of them null.</summary>
    public ImmutableArray<string> Fields { get; init; } = [];

    /// <summary>The values that the tag <c>pii_status</c> may have; empty when nothing is asked.</summary>
    public ImmutableArray<string> PiiStatuses { get; init; } = [];

    /// <summary>The splits and their parts, holdouts aside; empty when nothing is asked.</summary>
    public ImmutableArray<SplitPart> Split { get; init; } = [];

    /// <summary>How far the share of a split may be from what is asked.</summary>
    public decimal Tolerance { get; init; }

    /// <summary>What no two splits may share: words of <see cref="ContractShape.LeakWords"/>.</summary>
    public ImmutableArray<string> Leaks { get; init; } = [];

    /// <summary>Where each clause stands in the file, by its key.</summary>
    public required ImmutableDictionary<string, Mark> Marks { get; init; }
}
