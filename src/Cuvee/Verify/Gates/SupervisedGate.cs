namespace Cuvee.Verify;

/// <summary>Every line has an assistant turn to learn from, with a text or a tool call. Not for kto, preference and text.</summary>
internal sealed class SupervisedGate : IGate
{
    public string Name => "supervised";

    public bool IsAsked(EmittedDataset dataset) => dataset.Dataset.Output.Format is not ("kto" or "preference" or "text");

    public void Check(EmittedDataset dataset, Findings findings)
    {
        var readBack = dataset.ReadBack;
        var empty = findings.Group();
        for (var line = 0; line < readBack.Lines.Count; line++)
        {
            if (!readBack.Lines[line].IsSupervised) empty.Add(line, readBack.Place);
        }

        empty.Fail(count => $"{count:N0} of {readBack.Lines.Count:N0} lines have no assistant turn with a text or a tool call");
        findings.Note($"{readBack.Lines.Count:N0} lines have an assistant turn");
    }
}
