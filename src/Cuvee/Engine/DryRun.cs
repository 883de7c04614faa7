using Cuvee.Recipes;

namespace Cuvee.Engine;

/// <summary>The counts that a decision would give, for a build that writes nothing.</summary>
internal static class DryRun
{
    public static DatasetResult Of(Dataset dataset, Decision decision, Outcomes outcomes)
    {
        var dropped = new SortedDictionary<string, SortedDictionary<string, long>>(StringComparer.Ordinal);
        long kept = 0, quarantined = 0;
        foreach (var outcome in decision.Outcome)
        {
            var (stage, reason) = outcomes[outcome];
            if (outcome == Outcomes.Alive) kept++;
            else if (stage == Stages.Read) quarantined++;
            else
            {
                if (!dropped.TryGetValue(stage, out var reasons)) dropped.Add(stage, reasons = new(StringComparer.Ordinal));
                reasons[reason] = reasons.GetValueOrDefault(reason) + 1;
            }
        }

        var splits = dataset.Split.Parts.Select((part, i) => KeyValuePair.Create(part.Name, (long)decision.Lines[i].Length));
        var counts = new DatasetCounts(decision.Outcome.Length, quarantined, dropped, kept, decision.Lines.Sum(lines => (long)lines.Length), [.. splits]);
        return new DatasetResult(dataset.Name, counts, [], null);
    }
}
