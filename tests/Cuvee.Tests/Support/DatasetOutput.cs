using System.Text.Json;

namespace Cuvee.Tests.Support;

/// <summary>The folder of a dataset, read as someone would who was only handed the folder.</summary>
internal sealed class DatasetOutput(string folder)
{
    private IReadOnlyList<LedgerRow>? _ledger;

    public string Folder => folder;

    public IReadOnlyList<LedgerRow> Ledger => _ledger ??= LedgerRow.Read(Path.Combine(folder, "ledger.parquet"));

    public JsonElement Manifest => Json("manifest.json");

    public JsonElement Report => Json("report.json");

    public string Card => File.ReadAllText(Path.Combine(folder, "README.md"));

    /// <summary>The rows of <c>quarantine.jsonl</c>.</summary>
    public IReadOnlyList<JsonElement> Quarantine => Lines("quarantine.jsonl");

    /// <summary>The rows of all JSONL shards, in the order of the files' names.</summary>
    public IReadOnlyList<JsonElement> Rows(string split = "") =>
        [.. Directory.GetFiles(Path.Combine(folder, "data"), $"{split}*.jsonl").Order(StringComparer.Ordinal).SelectMany(path => Lines(Path.Combine("data", Path.GetFileName(path))))];

    /// <summary>How many records of the ledger are kept, or were stopped for a reason.</summary>
    public int Count(string state, string? reason = null, string? source = null) =>
        Ledger.Count(row => row.State == state && (reason is null || row.Reason == reason) && (source is null || row.Source == source));

    /// <summary>Emitted lines of a source.</summary>
    public int Emitted(string source) => Ledger.Where(row => row.Source == source).Sum(row => row.Copies);

    private JsonElement Json(string file) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, file))).RootElement;

    private List<JsonElement> Lines(string file) => [.. File.ReadLines(Path.Combine(folder, file)).Select(line => JsonDocument.Parse(line).RootElement)];
}
