using System.Collections.Immutable;
using System.Text.Json;
using Cuvee.Publish;

namespace Cuvee.Report;

/// <summary>A value that was found in a record, as pii-review.jsonl tells it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">Its form, unreadable.</param>
/// <param name="Placeholder">What has taken its place; null when it is still there.</param>
/// <param name="Where">Turn and part.</param>
/// <param name="Why">What gave it away.</param>
public sealed record FoundPersonalData(string Kind, string Value, string? Placeholder, string Where, string Why)
{
    /// <summary>What was found in some records, by their ids.</summary>
    internal static ILookup<string, FoundPersonalData> Of(string folder, ImmutableArray<LedgerEntry> records)
    {
        var path = Path.Combine(folder, ReviewFile.Name);
        if (!File.Exists(path)) return Enumerable.Empty<FoundPersonalData>().ToLookup(_ => "", StringComparer.Ordinal);
        var wanted = records.Select(record => record.Id).ToHashSet(StringComparer.Ordinal);
        return File.ReadLines(path).Select(Read).Where(found => wanted.Contains(found.Id)).ToLookup(found => found.Id, found => found.Found, StringComparer.Ordinal);
    }

    private static (string Id, FoundPersonalData Found) Read(string line)
    {
        using var document = JsonDocument.Parse(line);
        var row = document.RootElement;
        var turn = row.GetProperty("turn") is { ValueKind: JsonValueKind.Number } number ? $"turn {number.GetInt32() + 1}, " : "";
        return (Text("id")!, new FoundPersonalData(Text("kind")!, Text("value")!, Text("placeholder"), $"{turn}{Text("part")}", Text("why")!));

        string? Text(string name) => row.GetProperty(name).GetString();
    }
}
