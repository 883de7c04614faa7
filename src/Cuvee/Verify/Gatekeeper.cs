using System.Collections.Immutable;
using Cuvee.Engine;

namespace Cuvee.Verify;

/// <summary>Asks every gate of a dataset's folder.</summary>
internal static class Gatekeeper
{
    /// <summary>The gates in the order in which they are reported.</summary>
    private static readonly ImmutableArray<IGate> Gates =
    [
        new ConservationGate(),
        new StructureGate(),
        new HashGate(),
        new ProvenanceGate(),
        new StatsGate(),
        new SplitGate(),
        new DistributionGate(),
        new LeakageGate(),
        new SupervisedGate(),
        new QuarantineGate(),
        new CoverageGate(),
        new BalanceGate(),
        new LabelsGate(),
        new ClustersGate(),
        new ContaminationGate(),
        new PiiGate(),
        new ToolCallsGate(),
        new LicenceGate(),
    ];

    /// <summary>One result for each gate, in their order. Gates run side by side; each is pure.</summary>
    public static ImmutableArray<GateResult> Run(EmittedDataset dataset)
    {
        ImmutableArray<GateResult> results = [.. Ordered.Map(Gates, dataset.Threads, gate => Ask(gate, dataset))];
        return dataset.IsSealed ? DerivedCheck.Compare(dataset, CatalogueCheck.Compare(dataset, GatesCheck.Compare(dataset, results))) : results;
    }

    private static GateResult Ask(IGate gate, EmittedDataset dataset)
    {
        var findings = new Findings();
        try
        {
            if (!gate.IsAsked(dataset)) return Off(gate.Name);
            gate.Check(dataset, findings);
        }
        catch (MissingEvidenceException missing)
        {
            findings.Fail($"could not be evaluated: {missing.Message}");
        }

        return findings.Result(gate.Name);
    }

    private static GateResult Off(string gate) => new(gate, GateStatus.Off, "not asked for", [], 0);
}
