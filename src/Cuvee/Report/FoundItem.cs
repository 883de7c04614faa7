using System.Collections.Immutable;
using System.Text.Json;
using Cuvee.Model;

namespace Cuvee.Report;

/// <summary>A benchmark's item that was found in a record, as decontamination.json lists it.</summary>
/// <param name="Benchmark">Its name.</param>
/// <param name="Item">The item.</param>
/// <param name="Part">question, answer or passage.</param>
/// <param name="Action">What was done: drop, flag or report.</param>
/// <param name="Share">How much of the part was found, 0..1.</param>
/// <param name="Longest">Words of the longest run.</param>
/// <param name="RecordWords">That run as the record spells it.</param>
/// <param name="ItemWords">And as the benchmark does.</param>
public sealed record FoundItem(string Benchmark, string Item, string Part, string Action, double Share, long Longest, string RecordWords, string ItemWords)
{
    /// <summary>What was found in some records, by their ids.</summary>
    internal static ILookup<string, FoundItem> Of(string folder, ImmutableArray<LedgerEntry> records)
    {
        var wanted = records.Select(record => record.Id).ToHashSet(StringComparer.Ordinal);
        if (!File.Exists(Path.Combine(folder, ContaminationFile.Name))) return Enumerable.Empty<FoundItem>().ToLookup(_ => "", StringComparer.Ordinal);
        return Manifest.Read(folder, ContaminationFile.Name, document => document.GetProperty("matches").EnumerateArray()
            .Where(match => wanted.Contains(match.GetProperty("id").GetString()!))
            .Select(match => (Id: match.GetProperty("id").GetString()!, Found: Read(match)))
            .ToLookup(match => match.Id, match => match.Found, StringComparer.Ordinal));
    }

    private static FoundItem Read(JsonElement match) => new(
        match.GetProperty("benchmark").GetString()!,
        match.GetProperty("item").GetString()!,
        match.GetProperty("part").GetString()!,
        match.GetProperty("action").GetString()!,
        match.GetProperty("share").GetDouble(),
        match.GetProperty("longest").GetInt64(),
        match.GetProperty("record_words").GetString()!,
        match.GetProperty("item_words").GetString()!);
}
