using System.Collections.Immutable;
using System.Globalization;
using Cuvee.Engine;
using Cuvee.Interop;
using Cuvee.Model;

namespace Cuvee.Report;

/// <summary>A few records of a dataset, chosen by rank: the same ones for the same seed, others for another.</summary>
public static class DatasetSample
{
    /// <summary>Chooses records.</summary>
    /// <param name="folder">The dataset's folder.</param>
    /// <param name="request">Which and how many.</param>
    /// <returns>In the order of their ranks.</returns>
    /// <exception cref="CuveeException">The ledger cannot be read, or it does not know the reason, split or source.</exception>
    public static ImmutableArray<Explanation> Take(string folder, SampleRequest request)
    {
        using var ledger = new LedgerReader(folder);
        var chosen = Choose(ledger, request);
        if (chosen.IsEmpty) return [];
        var rows = ledger.Where($"id IN ({string.Join(", ", chosen.Select(DuckDb.QuoteText))})").ToDictionary(row => row.Id, StringComparer.Ordinal);
        var files = DatasetFiles.Of(folder);
        return Explanation.Of(folder, ledger, files, new InputRecords(folder, root: null, files), [.. chosen.Select(id => rows[id])], isWhole: false);
    }

    private static ImmutableArray<string> Choose(LedgerReader ledger, SampleRequest request)
    {
        var conditions = new List<string> { request.Reason is null ? $"state = '{Stages.Kept}'" : Equal(ledger, "reason", request.Reason) };
        if (request.Split is not null) conditions.Add(Equal(ledger, "split", request.Split));
        if (request.Source is not null) conditions.Add(Equal(ledger, "source", request.Source));
        var key = new RankKey(request.Seed, "sample");
        // A quarantined record has no content; its id stands in for it.
        var rows = ledger.Read(
            "id, substr(coalesce(content_hash, id), 1, 32)",
            string.Join(" AND ", conditions),
            (result, row) => (Id: result.Column(0).String(row), Rank: key.Of(Hash(result.Column(1).String(row)))));
        return [.. rows.OrderBy(row => row.Rank).Take(request.Count).Select(row => row.Id)];
    }

    private static string Equal(LedgerReader ledger, string column, string value)
    {
        var known = ledger.Read($"DISTINCT {column}", $"{column} IS NOT NULL ORDER BY {column}", (result, row) => result.Column(0).String(row));
        if (known.Contains(value)) return $"{column} = {DuckDb.QuoteText(value)}";
        var meant = Suggestion.For(value, known);
        throw new CuveeException($"no record of this dataset has the {column} '{value}'; {(meant is not null ? $"did you mean '{meant}'?" : known.IsEmpty ? $"none has a {column}" : $"there are {string.Join(", ", known)}")}");
    }

    private static Hash128 Hash(string hex) => new(
        ulong.Parse(hex.AsSpan(0, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
        ulong.Parse(hex.AsSpan(16, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
}

/// <summary>Which records to look at.</summary>
/// <param name="Count">How many at most.</param>
/// <param name="Seed">Another seed gives others.</param>
/// <param name="Reason">Dropped or quarantined ones with that reason; null for kept ones.</param>
/// <param name="Split">Of that split alone.</param>
/// <param name="Source">Of that source alone.</param>
public sealed record SampleRequest(int Count, ulong Seed, string? Reason, string? Split, string? Source);
