using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Cuvee.Pii;
using Cuvee.Publish;

namespace Cuvee.Report;

/// <summary>A value that was found in a record: as pii-review.jsonl tells it, or, of a record that a later stage dropped, as it is found again.</summary>
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

    /// <summary>What was found in the record that was looked through last.</summary>
    internal static ImmutableArray<FoundPersonalData> Of(PersonalData personal)
    {
        var found = ImmutableArray.CreateBuilder<FoundPersonalData>();
        var at = 0;
        foreach (var length in personal.ReviewLengths)
        {
            using var document = JsonDocument.Parse("{" + Encoding.UTF8.GetString(personal.Review.Slice(at, length)));
            found.Add(Read(document.RootElement));
            at += length;
        }

        return found.ToImmutable();
    }

    private static (string Id, FoundPersonalData Found) Read(string line)
    {
        using var document = JsonDocument.Parse(line);
        return (document.RootElement.GetProperty("id").GetString()!, Read(document.RootElement));
    }

    private static FoundPersonalData Read(JsonElement row)
    {
        var turn = row.GetProperty("turn") is { ValueKind: JsonValueKind.Number } number ? $"turn {number.GetInt32() + 1}, " : "";
        return new FoundPersonalData(Text("kind")!, Text("value")!, Text("placeholder"), $"{turn}{Text("part")}", Text("why")!);

        string? Text(string name) => row.GetProperty(name).GetString();
    }
}
