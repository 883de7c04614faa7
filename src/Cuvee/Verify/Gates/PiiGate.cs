using Cuvee.Engine;
using Cuvee.Pii;

namespace Cuvee.Verify;

/// <summary>
/// No emitted line holds personal data that the recipe replaces or drops records for, and not too many hold what requires review: the lines are
/// looked through again, from their bytes. A file or line that cannot be read fails the gate.
/// </summary>
internal sealed class PiiGate : IGate
{
    public string Name => "pii";

    public bool IsAsked(EmittedDataset dataset) => dataset.Recipe.Pii is not null;

    public void Check(EmittedDataset dataset, Findings findings)
    {
        var rule = dataset.Recipe.Pii!;
        var readBack = dataset.ReadBack;
        if (readBack.Files.Find(file => file.Damage is not null) is { } damaged) throw new MissingEvidenceException($"{damaged.Path} cannot be read to its end");
        var (lines, unread, left, review) = (readBack.Lines.Count, findings.Group(), findings.Group(), new List<LeftInLine>());
        foreach (var found in Search(dataset, rule))
        {
            if (found.Certain < 0) unread.Add(found.Line, readBack.Place);
            else if (found.Certain > 0 && rule.Action != PiiAction.Flag) left.Add(() => Describe(found));
            else review.Add(found);
        }

        unread.Fail(count => $"{count:N0} of {lines:N0} lines cannot be looked through");
        left.Fail(count => $"{count:N0} of {lines:N0} lines hold personal data that the recipe has {(rule.Action == PiiAction.Drop ? "records dropped for" : "replaced")}");
        var share = lines == 0 ? 0 : (decimal)review.Count / lines;
        if (!findings.Judge(share, dataset.Dataset.Gates.Pii!, $"{review.Count:N0} of {lines:N0} lines ({share * 100:0.00} %) require review")) return;
        foreach (var found in review) findings.Offend(() => Describe(found));

        string Describe(LeftInLine found) => $"{readBack.Place(found.Line)} ({found.First})";
    }

    private static List<LeftInLine> Search(EmittedDataset dataset, Recipes.PiiRule rule)
    {
        var found = new List<LeftInLine>();
        dataset.Texts.Search<List<LeftInLine>>(dataset.Threads, () => new EmittedPersonalData(dataset, rule).Search, found.AddRange);
        return found;
    }
}
