using System.Collections.Immutable;
using System.Text.Json;
using Cuvee.Engine;
using Cuvee.Interop;
using Cuvee.Json;
using Cuvee.Publish;
using Cuvee.Recipes;
using Cuvee.Tokens;
using Cuvee.Tools;

namespace Cuvee.Report;

/// <summary>manifest.json: what went in, what was done, what came out, in numbers and digests.</summary>
internal static class ManifestFile
{
    public const int SchemaVersion = 1;

    public static void Write(string path, DatasetReport report) => JsonDocumentWriter.Write(path, writer => Write(writer, report));

    private static void Write(Utf8JsonWriter writer, DatasetReport report)
    {
        writer.WriteStartObject();
        writer.WriteNumber("schema_version", SchemaVersion);
        writer.WriteString("name", report.Dataset.Name);
        writer.WriteString("recipe_sha256", ResolvedRecipe.Sha256(report.Recipe));
        writer.WriteNumber("seed", report.Recipe.Seed);
        WriteOperators(writer, report);
        WriteInputs(writer, "inputs", report.Inputs);
        if (!report.References.IsEmpty) WriteInputs(writer, "references", report.References);
        if (report.Contamination is { } contamination) WriteBenchmarks(writer, contamination);
        if (!report.Models.IsEmpty) WriteFiles(writer, "models", report.Models.Select(model => (model.Name, model.Bytes, model.Sha256)));
        if (TokenFiles.Of(report.Recipe) is { IsEmpty: false } tokenizers) WriteFiles(writer, "tokenizers", tokenizers.Select(file => (file.Key, new FileInfo(file.Path).Length, SumsFile.HashOf(file.Path))));
        if (report.ToolSchema is { } schema) Write(writer, schema);
        WriteCounts(writer, report);
        if (report.Tokens is { } tokens) WriteTokens(writer, tokens);
        WriteSplits(writer, report);
        WriteParts(writer, "sources", report.Parts(cell => cell.Source));
        WriteParts(writer, "families", report.Parts(cell => cell.Family).Where(part => part.Name.Length > 0));
        WriteMix(writer, report);
        WriteHoldouts(writer, report);
        writer.WriteCounts("losses", report.Losses);
        writer.WriteString("content_digest", report.ContentDigest);
        writer.WriteEndObject();
    }

    private static void WriteOperators(Utf8JsonWriter writer, DatasetReport report)
    {
        writer.WriteStartArray("operators");
        foreach (var (name, version, parameters) in OperatorCalls.Of(report.Recipe, report.Dataset)) WriteOperator(writer, name, version, parameters);
        WriteOperator(writer, "duckdb", DuckDb.Version.TrimStart('v'), "ledger, parquet");
        if (report.Dataset.Output.Files == "jsonl.zst") WriteOperator(writer, "zstd", Zstd.Version, $"level {Zstd.DefaultLevel}");
        if (report.Dataset.Output.Files == "jsonl.gz") WriteOperator(writer, "gzip", Environment.Version.ToString(), "optimal");
        writer.WriteEndArray();
    }

    private static void WriteOperator(Utf8JsonWriter writer, string name, string version, string parameters)
    {
        writer.WriteStartObject();
        writer.WriteString("name", name);
        writer.WriteString("version", version);
        writer.WriteString("parameters", parameters);
        writer.WriteEndObject();
    }

    private static void WriteInputs(Utf8JsonWriter writer, string name, ImmutableArray<(string Source, InputFacts File)> files)
    {
        writer.WriteStartArray(name);
        foreach (var (source, file) in files)
        {
            writer.WriteStartObject();
            writer.WriteString("source", source);
            writer.WriteString("file", file.Key);
            writer.WriteNumber("bytes", file.Bytes);
            writer.WriteString("sha256", file.Sha256);
            writer.WriteNumber("records", file.Records);
            writer.WriteNumber("quarantined", file.Quarantined);
            if (file.DuplicateKeys > 0) writer.WriteNumber("duplicate_keys", file.DuplicateKeys);
            if (file.Damage is { } damage) writer.WriteString("damage", damage);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteBenchmarks(Utf8JsonWriter writer, DecontaminationStage contamination)
    {
        writer.WriteStartArray("benchmarks");
        foreach (var (entry, benchmark) in contamination.Searches.SelectMany(search => search.EntryOf.Zip(search.Set.Benchmarks)).OrderBy(benchmark => benchmark.First))
        {
            writer.WriteStartObject();
            writer.WriteNumber("entry", entry);
            writer.WriteString("name", benchmark.Name);
            writer.WriteString("split", benchmark.Split.Length > 0 ? benchmark.Split : null);
            writer.WriteString("file", benchmark.File);
            writer.WriteString("sha256", benchmark.Sha256);
            writer.WriteNumber("items", benchmark.Items.Length);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteFiles(Utf8JsonWriter writer, string name, IEnumerable<(string File, long Bytes, string Sha256)> files) => writer.WriteObjects(name, files, file =>
    {
        writer.WriteString("file", file.File);
        writer.WriteNumber("bytes", file.Bytes);
        writer.WriteString("sha256", file.Sha256);
    });

    private static void Write(Utf8JsonWriter writer, ToolSchema schema)
    {
        writer.WriteStartObject("tool_schema");
        writer.WriteString("file", schema.File.Key);
        writer.WriteNumber("bytes", schema.Bytes);
        writer.WriteString("sha256", schema.Sha256);
        writer.WriteNumber("tools", schema.Tools.Count);
        writer.WriteEndObject();
    }

    internal static void WriteCounts(Utf8JsonWriter writer, DatasetReport report)
    {
        writer.WriteStartObject("counts");
        writer.WriteNumber("read", report.Counts.Read);
        writer.WriteNumber("kept", report.Counts.Kept);
        writer.WriteDropped(report.Counts.Dropped);
        writer.WriteNumber("quarantined", report.Counts.Quarantined);
        writer.WriteNumber("emitted", report.Counts.Emitted);
        writer.WriteEndObject();
    }

    private static void WriteTokens(Utf8JsonWriter writer, TokenMeasure tokens)
    {
        writer.WriteStartObject("tokens");
        writer.WriteString("tokenizer", tokens.Tokenizer.Name);
        writer.WriteString("sha256", tokens.Tokenizer.Sha256);
        writer.WriteString("template", tokens.TemplateName);
        if (tokens.TemplateSha256 is { } template) writer.WriteString("template_sha256", template);
        writer.WriteEndObject();
    }

    private static void WriteSplits(Utf8JsonWriter writer, DatasetReport report)
    {
        writer.WriteStartObject("splits");
        foreach (var split in report.Splits)
        {
            writer.WriteStartObject(split.Name);
            writer.WriteNumber("records", split.Records);
            if (report.Tokens is not null) writer.WriteNumber("tokens", report.Tally.Cells.Where(cell => cell.IsKept && cell.Split == split.Name).Sum(cell => cell.LineTokens));
            writer.WriteObjects("files", split.Files, file =>
            {
                writer.WriteString("path", file.Path);
                writer.WriteNumber("bytes", file.Bytes);
                writer.WriteString("sha256", file.Sha256);
                writer.WriteString("content_sha256", file.ContentSha256);
                writer.WriteNumber("records", file.Lines);
            });
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    internal static void WriteParts(Utf8JsonWriter writer, string name, IEnumerable<PartReport> parts)
    {
        writer.WriteStartObject(name);
        foreach (var part in parts)
        {
            writer.WriteStartObject(part.Name);
            writer.WriteNumber("read", part.Read);
            writer.WriteNumber("kept", part.Kept);
            writer.WriteNumber("dropped", part.Dropped);
            writer.WriteNumber("quarantined", part.Quarantined);
            writer.WriteNumber("emitted", part.Emitted);
            writer.WriteNumber("percent", part.Percent);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    /// <summary>What the mix asked, in exact parts, and what came out of it, in emitted lines or their tokens.</summary>
    internal static void WriteMix(Utf8JsonWriter writer, DatasetReport report)
    {
        if (report.Dataset.Mix is not { } mix || report.Quotas is not { } quotas)
        {
            writer.WriteNull("mix");
            return;
        }

        var inTokens = mix.Unit == MixUnit.Tokens;
        var lines = report.Tally.EmittedBy(cell => cell.Tag(mix.By));
        var emitted = report.Tally.EmittedBy(cell => cell.Tag(mix.By), inTokens);
        var achieved = mix.Shares.Select(share => emitted.GetValueOrDefault(share.Value)).ToArray();
        var percentages = Mix.Shares.Percentages(achieved, decimals: 2);
        writer.WriteStartObject("mix");
        writer.WriteString("by", mix.By);
        if (inTokens) writer.WriteString("unit", "tokens");
        writer.WriteStartObject("asked");
        foreach (var share in mix.Shares) writer.WriteNumber(share.Value, share.Part);
        writer.WriteEndObject();
        writer.WriteStartObject("achieved");
        for (var i = 0; i < achieved.Length; i++)
        {
            writer.WriteStartObject(mix.Shares[i].Value);
            writer.WriteNumber("records", lines.GetValueOrDefault(mix.Shares[i].Value));
            if (inTokens) writer.WriteNumber("tokens", achieved[i]);
            writer.WriteNumber("percent", percentages[i]);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteCounts("shortfall", quotas.Select((quota, i) => KeyValuePair.Create(quota.Name, Math.Max(0, quota.Asked - achieved[i]))));
        writer.WriteEndObject();
    }

    private static void WriteHoldouts(Utf8JsonWriter writer, DatasetReport report)
    {
        writer.WriteObjects("holdouts", report.Dataset.Split.Holdouts, holdout =>
        {
            writer.WriteString("tag", holdout.Tag);
            writer.WriteStrings("values", holdout.Values);
            writer.WriteString("to", holdout.To);
            writer.WriteNumber("records", report.Tally.Cells.Where(cell => cell.IsKept && holdout.Values.Contains(cell.Tag(holdout.Tag))).Sum(cell => cell.Lines));
        });
    }
}
