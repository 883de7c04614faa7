namespace Cuvee.Verify;

/// <summary>A kto dataset has both labels, in a bearable ratio, and no run of one label is too long within a split.</summary>
internal sealed class LabelsGate : IGate
{
    private const byte False = 1;
    private const byte True = 2;

    public string Name => "labels";

    public bool IsAsked(EmittedDataset dataset) => dataset.Dataset.Gates.Labels is not null;

    public void Check(EmittedDataset dataset, Findings findings)
    {
        var gate = dataset.Dataset.Gates.Labels!;
        var readBack = dataset.ReadBack;
        var (counts, unlabelled) = (new long[3], findings.Group());
        for (var line = 0; line < readBack.Lines.Count; line++)
        {
            counts[readBack.Lines[line].Label]++;
            if (readBack.Lines[line].Label == 0) unlabelled.Add(line, readBack.Place);
        }

        var (rarer, commoner) = (Math.Min(counts[False], counts[True]), Math.Max(counts[False], counts[True]));
        if (counts[0] > 0) Report($"{counts[0]:N0} of {readBack.Lines.Count:N0} lines have no label");
        if (rarer == 0) Report($"no line has the label {(counts[False] == 0 ? "false" : "true")}");
        else if (gate.MaxRatio is { } ratio && commoner > ratio * rarer) Report($"{counts[True]:N0} true to {counts[False]:N0} false is a ratio of {(decimal)commoner / rarer:0.00}, above {ratio:0.##}");
        var (run, end) = LongestRun(readBack);
        if (gate.MaxRun is { } longest && run > longest)
        {
            Report($"{run:N0} lines of one label follow each other up to {readBack.Place(end)}, above {longest:N0}");
            findings.Offend(() => readBack.Place(end));
        }

        findings.Note($"{counts[True]:N0} true, {counts[False]:N0} false, the longest run has {run:N0}");

        void Report(string sentence)
        {
            if (gate.FailsDataset) findings.Fail(sentence);
            else findings.Warn(sentence);
        }
    }

    /// <summary>The length of the longest run of one label within a split, and its last line.</summary>
    private static (int Length, int End) LongestRun(ReadBack readBack)
    {
        var (longest, end) = (0, -1);
        foreach (var shards in readBack.Files.GroupBy(file => file.Split, StringComparer.Ordinal))
        {
            var (run, label) = (0, (byte)0);
            foreach (var file in shards)
            {
                for (var line = file.FirstLine; line < file.FirstLine + file.Lines; line++)
                {
                    run = readBack.Lines[line].Label == label ? run + 1 : 1;
                    label = readBack.Lines[line].Label;
                    if (label != 0 && run > longest) (longest, end) = (run, line);
                }
            }
        }

        return (longest, end);
    }
}
