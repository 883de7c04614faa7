using System.Collections.Immutable;
using Cuvee.Report;

namespace Cuvee.Verify;

/// <summary>
/// report.html and croissant.json against what the other files of the folder give, byte by byte. They hold what the gates said, so no gate can
/// look at them; what differs fails the stats gate afterwards, unless the hash gate or any that the build had passed failed: then the folder is not
/// as it was built, and what is derived from it must differ.
/// </summary>
internal static class DerivedCheck
{
    private const string Bearer = "stats";

    public static ImmutableArray<GateResult> Compare(EmittedDataset dataset, ImmutableArray<GateResult> results)
    {
        if (results.Any(result => result.Status == GateStatus.Failed && (result.Name == "hash" || !WasSaid(dataset, result)))) return results;
        var differences = Differences(dataset);
        if (differences.IsEmpty) return results;
        var stats = results.First(result => result.Name == Bearer);
        return results.Replace(stats, stats with { Status = GateStatus.Failed, Message = differences[0], Offenders = differences, OffenderCount = differences.Length });
    }

    private static ImmutableArray<string> Differences(EmittedDataset dataset)
    {
        try
        {
            return [.. DerivedFiles.Differences(dataset)];
        }
        catch (MissingEvidenceException missing)
        {
            return [$"could not be evaluated: {missing.Message}"];
        }
    }

    private static bool WasSaid(EmittedDataset dataset, GateResult result)
    {
        try
        {
            var failed = GatesFile.Word(GateStatus.Failed);
            return dataset.GatesDocument.List("gates").Any(gate => gate.Text("name") == result.Name && gate.Text("status") == failed);
        }
        catch (MissingEvidenceException)
        {
            return false;
        }
    }
}
