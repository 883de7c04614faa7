using Cuvee.Engine;

namespace Cuvee.Verify;

/// <summary>How a ledger row says that its record ended; empty texts where it has null.</summary>
internal sealed record LedgerOutcome(string State, string Stage, string Reason)
{
    public bool IsKept { get; } = State == Stages.Kept;

    public bool IsQuarantined { get; } = State == Stages.Quarantined;
}
