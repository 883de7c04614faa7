using System.Globalization;
using System.Runtime.InteropServices;
using Cuvee.Model;
using Cuvee.Report;

namespace Cuvee.Verify;

/// <summary>
/// No content, no prompt and, where the recipe keeps them together, no near-duplicate stands in two splits, by what the emitted lines hold; no group of a field
/// does, by what the ledger says of these lines; and split-proof.json says what they say.
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
        prompts.Fail(count => $"{count:N0} lines have the prompt of a line of another split{Remedy(dataset)}");
        var groups = CheckGroups(dataset, findings);
        var near = CheckNear(dataset, findings);
        findings.Note($"no content or prompt of {readBack.Lines.Count:N0} lines is in two of {splits.Count} splits{groups}{near}");
    }

    /// <summary>What a recipe can do about prompts that a split has torn apart, where it is known.</summary>
    private static string Remedy(EmittedDataset dataset)
    {
        if (!dataset.Dataset.Split.Together.Prompt) return "; add prompt to split.together";
        return dataset.Dataset.Output.Allow.Contains("turns")
            ? "; the format leaves turns out, and what differs in these alone is equal without them: write messages, or filter such records with turns: { max: 2 }"
            : string.Empty;
    }

    /// <summary>Records that a field keeps together.</summary>
    private static string CheckGroups(EmittedDataset dataset, Findings findings)
    {
        var fields = dataset.Dataset.Split.Parts.Length > 1 ? dataset.Dataset.Split.Together.Fields : [];
        for (var field = 0; field < fields.Length; field++)
        {
            var name = fields[field];
            var torn = findings.Group();
            var values = dataset.Groups.OfField(field);
            var firsts = new Dictionary<Hash128, int>();
            for (var line = 0; line < values.Length; line++)
            {
                if (values[line].IsNone) continue;
                ref var first = ref CollectionsMarshal.GetValueRefOrAddDefault(firsts, values[line], out var exists);
                if (!exists) first = line;
                else if (SplitOf(dataset, first) != SplitOf(dataset, line)) torn.Add(line, Places(dataset, first));
            }

            torn.Fail(count => $"{count:N0} lines are of a group of '{name}' that another split has");
        }

        return fields.IsEmpty ? string.Empty : $", nor a group of {string.Join(" or ", fields)}";
    }

    private static Func<int, string> Places(EmittedDataset dataset, int first) => line => $"{dataset.ReadBack.Place(first)} and {dataset.ReadBack.Place(line)}";

    private static string SplitOf(EmittedDataset dataset, int line) => dataset.ReadBack.Files[dataset.ReadBack.FileOf(line)].Split;

    /// <summary>Near-duplicates across the splits, found without signatures.</summary>
    internal static string CheckNear(EmittedDataset dataset, Findings findings)
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
    internal static void CheckRun(EmittedDataset dataset, ReadOnlySpan<int> lines, Offences contents, Offences prompts)
    {
        var readBack = dataset.ReadBack;
        var first = lines[0];
        var split = SplitOf(dataset, first);
        foreach (var line in lines[1..])
        {
            if (SplitOf(dataset, line) == split) continue;
            var (content, other) = (readBack.Lines[first].Content, readBack.Lines[line].Content);
            if (!content.IsNone && content == other) contents.Add(line, Places(dataset, first));
            else if (dataset.PromptRuns.HaveSamePrompt(first, line)) prompts.Add(line, Places(dataset, first));
        }
    }
}
