using System.Collections.Immutable;

namespace Cuvee.Verify;

/// <summary>What a verification found.</summary>
/// <param name="Datasets">In the order of summary.json, behind them those it does not name.</param>
/// <param name="SummaryProblems">Where summary.json differs from a recount; empty for a single dataset.</param>
public sealed record VerificationResult(ImmutableArray<VerifiedDataset> Datasets, ImmutableArray<string> SummaryProblems)
{
    /// <summary>Whether the folder is the output of a build, with a folder for each dataset, and not one dataset.</summary>
    public bool IsBuild { get; init; }

    public bool Passed => SummaryProblems.IsEmpty && Datasets.All(dataset => dataset.Passed);
}

/// <summary>What the gates say of one dataset.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Folder">Where it was looked for.</param>
/// <param name="Gates">In their fixed order.</param>
public sealed record VerifiedDataset(string Name, string Folder, ImmutableArray<GateResult> Gates)
{
    public bool Passed => Gates.All(gate => gate.Status != GateStatus.Failed);
}
