using System.Collections.Immutable;
using System.Text.Json;
using Cuvee.Interop;
using Cuvee.Model;

namespace Cuvee.Report;

/// <summary>The records outside the first split that are most like one in it, as split-proof.json has them.</summary>
/// <param name="Floor">From which similarity on neighbours were looked for.</param>
/// <param name="Compared">Records outside the first split.</param>
/// <param name="WithNeighbour">Of those, how many have a neighbour at all.</param>
/// <param name="Pairs">The most alike first, then by the order of the lines.</param>
public sealed record ClosestRecords(double Floor, long Compared, long WithNeighbour, ImmutableArray<ClosestPair> Pairs)
{
    /// <summary>Reads the closest pairs of a dataset.</summary>
    /// <param name="folder">The dataset's folder.</param>
    /// <param name="count">How many pairs at most.</param>
    /// <returns>Null where no splits were compared.</returns>
    /// <exception cref="CuveeException">The dataset cannot be read.</exception>
    public static ClosestRecords? Of(string folder, int count)
    {
        var proof = Manifest.Read(folder, SplitProofFile.Name, Read);
        if (proof is not var (floor, records)) return null;
        var neighbours = records.Where(record => record.Nearest is not null).ToList();
        var chosen = neighbours.OrderByDescending(record => record.Similarity).Take(count).ToImmutableArray();
        var files = DatasetFiles.Of(folder);
        var places = chosen.SelectMany(pair => (string[])[pair.Record, pair.Nearest!]).Distinct(StringComparer.Ordinal).Select(Split).ToImmutableArray();
        var texts = EmittedText.Read(folder, files, places);
        using var ledger = new LedgerReader(folder);
        var entries = places.IsEmpty ? [] : ledger.Where(string.Join(" OR ", places.Select(place => $"(output_line = {place.Line} AND output_file = {DuckDb.QuoteText(place.File)})")));
        var known = entries.ToDictionary(entry => new EmittedPlaceOf(entry.OutputFile!, entry.OutputLine!.Value, null));
        return new ClosestRecords(floor, records.Length, neighbours.Count, [.. chosen.Select(pair => new ClosestPair(pair.Similarity, RecordAt(pair.Record), RecordAt(pair.Nearest!)))]);

        EmittedRecord RecordAt(string place) => new(place, texts[Split(place)], known.GetValueOrDefault(Split(place)));
    }

    private static (double Floor, ImmutableArray<(string Record, string? Nearest, double Similarity)> Records)? Read(JsonElement proof)
    {
        if (!proof.TryGetProperty("near_duplicates", out var compared) || compared.ValueKind == JsonValueKind.Null) return null;
        var records = proof.TryGetProperty("records", out var list) ? list.EnumerateArray().Select(Neighbour) : [];
        return (compared.GetProperty("floor").GetDouble(), [.. records]);
    }

    private static (string Record, string? Nearest, double Similarity) Neighbour(JsonElement line) => (
        line.GetProperty("record").GetString()!,
        line.GetProperty("nearest").GetString(),
        line.TryGetProperty("similarity", out var similarity) ? similarity.GetDouble() : 0);

    private static EmittedPlaceOf Split(string place)
    {
        var colon = place.LastIndexOf(':');
        return new EmittedPlaceOf(place[..colon], long.Parse(place.AsSpan(colon + 1), System.Globalization.CultureInfo.InvariantCulture), null);
    }
}

/// <summary>A record and the one of the first split that is most like it.</summary>
/// <param name="Similarity">0..1, by the n-grams that the split compares.</param>
/// <param name="Record">Outside the first split.</param>
/// <param name="Nearest">In it.</param>
public sealed record ClosestPair(double Similarity, EmittedRecord Record, EmittedRecord Nearest);

/// <summary>An emitted line.</summary>
/// <param name="Place">Its file and line.</param>
/// <param name="Text">The line, as JSON.</param>
/// <param name="Entry">Its row of the ledger; null for a further copy of a repeated record.</param>
public sealed record EmittedRecord(string Place, string Text, LedgerEntry? Entry);
