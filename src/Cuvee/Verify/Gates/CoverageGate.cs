namespace Cuvee.Verify;

/// <summary>
/// Each required family has its least number of emitted records, copies included: then it is present, with fewer it is partial, with none it
/// is missing.
/// </summary>
internal sealed class CoverageGate : IGate
{
    public string Name => "coverage";

    public bool IsAsked(EmittedDataset dataset) => dataset.Dataset.Gates.Coverage is not null;

    public void Check(EmittedDataset dataset, Findings findings) => Check(dataset, dataset.Dataset.Gates.Coverage!, findings);

    /// <summary>Compares the emitted records with the least numbers of a recipe or a contract.</summary>
    internal static void Check(EmittedDataset dataset, Recipes.CoverageGate coverage, Findings findings)
    {
        var emitted = dataset.Ledger.Tally.EmittedBy(cell => cell.Family);
        foreach (var minimum in coverage.Families)
        {
            var count = emitted.GetValueOrDefault(minimum.Family);
            var sentence = $"{minimum.Family} is {(count >= minimum.Minimum ? "present" : count == 0 ? "missing" : "partial")} with {count:N0} of {minimum.Minimum:N0} records";
            if (count >= minimum.Minimum)
            {
                findings.Note(sentence);
                continue;
            }

            findings.Offend(() => minimum.Family);
            if (count > 0 && coverage.WarnsOnPartial) findings.Warn(sentence);
            else findings.Fail(sentence);
        }
    }
}
