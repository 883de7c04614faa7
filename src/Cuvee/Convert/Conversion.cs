using System.Collections.Immutable;
using System.Globalization;
using Cuvee.Engine;
using Cuvee.Ingest;
using Cuvee.Inspect;
using Cuvee.Model;
using Cuvee.Publish;
using Cuvee.Recipes;

namespace Cuvee.Converting;

/// <summary>
/// One job without a recipe: reads any inputs and writes their records to one file of another format, in input order, none dropped. What is no record goes
/// to <c>OUT.quarantine.jsonl</c> beside it. What a record would lose is an error unless it is allowed.
/// </summary>
public sealed class Conversion
{
    private const string QuarantineSuffix = ".quarantine.jsonl";

    private readonly ConvertOptions _options;
    private readonly IReadOnlyList<InputPath> _files;
    private readonly string _output;
    private readonly PlacedCounts _quarantined = new();
    private readonly PlacedCounts _losses = new();
    private readonly PlacedCounts _impossible = new();
    private readonly long[] _formats = new long[Enum.GetValues<RecordFormat>().Length];
    private readonly List<string> _empty = [];
    private long _bytesRead;
    private long _written;
    private long _duplicateKeys;

    private Conversion(IReadOnlyList<InputPath> files, string output, ConvertOptions options) => (_files, _output, _options) = (files, output, options);

    /// <summary>Converts files, folders and globs into the file <paramref name="output"/>, which is replaced in one step.</summary>
    /// <exception cref="CuveeException">Nothing was written: an input is damaged or is the output, something would be lost, or no record was found.</exception>
    public static ConversionResult Run(IEnumerable<string> inputs, string output, ConvertOptions options)
    {
        CheckWords(options);
        var files = DataFiles.Find(inputs, options.Folder);
        var path = Path.GetFullPath(output, options.Folder);
        foreach (var target in new[] { path, path + QuarantineSuffix })
        {
            if (Directory.Exists(target)) throw new CuveeException($"{output}: is a folder; name a file");
            var real = RealPath.Of(target);
            if (files.Any(file => RealPath.Of(file.Path) == real)) throw new CuveeException($"{output}: is an input too; choose another output file");
        }

        return new Conversion(files, path, options).Run(output);
    }

    private ConversionResult Run(string name)
    {
        var kind = RowFile.KindOf(_output);
        using var rows = new RowFile(_output, kind, ParquetFiles.Columns(OutputOf(kind)));
        using var quarantine = new RowFile(_output + QuarantineSuffix, "jsonl", []);
        _options.Progress.Begin("convert", _files.Sum(file => new FileInfo(file.Path).Length), "bytes");
        Ordered.ForEach(
            InputBlock.Of(_files, _options.Encoding, _options.BlockBytes),
            _options.Threads,
            () => NewWorker(kind),
            work =>
            {
                rows.Write(work.Result.Rows.Written, work.Result.LongestRow);
                quarantine.Write(work.Result.Quarantine.Written, 0);
                Count(work.Input, work.Result);
            });
        ThrowIfLost();
        var hasQuarantine = _quarantined.All.Any();
        if (hasQuarantine) quarantine.Publish();
        rows.Publish();
        // One of an earlier conversion would be taken for this one's.
        if (!hasQuarantine) File.Delete(_output + QuarantineSuffix);
        return ResultOf(name, hasQuarantine);
    }

    private ConversionResult ResultOf(string name, bool hasQuarantine)
    {
        var formats = Enum.GetValues<RecordFormat>().Where(format => _formats[(int)format] > 0);
        return new ConversionResult(
            name,
            _options.To,
            _files.Count,
            [.. _empty],
            _written,
            _quarantined.Counts,
            hasQuarantine ? name + QuarantineSuffix : null,
            _losses.Counts,
            formats.ToImmutableSortedDictionary(FormatWords.Of, format => _formats[(int)format], StringComparer.Ordinal),
            _duplicateKeys);
    }

    private Func<InputBlock, (InputBlock Input, ConvertedBlock Result)> NewWorker(string kind)
    {
        var hasMetadata = _options.Metadata.IsFull || !_options.Metadata.Renames.IsEmpty;
        var reader = new RecordReader(FormatWords.Parse(_options.Format), _options.Map.IsEmpty ? null : new FieldMap(_options.Map), keepExtra: hasMetadata);
        var format = RowFormats.Of(_options.To, _options.Key, _options.Style == "text", forColumns: kind == "parquet");
        return new ConversionWorker(reader, format, hasMetadata ? new ItemMetadata(_options.Metadata) : null, _files).Convert;
    }

    private void Count(InputBlock input, ConvertedBlock block)
    {
        if (input.Damage is { } damage) throw new CuveeException(damage);
        if (input.Block is null && input.Head!.Detection.Kind == ContainerKind.Empty) _empty.Add(_files[input.File].Key);
        _options.Progress.Advance(input.BytesRead - _bytesRead);
        _bytesRead = input.Block is null ? 0 : input.BytesRead;
        _written += block.RowCount;
        _duplicateKeys += block.DuplicateKeys;
        _quarantined.Add(block.Quarantined);
        _losses.Add(block.Losses);
        _impossible.Add(block.Impossible);
        for (var i = 0; i < _formats.Length; i++) _formats[i] += block.Formats[i];
    }

    private void ThrowIfLost()
    {
        foreach (var (problem, count, first, _) in _impossible.All)
        {
            throw new CuveeException(Text($"{count:N0} records cannot be written as {_options.To}: {problem} (first: {Place(first)}); choose another format"));
        }

        foreach (var (word, count, first, _) in _losses.All)
        {
            if (_options.Allow.Contains(word)) continue;
            throw new CuveeException(Text($"{_options.To} would lose '{word}' of {count:N0} records (first: {Place(first)}); allow it with --allow {word}, or choose another format"));
        }

        if (_written > 0 || _quarantined.All.FirstOrDefault() is not { Word: { } reason } quarantined) return;
        throw new CuveeException($"no record could be read: {reason}, {quarantined.Detail} (first: {Place(quarantined.First)}); say what the columns are with --map or --format");
    }

    private string Place(Origin origin) => string.Create(CultureInfo.InvariantCulture, $"{_files[origin.File].Key}:{origin.Line}");

    private Output OutputOf(string kind) => new()
    {
        Mark = default,
        Format = _options.To,
        Files = kind,
        Metadata = _options.Metadata,
        ShardBytes = long.MaxValue,
        IsCompiled = false,
        Key = _options.Key,
        Style = _options.Style,
        Allow = _options.Allow,
    };

    private static void CheckWords(ConvertOptions options)
    {
        Check("--to", options.To, RowFormats.Words);
        Check("--key", options.Key, ["messages", "conversations"]);
        Check("--style", options.Style, ["messages", "text"]);
        foreach (var loss in options.Allow) Check("--allow", loss, [.. Enum.GetNames<Losses>()[1..].Select(name => name.ToLowerInvariant())]);
    }

    private static void Check(string option, string word, string[] words)
    {
        if (!words.Contains(word)) throw new CuveeException($"{option} {word}: unknown; use one of {string.Join(", ", words)}");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
