using System.Collections.Immutable;

namespace Cuvee.Recipes;

/// <summary>What the configurable gates check.</summary>
public sealed record Gates
{
    /// <summary>Null when it was not asked for.</summary>
    public CoverageGate? Coverage { get; init; }

    /// <summary>Empty when it was not asked for.</summary>
    public ImmutableArray<BalanceGate> Balance { get; init; } = [];

    /// <summary>Null when it was not asked for.</summary>
    public LabelsGate? Labels { get; init; }

    /// <summary>The largest share of a source's records that may be dropped as near-duplicates of one record; looked at where near-duplicates are dropped.</summary>
    public required Threshold? Clusters { get; init; }

    /// <summary>The fraction of emitted lines with personal data that requires review; null where the recipe has no rule about it.</summary>
    public required Threshold? Pii { get; init; }

    /// <summary>Null when it was not asked for.</summary>
    public ToolCallsGate? ToolCalls { get; init; }

    /// <summary>Null when it was not asked for.</summary>
    public LicenceGate? Licence { get; init; }

    /// <summary>The quarantined fraction of the records read; always on.</summary>
    public required Threshold Quarantine { get; init; }
}
