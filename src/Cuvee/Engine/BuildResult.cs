using System.Collections.Immutable;
using Cuvee.Report;
using Cuvee.Verify;

namespace Cuvee.Engine;

/// <summary>What a build made.</summary>
/// <param name="Out">The output folder.</param>
/// <param name="Datasets">In the recipe's order.</param>
public sealed record BuildResult(string Out, ImmutableArray<DatasetResult> Datasets)
{
    public bool Passed => Datasets.All(dataset => dataset.Passed);

    /// <summary>Whether everything was as the last build left it, so that nothing was written.</summary>
    public bool IsUnchanged { get; init; }

    /// <summary>Input files that were not read again, since an earlier build had read them.</summary>
    public int ReusedFiles { get; init; }

    /// <summary>Input files of the sources that were needed; 0 where nothing was to be reused.</summary>
    public int Files { get; init; }
}

/// <summary>What became of one dataset.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Counts">Read, dropped, kept, emitted.</param>
/// <param name="Gates">What the gates said; empty for a dry run.</param>
/// <param name="ContentDigest">Digest of the emitted lines; null for a dry run.</param>
public sealed record DatasetResult(string Name, DatasetCounts Counts, ImmutableArray<GateResult> Gates, string? ContentDigest)
{
    public bool Passed => Gates.All(gate => gate.Status != GateStatus.Failed);
}

/// <summary>The counts of a dataset, from its ledger.</summary>
/// <param name="Read">Input records, the quarantined ones included.</param>
/// <param name="Quarantined">Those that could not be read.</param>
/// <param name="Dropped">By stage and reason.</param>
/// <param name="Kept">Records.</param>
/// <param name="Emitted">Lines.</param>
/// <param name="Splits">Lines of each split, in the recipe's order.</param>
public sealed record DatasetCounts(
    long Read, long Quarantined, SortedDictionary<string, SortedDictionary<string, long>> Dropped, long Kept, long Emitted, ImmutableArray<KeyValuePair<string, long>> Splits);
