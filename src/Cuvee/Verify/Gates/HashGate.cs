namespace Cuvee.Verify;

/// <summary>
/// The bytes are those that were written: every file against SHA256SUMS (once it exists), the data files against the manifest, every line
/// against the ledger's output_hash and, where the format loses nothing, its content against the ledger's content_hash.
/// </summary>
internal sealed class HashGate : IGate
{
    public string Name => "hash";

    public void Check(EmittedDataset dataset, Findings findings)
    {
        if (dataset.IsSealed) SumsCheck.Check(dataset, findings);
        CheckLines(dataset, findings);
        CheckFiles(dataset, findings);
        if (dataset.Dataset.Output.IsCompiled) CompiledCheck.Check(dataset, findings);
        CheckContents(dataset, findings);
        findings.Note($"{dataset.ReadBack.Lines.Count:N0} lines in {dataset.ReadBack.Files.Count:N0} files are those of the manifest and the ledger");
    }

    /// <summary>The data files against what the manifest says of them.</summary>
    private static void CheckFiles(EmittedDataset dataset, Findings findings)
    {
        var (differing, missing, unknown) = (findings.Group(), findings.Group(), findings.Group());
        var files = dataset.ReadBack.Files.ToDictionary(file => file.Path, StringComparer.Ordinal);
        foreach (var claim in dataset.Manifest.Map("splits").SelectMany(split => split.Value.List("files")))
        {
            var path = claim.Text("path");
            if (!files.Remove(path, out var file)) missing.Add(() => path);
            else if (file.ContentSha256 != claim.Text("content_sha256")) differing.Add(() => $"{path} (content_sha256)");
            else if (file.Sha256 != claim.Text("sha256")) differing.Add(() => $"{path} (sha256)");
            else if (file.Bytes != claim.Number("bytes")) differing.Add(() => $"{path} ({file.Bytes:N0} bytes, {claim.Number("bytes"):N0} in the manifest)");
            else if (file.Lines != claim.Number("records")) differing.Add(() => $"{path} ({file.Lines:N0} records, {claim.Number("records"):N0} in the manifest)");
        }

        foreach (var path in files.Keys.Order(StringComparer.Ordinal)) unknown.Add(() => path);
        differing.Fail(count => $"{count:N0} data files differ from the manifest");
        missing.Fail(count => $"{count:N0} data files of the manifest are missing");
        unknown.Fail(count => $"{count:N0} data files are not in the manifest");
    }

    /// <summary>Every line that the ledger names, by its hash.</summary>
    private static void CheckLines(EmittedDataset dataset, Findings findings)
    {
        var (readBack, placement, ledger) = (dataset.ReadBack, dataset.Placement, dataset.Ledger);
        var changed = findings.Group();
        var lineCounts = LineCounts(dataset);
        foreach (var file in readBack.Files)
        {
            var number = ledger.OutputFiles.Find(file.Path);
            var isChanged = file.Lines != lineCounts[Math.Max(0, number)] || placement.LinesOfOtherBytes.Exists(line => line >= file.FirstLine && line < file.FirstLine + file.Lines);
            if (isChanged && Diagnose(dataset, file, number, lineCounts[Math.Max(0, number)]) is var (clause, line)) changed.Add(() => $"{file.Path}:{line}: {clause}");
        }

        changed.Fail(count => $"{count:N0} of {readBack.Files.Count:N0} data files do not hold the lines of the ledger");
    }

    private static (string Clause, int Line)? Diagnose(EmittedDataset dataset, EmittedFile file, int number, int lineCount)
    {
        var (readBack, ledger) = (dataset.ReadBack, dataset.Ledger);
        var expected = new ulong[lineCount];
        for (var row = 0; row < ledger.RowCount; row++)
        {
            ref readonly var at = ref ledger[row];
            if (ledger.KindOf(row).OutputFile == number && at.OutputLine >= 1 && at.OutputLine <= lineCount && ledger.IsKept(row)) expected[at.OutputLine - 1] = at.OutputHash;
        }

        var found = new ulong[file.Lines];
        for (var i = 0; i < found.Length; i++) found[i] = readBack.Lines[file.FirstLine + i].Hash;
        return LineDiagnosis.Describe(expected, found);
    }

    /// <summary>
    /// For each output file of the ledger the number of lines it should have: up to the last one that a row names. Only where records repeat can
    /// nameless copies stand behind that; then the manifest's number counts.
    /// </summary>
    private static int[] LineCounts(EmittedDataset dataset)
    {
        var ledger = dataset.Ledger;
        var counts = new int[ledger.OutputFiles.Count];
        var (emitted, copies) = (0L, 0L);
        for (var row = 0; row < ledger.RowCount; row++)
        {
            ref readonly var at = ref ledger[row];
            if (!ledger.IsKept(row)) continue;
            emitted += Math.Max(1, at.Copies);
            copies += Math.Max(1, at.Copies) - 1;
            ref var count = ref counts[ledger.KindOf(row).OutputFile];
            count = Math.Max(count, at.OutputLine);
        }

        counts[0] = 0;
        foreach (var claim in dataset.Manifest.Map("splits").SelectMany(split => split.Value.List("files")))
        {
            var number = ledger.OutputFiles.Find(claim.Text("path"));
            if (copies > 0 && number > 0) counts[number] = (int)Math.Clamp(claim.Number("records"), counts[number], Math.Max(emitted, counts[number]));
        }

        // A wild number in a damaged ledger must not cost memory
        return Array.ConvertAll(counts, count => (int)Math.Min(count, Math.Min(emitted, Array.MaxLength)));
    }

    /// <summary>Where nothing was lost, a line that is read again has the content that was read from the input.</summary>
    private static void CheckContents(EmittedDataset dataset, Findings findings)
    {
        if (!KeepsContent(dataset)) return;
        var readBack = dataset.ReadBack;
        var differing = findings.Group();
        foreach (var line in dataset.Placement.LinesOfOtherContent) differing.Add(line, readBack.Place);
        differing.Fail(count => $"{count:N0} of {readBack.Lines.Count:N0} lines have another content hash than the ledger");
    }

    /// <summary>
    /// Whether lines that are read again give the records that were written. ShareGPT, alpaca and text rows spell calls, turns and roles in ways of their own,
    /// so their records are read back as others.
    /// </summary>
    internal static bool KeepsContent(EmittedDataset dataset)
    {
        var output = dataset.Dataset.Output;
        return !dataset.Manifest.Map("losses").Any()
            && (output.Format is "messages" or "preference" or "kto" || (output.Format == "prompt_completion" && output.Style == "messages"));
    }
}
