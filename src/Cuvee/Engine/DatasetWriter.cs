using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using Cuvee.Cache;
using Cuvee.FastText;
using Cuvee.Publish;
using Cuvee.Recipes;
using Cuvee.Report;
using Cuvee.Tools;
using Cuvee.Verify;

namespace Cuvee.Engine;

/// <summary>
/// Writes the folder of one dataset: the data, its account, what is derived from both, and at the end what the gates say of it all.
/// </summary>
internal static class DatasetWriter
{
    /// <summary>Writes everything into the bundle's folder, which is empty. <paramref name="letGo"/> is called, beside other work, when staged records are not needed any more.</summary>
    public static DatasetResult Write(
        Bundle bundle, Recipe recipe, Dataset dataset, Decision decision, TagTable tags, Outcomes outcomes, DecontaminationStage? contamination, ImmutableArray<FastTextModel> models,
        ToolSchema? toolSchema, BuildCache? cache, Action letGo, BuildOptions options)
    {
        var emitter = new Emitter(decision, dataset, tags, options.Progress);
        var folder = bundle.Folder;
        emitter.Write(folder, bundle.Target, options.Threads);
        if (dataset.Output.Files == "parquet") ParquetFiles.Convert(folder, emitter);
        File.WriteAllText(Path.Combine(folder, "recipe.json"), ResolvedRecipe.Json(recipe));

        var linesKey = LinesKey.Of(recipe, dataset, contamination);
        var (readBack, rows) = Account(
            folder,
            dataset,
            emitter,
            path => Ledger.Write(path, decision, dataset, tags, outcomes, emitter.Places, emitter.Paths, options.Threads),
            () =>
            {
                QuarantineFile.Write(Path.Combine(folder, "quarantine.jsonl"), decision.Facts);
                if (recipe.Pii is not null) ReviewFile.Write(Path.Combine(folder, ReviewFile.Name), decision.Facts, position => emitter.Places[position].File >= 0, outcomes);
                if (contamination is not null) ContaminationFile.Write(Path.Combine(folder, ContaminationFile.Name), contamination, decision.Facts);
            },
            () => cache?.RecallLines(linesKey),
            options);
        var references = ReferenceFiles.At([.. contamination?.Files ?? [], .. toolSchema is null ? [] : new[] { toolSchema.File }]);
        using var emitted = new EmittedDataset(folder, readBack, rows, options.Threads, new NoProgress()) { References = references };

        options.Progress.Begin($"{dataset.Name}: study", 0, "records");
        // What takes a while, side by side; the gates and the derived files ask for it again
        Read(options.Threads, () => _ = emitted.Study, () => _ = recipe.Dedup.Near is null ? null : emitted.NearClusters, () => _ = emitted.HashOf(DatasetFolder.LedgerName), letGo);
        var report = new DatasetReport(recipe, dataset, decision, emitted, emitter.LossCounts)
        {
            Contamination = contamination,
            Models = models,
            ToolSchema = toolSchema,
            Tokens = decision.Facts.Sources[0].Plan.Tokens,
        };
        ManifestFile.Write(Path.Combine(folder, "manifest.json"), report);

        options.Progress.Begin($"{dataset.Name}: compare the splits", 0, "records");
        Read(options.Threads, () => _ = emitted.Comparison);
        SplitProofFile.Write(Path.Combine(folder, SplitProofFile.Name), readBack, emitted.Comparison);
        ReportFile.Write(Path.Combine(folder, "report.json"), report, emitted.Study);
        CardFile.Write(Path.Combine(folder, "README.md"), report, emitted.Study);

        options.Progress.Begin($"{dataset.Name}: gates", 0, "gates");
        var gates = Gatekeeper.Run(emitted);
        GatesFile.Write(Path.Combine(folder, "gates.json"), gates);
        Read(options.Threads, () => DerivedFiles.Write(emitted), () => cache?.KeepLines(dataset.Name, linesKey, readBack.Lines));
        SumsFile.Write(folder, emitted.HashOf);
        return new DatasetResult(dataset.Name, report.Counts, gates, report.ContentDigest);
    }

    /// <summary>Asks for what is read from the files just written: where that fails, the disk is at fault and says so, not a gate.</summary>
    private static void Read(int threads, params IReadOnlyList<Action> evidence)
    {
        try
        {
            Ordered.Run(threads, evidence);
        }
        catch (MissingEvidenceException missing) when (missing.InnerException is { } cause)
        {
            ExceptionDispatchInfo.Throw(cause);
        }
    }

    /// <summary>Writes the ledger and the lists beside it, and reads ledger and data back, side by side where that is possible.</summary>
    private static (ReadBack ReadBack, LedgerRows Rows) Account(
        string folder, Dataset dataset, Emitter emitter, Action<string> writeLedger, Action writeLists, Func<LineMemory?> recall, BuildOptions options)
    {
        var ledger = Path.Combine(folder, "ledger.parquet");
        options.Progress.Begin($"{dataset.Name}: read back", emitter.Paths.Sum(file => new FileInfo(Path.Combine(folder, file)).Length), "bytes");
        if (dataset.Output.Files == "parquet")
        {
            // The ledger holds hashes of rows, which have no bytes of their own until they are read back
            var rowsRead = ReadBack.Of(folder, RowReading.Of(dataset), null, recall(), options.Threads, options.Progress);
            emitter.TakeHashes(rowsRead);
            writeLedger(ledger);
            writeLists();
            return (rowsRead, LedgerRows.Read(ledger, options.Threads));
        }

        ReadBack? readBack = null;
        LedgerRows? rows = null;
        Ordered.Run(
            options.Threads,
            () =>
            {
                writeLedger(ledger);
                rows = LedgerRows.Read(ledger, options.Threads);
            },
            () => readBack = ReadBack.Of(folder, RowReading.Of(dataset), emitter.Known, recall(), options.Threads, options.Progress),
            () =>
            {
                Bundle.Flush(Path.Combine(folder, "data"));
                writeLists();
            });
        return (readBack!, rows!);
    }
}
