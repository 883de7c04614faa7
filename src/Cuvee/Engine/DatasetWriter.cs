using System.Collections.Immutable;
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
    /// <summary>Writes everything into an empty folder.</summary>
    public static DatasetResult Write(
        string folder, Recipe recipe, Dataset dataset, Decision decision, TagTable tags, Outcomes outcomes, DecontaminationStage? contamination, ImmutableArray<FastTextModel> models,
        ToolSchema? toolSchema, Store store, BuildOptions options)
    {
        var emitter = new Emitter(decision, dataset, tags, options.Progress);
        emitter.Write(folder, options.Threads);
        var isParquet = dataset.Output.Files == "parquet";
        if (isParquet) ParquetFiles.Convert(folder, emitter);
        var files = emitter.Files.Select(file => file.Path).ToList();

        var ledger = Path.Combine(folder, "ledger.parquet");
        options.Progress.Begin($"{dataset.Name}: read back", files.Sum(file => new FileInfo(Path.Combine(folder, file)).Length), "bytes");
        ReadBack? readBack = null;
        Tally? tally = null;
        LedgerRows? rows = null;
        void WriteLedger()
        {
            Ledger.Write(ledger, decision, dataset, tags, outcomes, emitter.Places, files);
            tally = Tally.Of(ledger);
            rows = LedgerRows.Read(ledger, options.Threads);
        }

        if (isParquet)
        {
            // The ledger holds hashes of rows, which have no bytes of their own until they are read back
            readBack = ReadBack.Of(folder, RowReading.Of(dataset), null, options.Threads, options.Progress);
            emitter.TakeHashes(readBack);
            WriteLedger();
        }
        else
        {
            Ordered.Run(
                options.Threads,
                WriteLedger,
                () => readBack = ReadBack.Of(folder, RowReading.Of(dataset), emitter.Known, options.Threads, options.Progress),
                () => Bundle.Flush(Path.Combine(folder, "data")));
        }

        QuarantineFile.Write(Path.Combine(folder, "quarantine.jsonl"), decision.Facts);
        if (recipe.Pii is not null) ReviewFile.Write(Path.Combine(folder, ReviewFile.Name), decision.Facts, position => emitter.Places[position].File >= 0, outcomes);
        File.WriteAllText(Path.Combine(folder, "recipe.json"), ResolvedRecipe.Json(recipe));
        var report = new DatasetReport(recipe, dataset, decision, tally!, readBack!, emitter.LossCounts, recipe.Dedup.Near is null ? null : NearClusters.Of(ledger))
        {
            Contamination = contamination,
            Models = models,
            ToolSchema = toolSchema,
            Tokens = decision.Facts.Sources[0].Plan.Tokens,
        };
        ManifestFile.Write(Path.Combine(folder, "manifest.json"), report);
        if (contamination is not null) ContaminationFile.Write(Path.Combine(folder, ContaminationFile.Name), contamination, decision.Facts);

        options.Progress.Begin($"{dataset.Name}: compare the splits", 0, "records");
        var comparison = SplitComparison.Of(folder, dataset, readBack!, options.Threads);
        SplitProofFile.Write(Path.Combine(folder, SplitProofFile.Name), readBack!, comparison);

        var references = ReferenceFiles.At([.. contamination?.Files ?? [], .. toolSchema is null ? [] : new[] { toolSchema.File }]);
        var emitted = new EmittedDataset(folder, readBack, rows, comparison, options.Threads, new NoProgress()) { References = references };
        ReportFile.Write(Path.Combine(folder, "report.json"), report, emitted.Study);
        CardFile.Write(Path.Combine(folder, "README.md"), report, emitted.Study);

        options.Progress.Begin($"{dataset.Name}: gates", 0, "gates");
        var gates = Gatekeeper.Run(emitted);
        GatesFile.Write(Path.Combine(folder, "gates.json"), gates);
        DerivedFiles.Write(emitted);
        SumsFile.Write(folder, emitted.HashOf);
        return new DatasetResult(dataset.Name, report.Counts, gates, report.ContentDigest);
    }
}
