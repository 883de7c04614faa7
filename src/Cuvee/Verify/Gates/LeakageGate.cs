using System.Globalization;
using Cuvee.Report;

namespace Cuvee.Verify;

/// <summary>
/// No content, no prompt and, where the recipe keeps them together, no near-duplicate stands in two splits, by what the emitted lines hold; and
/// split-proof.json says what these say.
/// </summary>
internal sealed class LeakageGate : IGate
{
    public string Name => "leakage";

    public void Check(EmittedDataset dataset, Findings findings)
    {
        var readBack = dataset.ReadBack;
        var splits = readBack.Files.Select(file => file.Split).Distinct(StringComparer.Ordinal).ToList();
        if (splits.Count < 2)
        {
            findings.Note("there is one split");
            CheckProof(dataset, findings);
            return;
        }

        var (contents, prompts) = (findings.Group(), findings.Group());
        foreach (var run in dataset.PromptRuns.Shared()) CheckRun(dataset, run.Span, contents, prompts);
        contents.Fail(count => $"{count:N0} lines have the content of a line of another split");
        prompts.Fail(count => $"{count:N0} lines have the prompt of a line of another split");
        var near = CheckNear(dataset, findings);
        findings.Note($"no content or prompt of {readBack.Lines.Count:N0} lines is in two of {splits.Count} splits{near}");
    }

    /// <summary>Near-duplicates across the splits, found without signatures.</summary>
    private static string CheckNear(EmittedDataset dataset, Findings findings)
    {
        CheckProof(dataset, findings);
        if (dataset.Comparison is not { } comparison) return string.Empty;
        var readBack = dataset.ReadBack;
        var similarity = Recipes.Numbers.Text(comparison.Rule.Similarity);
        if (comparison.PairCount > 0) findings.Fail($"{comparison.PairCount:N0} pairs of lines in two splits are near-duplicates (similarity {similarity} or more)");
        foreach (var pair in comparison.Pairs) findings.Offend(() => string.Create(CultureInfo.InvariantCulture, $"{readBack.Place(pair.Other)} and {readBack.Place(pair.Position)} ({pair.Similarity:0.###})"));
        var nearest = comparison.Nearest.Select(neighbour => neighbour.Similarity).DefaultIfEmpty().Max();
        var closest = nearest > 0 ? string.Create(CultureInfo.InvariantCulture, $"the nearest pair has {nearest:0.###}") : string.Create(CultureInfo.InvariantCulture, $"no pair reaches {comparison.Floor}");
        return $", nor a near-duplicate of similarity {similarity}; {closest}";
    }

    /// <summary>split-proof.json against the same comparison.</summary>
    private static void CheckProof(EmittedDataset dataset, Findings findings)
    {
        var found = new Evidence<byte[]>(SplitProofFile.Name, () => File.ReadAllBytes(dataset.Existing(SplitProofFile.Name))).Value;
        if (!found.AsSpan().SequenceEqual(SplitProofFile.Bytes(dataset.ReadBack, dataset.Comparison))) findings.Fail($"{SplitProofFile.Name} is not what the emitted lines give");
    }

    /// <summary>Lines of one run against the first of them: each line of another split is an offender.</summary>
    private static void CheckRun(EmittedDataset dataset, ReadOnlySpan<int> lines, Offences contents, Offences prompts)
    {
        var readBack = dataset.ReadBack;
        var first = lines[0];
        var split = readBack.Files[readBack.FileOf(first)].Split;
        foreach (var line in lines[1..])
        {
            if (readBack.Files[readBack.FileOf(line)].Split == split) continue;
            var (content, other) = (readBack.Lines[first].Content, readBack.Lines[line].Content);
            if (!content.IsNone && content == other) contents.Add(line, number => $"{readBack.Place(first)} and {readBack.Place(number)}");
            else if (dataset.PromptRuns.HaveSamePrompt(first, line)) prompts.Add(line, number => $"{readBack.Place(first)} and {readBack.Place(number)}");
        }
    }
}
