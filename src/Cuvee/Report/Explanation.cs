using System.Collections.Immutable;
using System.Text.Json;
using Cuvee.Engine;
using Cuvee.Interop;
using Cuvee.Model;

namespace Cuvee.Report;

/// <summary>One record's life: its row of the ledger, what was done to it, the text that was written, and what it was compared with.</summary>
/// <param name="Dataset">Name of the dataset's folder.</param>
/// <param name="Record">Its row.</param>
/// <param name="Text">The emitted line as JSON; null when nothing was written of it.</param>
/// <param name="Other">The record kept in its place, else null.</param>
/// <param name="OtherText">What was written of that one.</param>
/// <param name="Detail">For a quarantined record what is wrong with it.</param>
/// <param name="Raw">For a quarantined record its bytes, those that are no UTF-8 as <c>\xC3</c>.</param>
public sealed record Explanation(string Dataset, LedgerEntry Record, string? Text, LedgerEntry? Other, string? OtherText, string? Detail, string? Raw)
{
    /// <summary>More matches than these are not a question about one record.</summary>
    public const int MaxMatches = 100;

    /// <summary>What was done to it; null where the input is not at hand, or where nobody needs to know.</summary>
    public RecordHistory? History { get; init; }

    /// <summary>Whether what was done to it cannot be told, since its file is not to be found or is another by now.</summary>
    public bool IsInputGone { get; init; }

    /// <summary>What was done to the record kept in its place, which may be one that the dataset only compares with.</summary>
    public RecordHistory? OtherHistory { get; init; }

    /// <summary>Where the record kept in its place was read, when it is one that the dataset only compares with; null else, and where it is not found.</summary>
    public string? ReferencePlace { get; init; }

    /// <summary>What of a benchmark was found in it, as far as decontamination.json lists it.</summary>
    public ImmutableArray<FoundItem> Items { get; init; } = [];

    /// <summary>The personal data that was found in it, in the order of its texts; empty when nobody looked for any.</summary>
    public ImmutableArray<FoundPersonalData> PersonalData { get; init; } = [];

    /// <summary>How it stood in a choice by rank; null where there was none.</summary>
    public RankedChoice? Choice { get; init; }

    /// <summary>The records that the split had to keep with it; null where it was alone.</summary>
    public TiedRecords? Tied { get; init; }

    /// <summary>Explains the records that a word stands for, see <see cref="RecordSearch"/>.</summary>
    /// <returns>In the order of the ledger, at most <see cref="MaxMatches"/>; empty when nothing matches.</returns>
    /// <exception cref="CuveeException">The dataset cannot be read.</exception>
    /// <param name="folder">The dataset's folder.</param>
    /// <param name="word">Which records.</param>
    /// <param name="inputs">The folder that the paths of input files start from; without it one above the dataset's folder.</param>
    public static ImmutableArray<Explanation> Find(string folder, string word, string? inputs = null)
    {
        var files = DatasetFiles.Of(folder);
        var again = new InputRecords(folder, inputs, files);
        using var ledger = new LedgerReader(folder);
        ImmutableArray<LedgerEntry> records = [];
        // Half of the time goes into the ledger, and what the recipe asks for does not depend on it
        Ordered.Run(workers: 2, () => records = RecordSearch.Find(folder, word, ledger, files), again.Prepare);
        // Of several records only the places are shown
        return records.Length > 1 ? [.. records.Select(record => Bare(folder, record))] : Of(folder, ledger, files, again, records, isWhole: true);
    }

    /// <summary>Explains rows of the ledger, in their order.</summary>
    /// <param name="folder">The dataset's folder.</param>
    /// <param name="ledger">Its ledger.</param>
    /// <param name="files">Its files.</param>
    /// <param name="again">Its input files.</param>
    /// <param name="records">The rows.</param>
    /// <param name="isWhole">Whether all is wanted; else what a look at the record needs.</param>
    internal static ImmutableArray<Explanation> Of(string folder, LedgerReader ledger, DatasetFiles files, InputRecords again, ImmutableArray<LedgerEntry> records, bool isWhole)
    {
        Dictionary<string, LedgerEntry> others = [];
        var histories = new RecordHistory?[records.Length];
        // The others are looked for in the whole ledger
        Ordered.Run(workers: 2, () => others = Others(ledger, records), ReadHistories);
        var texts = EmittedText.Read(folder, files, [.. records.Concat(others.Values).Where(record => record.OutputFile is not null).Select(PlaceOf).Distinct()]);
        var quarantined = Quarantined(folder, records);
        var personal = FoundPersonalData.Of(folder, records);
        var items = FoundItem.Of(folder, records);
        return [.. records.Select(Explain)];

        void ReadHistories()
        {
            for (var i = 0; i < records.Length; i++) histories[i] = records[i].State != Stages.Quarantined && (isWhole || IsDuplicate(records[i])) ? HistoryOf(records[i]) : null;
        }

        Explanation Explain(LedgerEntry record, int index)
        {
            var other = record.OtherId is { } id ? others.GetValueOrDefault(id) : null;
            var reference = IsDuplicate(record) && other is null ? ReferenceOf(record) : null;
            return Bare(folder, record) with
            {
                Text = TextOf(record),
                Other = other,
                OtherText = other is null ? null : TextOf(other),
                Detail = quarantined.GetValueOrDefault(record)?.Detail,
                Raw = quarantined.GetValueOrDefault(record)?.Raw,
                PersonalData = personal.Contains(record.Id) ? [.. personal[record.Id]] : histories[index]?.PersonalData ?? [],
                Items = [.. items[record.Id]],
                History = histories[index],
                IsInputGone = isWhole && histories[index] is null && record.State != Stages.Quarantined,
                OtherHistory = reference?.Value ?? (IsDuplicate(record) && other is not null ? HistoryOf(other) : null),
                ReferencePlace = reference?.Place,
                Choice = isWhole ? RankedChoice.Of(record, again.Recipe, Path.GetFileName(Path.GetFullPath(folder))) : null,
                Tied = isWhole ? TiedRecords.Of(record, ledger) : null,
            };
        }

        RecordHistory? HistoryOf(LedgerEntry record) => again.Read(record, ledger, (read, plan, above) => RecordHistory.Of(read, plan, again.Recipe with { Folder = above }, record));

        (string Place, RecordHistory Value)? ReferenceOf(LedgerEntry record) => again.Recipe.Dedup.Near?.Against is { } source
            ? again.Find(source, record.OtherId!, (read, plan, above) => RecordHistory.Of(read, plan, again.Recipe with { Folder = above }, entry: null))
            : null;

        string? TextOf(LedgerEntry record) => record.OutputFile is null ? null : texts.GetValueOrDefault(PlaceOf(record));
    }

    private static Explanation Bare(string folder, LedgerEntry record) => new(Path.GetFileName(Path.GetFullPath(folder)), record, null, null, null, null, null);

    private static bool IsDuplicate(LedgerEntry record) => record.Stage is Stages.ExactDedup or Stages.NearDedup;

    private static EmittedPlaceOf PlaceOf(LedgerEntry record) => new(record.OutputFile!, record.OutputLine!.Value, record.OutputHash);

    /// <summary>The records that others were dropped for. A benchmark's item is not in the ledger.</summary>
    private static Dictionary<string, LedgerEntry> Others(LedgerReader ledger, ImmutableArray<LedgerEntry> records)
    {
        var ids = records.Where(record => record.Stage != Stages.Decontaminate).Select(record => record.OtherId).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return ids.Count == 0
            ? []
            : ledger.Where($"id IN ({string.Join(", ", ids.Select(DuckDb.QuoteText))}) LIMIT {ids.Count}").ToDictionary(record => record.Id, StringComparer.Ordinal);
    }

    private static Dictionary<LedgerEntry, QuarantinedText> Quarantined(string folder, ImmutableArray<LedgerEntry> records)
    {
        var found = new Dictionary<LedgerEntry, QuarantinedText>(ReferenceEqualityComparer.Instance);
        var wanted = records.Where(record => record.State == Stages.Quarantined).ToLookup(record => record.Line);
        var left = wanted.Sum(line => line.Count());
        var path = Path.Combine(folder, "quarantine.jsonl");
        if (wanted.Count == 0 || !File.Exists(path)) return found;
        foreach (var text in File.ReadLines(path))
        {
            using var line = JsonDocument.Parse(text);
            var row = line.RootElement;
            var (source, file, number, item) = (row.GetProperty("source").GetString(), row.GetProperty("file").GetString(), row.GetProperty("line").GetInt64(), row.GetProperty("item").GetInt64());
            if (wanted[number].FirstOrDefault(one => one.Item == item && one.File == file && one.Source == source) is not { } record) continue;
            var raw = row.TryGetProperty("raw", out var plain) ? plain.GetString()! : EscapedBytes.Of(row.GetProperty("raw_base64").GetBytesFromBase64());
            found[record] = new QuarantinedText(row.GetProperty("detail").GetString()!, raw);
            if (found.Count == left) break;
        }

        return found;
    }

    /// <summary>What quarantine.jsonl says of a record.</summary>
    private sealed record QuarantinedText(string Detail, string Raw);
}
