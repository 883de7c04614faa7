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

    /// <summary>What one check says; one that lacks its evidence has failed.</summary>
    public static GateResult Ask(string gate, Action<Findings> check)
    {
        var findings = new Findings();
        try
        {
            check(findings);
        }
        catch (MissingEvidenceException missing)
        {
            findings.Fail($"could not be evaluated: {missing.Message}");
        }

        return findings.Result(gate);
    }

    private static GateResult Ask(IGate gate, EmittedDataset dataset) => Ask(gate.Name, findings =>
    {
        if (gate.IsAsked(dataset)) gate.Check(dataset, findings);
        else findings.LeaveOff();
    });
}
