using Cuvee.Recipes;
using Cuvee.Similarity;
using Cuvee.Split;

namespace Cuvee.Verify;

/// <summary>
/// The splits have the sizes that the recipe asks, holdouts aside: each share within the larger of one point and four sigma over the
/// components that fall as wholes, or, under <c>sizes: exact</c>, cut as near to the exact count as components allow. Components are found
/// again from emitted prompts, from the groups that the ledger says the lines are of and, where these do not explain the sizes, from near-duplicates.
/// </summary>
internal sealed class DistributionGate : IGate
{
    /// <summary>The tolerance of the contract: one point of a hundred, or four standard deviations.</summary>
    private const double Point = 0.01;
    private const double Sigmas = 4;

    public string Name => "distribution";

    public void Check(EmittedDataset dataset, Findings findings)
    {
        var rule = dataset.Dataset.Split;
        if (rule.Parts.Length == 1)
        {
            findings.Note($"there is one split, {rule.Parts[0].Name}");
            return;
        }

        var components = Prompts(dataset);
        for (var field = 0; field < rule.Together.Fields.Length; field++) components.JoinEqual(dataset.Groups.OfField(field));
        var free = new FreeRecords(dataset, components);
        var problems = Problems(dataset, free);
        if (problems.Count > 0 && rule.Together.Near is { } near)
        {
            // Only now, since finding near-duplicates again takes longer than all the rest
            JoinNear(dataset, near, components);
            free = new FreeRecords(dataset, components);
            problems = Problems(dataset, free);
        }

        if (free.Count == 0)
        {
            findings.Note("every record is held out");
            return;
        }

        foreach (var problem in problems) findings.Fail(problem);
        var total = rule.Parts.Sum(part => part.Part);
        var shares = rule.Parts.Select((part, i) => $"{part.Name} {(double)free.InPart[i] / free.Count * 100:0.00} % of {part.Part / total * 100:0.##} %");
        findings.Note($"{string.Join(", ", shares)} over {free.ComponentCount:N0} groups of {free.Count:N0} records");
    }

    private static Components Prompts(EmittedDataset dataset)
    {
        var components = new Components(dataset.ReadBack.Lines.Count);
        if (!dataset.Dataset.Split.Together.Prompt) return components;
        foreach (var run in dataset.PromptRuns.Shared()) JoinRun(dataset, run.Span, components);
        return components;
    }

    /// <summary>Joins lines of equal prompts; others may share the beginning of a hash with them.</summary>
    private static void JoinRun(EmittedDataset dataset, ReadOnlySpan<int> lines, Components components)
    {
        var firsts = new List<int>();
        foreach (var line in lines)
        {
            var first = firsts.FindIndex(first => dataset.PromptRuns.HaveSamePrompt(line, first));
            if (first < 0) firsts.Add(line);
            else components.Join(firsts[first], line);
        }
    }

    private static void JoinNear(EmittedDataset dataset, NearDuplicates near, Components components)
    {
        var texts = dataset.Texts;
        var options = NearOptions.For(near.Similarity, dataset.Threads);
        NearComponents.Join(() => new EmittedSignatures(new EmittedShingles(texts, near), options.Banding), options, components);
    }

    private static List<string> Problems(EmittedDataset dataset, FreeRecords free) =>
        free.Count == 0 ? [] : [.. dataset.Dataset.Split.IsExact ? Exact(dataset, free) : Approximate(dataset, free)];

    private static IEnumerable<string> Approximate(EmittedDataset dataset, FreeRecords free)
    {
        var parts = dataset.Dataset.Split.Parts;
        var total = parts.Sum(part => part.Part);
        for (var i = 0; i < parts.Length; i++)
        {
            var asked = (double)(parts[i].Part / total);
            var found = (double)free.InPart[i] / free.Count;
            var allowed = Math.Max(Point, Sigmas * Math.Sqrt(asked * (1 - asked) * free.SumOfSquares) / free.Count);
            if (Math.Abs(found - asked) > allowed) yield return $"{parts[i].Name} has {found * 100:0.00} % of {free.Count:N0} records, {asked * 100:0.##} % were asked, within {allowed * 100:0.00} points";
        }
    }

    /// <summary>A cut between components lies at most half of the largest one away from the exact count.</summary>
    private static IEnumerable<string> Exact(EmittedDataset dataset, FreeRecords free)
    {
        var parts = dataset.Dataset.Split.Parts;
        var exact = new Mix.Shares(parts.Select(part => part.Part).ToArray()).Apportion(free.Count);
        long asked = 0, found = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            asked += exact[i];
            found += free.InPart[i];
            if (2 * Math.Abs(found - asked) > free.LargestComponent) yield return $"the splits up to {parts[i].Name} have {found:N0} records, {asked:N0} were asked exactly";
        }
    }
}
