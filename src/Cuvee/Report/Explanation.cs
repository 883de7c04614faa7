using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Cuvee.Engine;
using Cuvee.Interop;
using Cuvee.Model;

namespace Cuvee.Report;

/// <summary>One record's life: its row of the ledger, the text that was written, and for a duplicate the record that was kept in its place.</summary>
/// <param name="Dataset">Name of the dataset's folder.</param>
/// <param name="Record">Its row.</param>
/// <param name="Text">The emitted line as JSON; null when nothing was written of it.</param>
/// <param name="Other">The record kept in its place, else null.</param>
/// <param name="OtherText">What was written of that one.</param>
/// <param name="Detail">For a quarantined record what is wrong with it.</param>
/// <param name="Raw">For a quarantined record its bytes, as text or in base64.</param>
/// <param name="AsRead">For a near-duplicate the record as it was read, as a line of the messages format, and likewise the one kept in its place; null where the input is not at hand.</param>
public sealed record Explanation(string Dataset, LedgerEntry Record, string? Text, LedgerEntry? Other, string? OtherText, string? Detail, string? Raw, (string Record, string Other)? AsRead)
{
    /// <summary>What the repair of mis-decoded text did to it, in the order of its texts; empty where it did nothing or the input is not at hand.</summary>
    public ImmutableArray<TextRepair> Repairs { get; init; } = [];

    /// <summary>The personal data that was found in it, in the order of its texts; empty when nobody looked for any.</summary>
    public ImmutableArray<FoundPersonalData> PersonalData { get; init; } = [];

    /// <summary>Its texts that were written in HTML, before and after the rule <c>markup</c>; empty where there are none or the input is not at hand.</summary>
    public ImmutableArray<MarkupChange> Markup { get; init; } = [];

    /// <summary>More matches than these are not a question about one record.</summary>
    public const int MaxMatches = 100;

    /// <summary>The shortest beginning of an id that is looked up.</summary>
    private const int MinIdCharacters = 6;

    private const int HashCharacters = 16;

    /// <summary>
    /// Explains the records that a word stands for: an id or its beginning (at least 6 characters), <c>FILE:LINE</c> or
    /// <c>FILE:LINE:ITEM</c> of an input file, or <c>FILE:LINE</c> of an output file. Of a file the trailing part of its path is enough.
    /// </summary>
    /// <returns>In the order of the ledger, at most <see cref="MaxMatches"/>; empty when nothing matches.</returns>
    /// <exception cref="CuveeException">The word is neither, or the dataset cannot be read.</exception>
    /// <param name="folder">The dataset's folder.</param>
    /// <param name="word">Which records.</param>
    /// <param name="inputs">The folder that the paths of input files start from; without it one above the dataset's folder.</param>
    public static ImmutableArray<Explanation> Find(string folder, string word, string? inputs = null)
    {
        using var ledger = LedgerReader.Open(folder);
        var records = ledger.Where($"{Condition(word)} LIMIT {MaxMatches}");
        return Of(folder, ledger, records.IsEmpty ? ByCopy(folder, word, ledger) : records, inputs);
    }

    /// <summary>Explains rows of the ledger, in their order.</summary>
    internal static ImmutableArray<Explanation> Of(string folder, LedgerReader ledger, ImmutableArray<LedgerEntry> records, string? inputs = null)
    {
        var others = Others(ledger, records);
        var texts = EmittedText.Read(folder, records.Concat(others.Values).Where(record => record.OutputFile is not null).Select(PlaceOf));
        var quarantined = Quarantined(folder, records);
        var personal = FoundPersonalData.Of(folder, records);
        return
        [
            .. records.Select(record =>
            {
                var other = record.OtherId is { } id ? others.GetValueOrDefault(id) : null;
                var (detail, raw) = quarantined.GetValueOrDefault((record.Source, record.File, record.Line, record.Item));
                return new Explanation(Path.GetFileName(Path.GetFullPath(folder)), record, TextOf(record), other, other is null ? null : TextOf(other), detail, raw, AsReadOf(record, other))
                {
                    Repairs = TextRepair.Of(folder, inputs, record),
                    PersonalData = [.. personal[record.Id]],
                    Markup = MarkupChange.Of(folder, inputs, record),
                };
            }),
        ];

        (string Record, string Other)? AsReadOf(LedgerEntry record, LedgerEntry? other)
        {
            if (record.Stage != Stages.NearDedup || other is null) return null;
            return (SourceText.Read(folder, inputs, record), SourceText.Read(folder, inputs, other)) is ({ } one, { } two) ? (one, two) : null;
        }

        string? TextOf(LedgerEntry record) => record.OutputFile is null ? null : texts.GetValueOrDefault(PlaceOf(record));
    }

    private static (string File, long Line) PlaceOf(LedgerEntry record) => (record.OutputFile!, record.OutputLine!.Value);

    private static string Condition(string word)
    {
        if (word.Length >= MinIdCharacters && word.Length <= 32 && word.All(char.IsAsciiHexDigitLower)) return $"starts_with(id, '{word}')";
        if (TrySplit(word, out var inner, out var item) && TrySplit(inner, out var array, out var start)) return $"line = {start} AND item = {item} AND {IsAt("file", array)}";
        if (TrySplit(word, out var file, out var line) && line > 0) return $"(line = {line} AND {IsAt("file", file)}) OR (output_line = {line} AND {IsAt("output_file", file)})";
        throw new CuveeException($"{word}: neither an id nor FILE:LINE; take one from the ledger, as in 'data/chats.jsonl:12'");
    }

    /// <summary>Whether one of two paths ends with the other, at a folder's border.</summary>
    private static string IsAt(string column, string file)
    {
        var text = DuckDb.QuoteText(file);
        return $"({column} = {text} OR ends_with({column}, '/' || {text}) OR ends_with({text}, '/' || {column}))";
    }

    private static bool TrySplit(string word, out string file, out long line)
    {
        var colon = word.LastIndexOf(':');
        line = 0;
        file = colon < 1 ? string.Empty : word[..colon];
        if (file.StartsWith("./", StringComparison.Ordinal)) file = file[2..];
        return file.Length > 0 && long.TryParse(word.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out line);
    }

    /// <summary>A repeated record stands in more lines than the one that the ledger names; those are found by their content.</summary>
    private static ImmutableArray<LedgerEntry> ByCopy(string folder, string word, LedgerReader ledger)
    {
        if (!TrySplit(word, out var file, out var line)) return [];
        var name = $"data/{Path.GetFileName(file)}";
        if (!File.Exists(Path.Combine(folder, name)) || !EmittedText.Read(folder, [(name, line)]).TryGetValue((name, line), out var text)) return [];
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..HashCharacters];
        return ledger.Where($"output_hash = '{hash}' LIMIT {MaxMatches}");
    }

    private static Dictionary<string, LedgerEntry> Others(LedgerReader ledger, ImmutableArray<LedgerEntry> records)
    {
        var ids = records.Select(record => record.OtherId).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return ids.Count == 0 ? [] : ledger.Where($"id IN ({string.Join(", ", ids.Select(DuckDb.QuoteText))})").ToDictionary(record => record.Id, StringComparer.Ordinal);
    }

    private static Dictionary<(string Source, string File, long Line, long Item), (string Detail, string Raw)> Quarantined(string folder, ImmutableArray<LedgerEntry> records)
    {
        var found = new Dictionary<(string Source, string File, long Line, long Item), (string Detail, string Raw)>();
        var wanted = records.Where(record => record.State == Stages.Quarantined).Select(record => (record.Source, record.File, record.Line, record.Item)).ToHashSet();
        var path = Path.Combine(folder, "quarantine.jsonl");
        if (wanted.Count == 0 || !File.Exists(path)) return found;
        foreach (var text in File.ReadLines(path))
        {
            using var line = JsonDocument.Parse(text);
            var row = line.RootElement;
            var place = (row.GetProperty("source").GetString()!, row.GetProperty("file").GetString()!, row.GetProperty("line").GetInt64(), row.GetProperty("item").GetInt64());
            if (!wanted.Contains(place)) continue;
            var raw = row.TryGetProperty("raw", out var plain) ? plain : row.GetProperty("raw_base64");
            found[place] = (row.GetProperty("detail").GetString()!, raw.GetString()!);
        }

        return found;
    }
}
