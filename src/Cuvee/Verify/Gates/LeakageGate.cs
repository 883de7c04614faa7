namespace Cuvee.Verify;

/// <summary>No content and no prompt stands in two splits, by what the emitted lines hold.</summary>
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
            return;
        }

        var (contents, prompts) = (findings.Group(), findings.Group());
        foreach (var run in dataset.PromptRuns.Shared()) CheckRun(dataset, run.Span, contents, prompts);
        contents.Fail(count => $"{count:N0} lines have the content of a line of another split");
        prompts.Fail(count => $"{count:N0} lines have the prompt of a line of another split");
        findings.Note($"no content or prompt of {readBack.Lines.Count:N0} lines is in two of {splits.Count} splits");
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
