namespace Cuvee.Verify;

/// <summary>
/// The data files are complete shards of the recipe's splits, every record is in the split that the ledger says, records with a held-out
/// value are in their split alone, and only the first split repeats records.
/// </summary>
internal sealed class SplitGate : IGate
{
    public string Name => "split";

    public void Check(EmittedDataset dataset, Findings findings)
    {
        CheckFiles(dataset, findings);
        CheckRows(dataset, findings);
        CheckHoldouts(dataset, findings);
        findings.Note(string.Join(", ", dataset.Dataset.Split.Parts.Select(part => $"{part.Name} {dataset.ReadBack.Files.Where(file => file.Split == part.Name).Sum(file => (long)file.Lines):N0}")));
    }

    private static void CheckFiles(EmittedDataset dataset, Findings findings)
    {
        var parts = dataset.Dataset.Split.Parts;
        var (foreign, incomplete) = (findings.Group(), findings.Group());
        foreach (var shards in dataset.ReadBack.Files.GroupBy(file => file.Split, StringComparer.Ordinal))
        {
            var files = shards.ToList();
            if (!parts.Any(part => part.Name == shards.Key)) foreach (var file in files) foreign.Add(() => file.Path);
            else
            {
                for (var i = 0; i < files.Count; i++)
                {
                    var name = $"data/{shards.Key}-{i:D5}-of-{files.Count:D5}.{dataset.Dataset.Output.Files}";
                    if (files[i].Path != name) incomplete.Add(() => $"{name} is missing");
                }
            }
        }

        foreign.Fail(count => $"{count:N0} data files belong to no split of the recipe ({string.Join(", ", parts.Select(part => part.Name))})");
        incomplete.Fail(count => $"{count:N0} shards do not have the name that their place among all shards gives");
    }

    private static void CheckRows(EmittedDataset dataset, Findings findings)
    {
        var (ledger, placement, parts) = (dataset.Ledger, dataset.Placement, dataset.Dataset.Split.Parts);
        var isPart = ledger.Splits.Texts.Select(split => parts.Any(part => part.Name == split)).ToArray();
        var first = ledger.Splits.Find(parts[0].Name);
        var (unknown, differing, repeated) = (findings.Group(), findings.Group(), findings.Group());
        for (var row = 0; row < ledger.RowCount; row++)
        {
            if (!ledger.IsKept(row)) continue;
            var split = ledger.KindOf(row).Split;
            if (!isPart[split]) unknown.Add(row, number => $"{ledger.Place(number)} ('{ledger.Splits[ledger.KindOf(number).Split]}')");
            else if (placement.FileOf(row) is { } file && file.Split != ledger.Splits[split]) differing.Add(row, number => $"{ledger.OutputPlace(number)} ({ledger.Splits[ledger.KindOf(number).Split]} in the ledger)");
            if (ledger[row].Copies > 1 && split != first) repeated.Add(row, ledger.Place);
        }

        unknown.Fail(count => $"{count:N0} kept ledger rows are in no split of the recipe");
        differing.Fail(count => $"{count:N0} lines are in another split than the ledger says");
        repeated.Fail(count => $"{count:N0} records are repeated outside {parts[0].Name}");
    }

    /// <summary>A record under several holdouts obeys the first, as the recipe lists them.</summary>
    private static void CheckHoldouts(EmittedDataset dataset, Findings findings)
    {
        var (ledger, placement) = (dataset.Ledger, dataset.Placement);
        var holdouts = dataset.Dataset.Split.Holdouts.Select(holdout => (holdout.Tag, holdout.To, IsMeant: ledger.Where(holdout.Tag, holdout.Values.Contains))).ToArray();
        if (holdouts.Length == 0) return;
        var astray = findings.Group();
        for (var row = 0; row < ledger.RowCount; row++)
        {
            if (!ledger.IsKept(row)) continue;
            var found = FirstOf(row);
            if (found < 0) continue;
            var split = placement.FileOf(row)?.Split ?? ledger.Splits[ledger.KindOf(row).Split];
            if (split != holdouts[found].To) astray.Add(row, number => $"{ledger.OutputPlace(number)} ({holdouts[FirstOf(number)].Tag} belongs to {holdouts[FirstOf(number)].To})");
        }

        astray.Fail(count => $"{count:N0} records with a held-out value are in another split than theirs");

        int FirstOf(int row)
        {
            var first = 0;
            while (first < holdouts.Length && !holdouts[first].IsMeant(row)) first++;
            return first < holdouts.Length ? first : -1;
        }
    }
}
