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

        var (keys, lines) = Keys(readBack);
        var (contents, prompts) = (findings.Group(), findings.Group());
        Array.Sort(keys, lines);
        for (int start = 0, end; start < keys.Length; start = end)
        {
            end = start + 1;
            while (end < keys.Length && keys[end] == keys[start]) end++;
            if (end - start > 1) CheckRun(readBack, lines.AsSpan(start, end - start), contents, prompts);
        }

        contents.Fail(count => $"{count:N0} lines have the content of a line of another split");
        prompts.Fail(count => $"{count:N0} lines have the prompt of a line of another split");
        findings.Note($"no content or prompt of {keys.Length:N0} lines is in two of {splits.Count} splits");
    }

    /// <summary>Equal contents have equal prompts, so one key a line finds both; a line without a prompt goes by its content.</summary>
    private static (ulong[] Keys, int[] Lines) Keys(ReadBack readBack)
    {
        var (keys, lines) = (new ulong[readBack.Lines.Count], new int[readBack.Lines.Count]);
        for (var line = 0; line < keys.Length; line++)
        {
            ref readonly var fact = ref readBack.Lines[line];
            (keys[line], lines[line]) = (fact.Prompt.IsNone ? fact.Content.High : fact.Prompt.High, line);
        }

        return (keys, lines);
    }

    /// <summary>Lines of one key against the first of them: each line of another split is an offender.</summary>
    private static void CheckRun(ReadBack readBack, Span<int> lines, Offences contents, Offences prompts)
    {
        lines.Sort();
        var first = lines[0];
        var split = readBack.Files[readBack.FileOf(first)].Split;
        foreach (var line in lines[1..])
        {
            if (readBack.Files[readBack.FileOf(line)].Split == split) continue;
            var (one, other) = (readBack.Lines[first], readBack.Lines[line]);
            if (!one.Content.IsNone && one.Content == other.Content) contents.Add(() => $"{readBack.Place(first)} and {readBack.Place(line)}");
            else if (!one.Prompt.IsNone && one.Prompt == other.Prompt) prompts.Add(() => $"{readBack.Place(first)} and {readBack.Place(line)}");
        }
    }
}
