using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Cuvee.Interop;
using Cuvee.Model;

namespace Cuvee.Report;

/// <summary>
/// Finds the rows of a ledger that a word stands for: an id or its beginning (at least 6 characters), <c>FILE:LINE</c> or <c>FILE:LINE:ITEM</c> of an input file, or
/// <c>FILE:LINE</c> of an output file. Of a file the trailing part of its path is enough.
/// </summary>
public static class RecordSearch
{
    private const int MinIdCharacters = 6;
    private const int IdCharacters = 32;
    private const int HashCharacters = 16;

    /// <summary>Files that are named when nothing is like the one asked for.</summary>
    private const int NamedFiles = 5;

    /// <summary>The rows, in the order of the ledger; empty when nothing matches.</summary>
    internal static ImmutableArray<LedgerEntry> Find(string folder, string word, LedgerReader ledger, DatasetFiles files)
    {
        if (IsId(word)) return ledger.Where(word.Length == IdCharacters ? $"id = '{word}' LIMIT 1" : $"starts_with(id, '{word}') LIMIT {Explanation.MaxMatches}");
        if (PlaceOf(word, files) is not { } place) return [];
        // One file at a time, so that the statistics of the row groups say which of them to read
        var found = new List<LedgerEntry>();
        var item = place.Item is { } number ? $" AND item = {number}" : "";
        foreach (var file in files.InputsNamed(place.File)) found.AddRange(ledger.Where($"line = {place.Line} AND file = {DuckDb.QuoteText(file)}{item} LIMIT {Explanation.MaxMatches}"));
        foreach (var file in place.Item is null ? files.OutputsNamed(place.File) : []) found.AddRange(Emitted(folder, file, place.Line, ledger, files));
        return [.. found.Take(Explanation.MaxMatches)];
    }

    /// <summary>What to say when no dataset has what was asked for.</summary>
    /// <param name="folder">What the user named.</param>
    /// <param name="datasets">The datasets in it.</param>
    /// <param name="word">What was asked for.</param>
    public static CuveeException Missing(string folder, IEnumerable<string> datasets, string word)
    {
        if (IsId(word)) return new CuveeException($"{folder}: no record has an id that is or begins with {word}; `cuvee query {folder} \"SELECT id, file, line FROM ledger\"` lists them");
        var known = datasets.Select(dataset => (Folder: dataset, Files: DatasetFiles.Of(dataset))).ToList();
        var names = known.SelectMany(dataset => dataset.Files.Names).Distinct(StringComparer.Ordinal).ToList();
        if (known.Select(dataset => PlaceOf(word, dataset.Files)).FirstOrDefault(found => found is not null) is not { } place)
            return new CuveeException($"{word}: neither an id nor FILE:LINE; take one from the ledger, as in '{names.FirstOrDefault() ?? "data/chats.jsonl"}:12'");
        var dataset = known.Find(dataset => dataset.Files.InputsNamed(place.File).Length + dataset.Files.OutputsNamed(place.File).Length > 0);
        return new CuveeException(dataset.Files is null ? Unknown(folder, place.File, names) : NoSuchLine(dataset.Folder, dataset.Files, word, place.File));
    }

    private static string Unknown(string folder, string file, List<string> names)
    {
        var meant = Suggestion.For(file, names) ?? Suggestion.For(Path.GetFileName(file), names.Select(name => Path.GetFileName(name)).Distinct(StringComparer.Ordinal));
        var advice = meant is not null ? $"did you mean '{meant}'?" : $"they are {string.Join(", ", names.Take(NamedFiles))}{(names.Count > NamedFiles ? ", ..." : "")}";
        return $"{folder}: no input or output file is called '{file}'; {advice}";
    }

    private static string NoSuchLine(string folder, DatasetFiles files, string word, string name)
    {
        if (files.InputsNamed(name) is not [var file, ..])
        {
            var (output, lines) = files.Outputs.First(known => known.Path == files.OutputsNamed(name)[0]);
            return $"{word}: no such line; {output} has {lines.ToString("N0", CultureInfo.InvariantCulture)}";
        }

        using var ledger = new LedgerReader(folder);
        var last = ledger.Read("coalesce(max(line), 0)", $"file = {DuckDb.QuoteText(file)}", (result, row) => result.Column(0).Int64(row))[0];
        return last == 0
            ? $"{word}: no record was read from {file}"
            : $"{word}: no record begins on that line; the last of {file} begins on line {last.ToString("N0", CultureInfo.InvariantCulture)}, and blank lines hold none";
    }

    private static bool IsId(string word) => word.Length is >= MinIdCharacters and <= IdCharacters && word.All(char.IsAsciiHexDigitLower);

    /// <summary>A name may hold a colon: the file decides whether the last number is an item.</summary>
    private static (string File, long Line, long? Item)? PlaceOf(string word, DatasetFiles files)
    {
        if (!TrySplit(word, out var file, out var number)) return null;
        if (TrySplit(file, out var shorter, out var line) && files.InputsNamed(file).IsEmpty) return (shorter, line, number);
        return number > 0 ? (file, number, null) : null;
    }

    private static bool TrySplit(string word, out string file, out long line)
    {
        var colon = word.LastIndexOf(':');
        line = 0;
        file = colon < 1 ? string.Empty : word[..colon];
        if (file.StartsWith("./", StringComparison.Ordinal)) file = file[2..];
        return file.Length > 0 && long.TryParse(word.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out line);
    }

    /// <summary>A repeated record stands in more lines than the one that the ledger names; those are found by what they hold.</summary>
    private static ImmutableArray<LedgerEntry> Emitted(string folder, string file, long line, LedgerReader ledger, DatasetFiles files)
    {
        // Lines are in the order of ranks, so no row group can be passed over: first which row it is, from two columns, then the row
        var rows = ledger.RowNumbers($"output_line = {line} AND output_file = {DuckDb.QuoteText(file)} LIMIT 1");
        if (!rows.IsEmpty) return ledger.Row(rows[0]);
        if (!File.Exists(Path.Combine(folder, file)) || EmittedText.Read(folder, files, [new EmittedPlaceOf(file, line, null)]).Values.FirstOrDefault() is not { } text) return [];
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..HashCharacters];
        return ledger.Where($"output_hash = '{hash}' LIMIT {Explanation.MaxMatches}");
    }
}
