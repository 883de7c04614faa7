namespace Cuvee.Verify;

/// <summary>There are lines, every data file of the manifest is there and can be read to its end, and every row is what the output format promises.</summary>
internal sealed class StructureGate : IGate
{
    public string Name => "structure";

    public void Check(EmittedDataset dataset, Findings findings)
    {
        var readBack = dataset.ReadBack;
        var output = dataset.Dataset.Output;
        var (missing, damaged, foreign, broken) = (findings.Group(), findings.Group(), findings.Group(), findings.Group());
        foreach (var path in dataset.Manifest.Map("splits").SelectMany(split => split.Value.List("files")).Select(file => file.Text("path")))
        {
            if (!readBack.Files.Exists(file => file.Path == path)) missing.Add(() => path);
        }

        foreach (var file in readBack.Files)
        {
            if (file.Damage is { } damage) damaged.Add(() => damage);
            if (!file.Path.EndsWith($".{output.Files}", StringComparison.Ordinal)) foreign.Add(() => file.Path);
        }

        for (var line = 0; line < readBack.Lines.Count; line++)
        {
            if (readBack.Lines[line].Problem > 0) broken.Add(line, number => $"{readBack.Place(number)}: {readBack.Problems[readBack.Lines[number].Problem]}");
        }

        if (readBack.Lines.Count == 0) findings.Fail("no lines were emitted");
        missing.Fail(count => $"{count:N0} data files of the manifest are missing");
        damaged.Fail(count => $"{count:N0} of {readBack.Files.Count:N0} data files cannot be read to their end");
        foreign.Fail(count => $"{count:N0} files in data/ are no {output.Files} files");
        broken.Fail(count => $"{count:N0} of {readBack.Lines.Count:N0} rows do not fit the format {output.Format}");
        findings.Note($"{readBack.Lines.Count:N0} rows in {readBack.Files.Count:N0} files fit the format {output.Format}");
    }
}
