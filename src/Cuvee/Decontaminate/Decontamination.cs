using System.Collections.Immutable;
using System.Globalization;
using Cuvee.Converting;
using Cuvee.Engine;
using Cuvee.Ingest;
using Cuvee.Inspect;
using Cuvee.Model;
using Cuvee.Publish;
using Cuvee.Sift;

namespace Cuvee.Decontaminate;

/// <summary>
/// One job without a recipe: takes the lines out of any inputs in which a benchmark item is found. The inputs are read twice, since what counts is decided
/// after all of them were seen; kept lines go to OUT as they stand in the input, removed ones with the reason to <c>OUT.removed.jsonl</c>, what is no record
/// to <c>OUT.quarantine.jsonl</c>, the account to <c>OUT.decontamination.json</c>.
/// </summary>
public sealed class Decontamination
{
    internal const string ReportSuffix = ".decontamination.json";

    private readonly DecontaminateOptions _options;
    private readonly IReadOnlyList<InputPath> _files;
    private readonly IReadOnlyList<InputVersion> _versions;
    private readonly string _output;
    private readonly BenchmarkSet _set;
    private readonly Observations _observations = new();
    private readonly List<int> _firstRecords = [];
    private readonly PlacedCounts _quarantined = new();
    private readonly List<FoundMatch> _found = [];
    private long _bytesRead;
    private long _kept;
    private long _removed;
    private long _flagged;

    private Decontamination(IReadOnlyList<InputPath> files, string output, BenchmarkSet set, DecontaminateOptions options) =>
        (_files, _versions, _output, _set, _options) = (files, [.. files.Select(file => new InputVersion(file.Path))], output, set, options);

    /// <summary>Searches files, folders and globs and writes the file <paramref name="output"/>, which is replaced in one step.</summary>
    /// <exception cref="CuveeException">Nothing was written: an input or benchmark is damaged, or is an output, or no record was found.</exception>
    public static DecontaminationResult Run(IEnumerable<string> inputs, string output, DecontaminateOptions options)
    {
        var files = DataFiles.Find(inputs, options.Folder);
        var sources = Sources(options);
        var read = files.Select(file => file.Path).Concat(sources.Select(source => source.Path));
        var path = SiftedOutput.PathOf(
            output, options.Folder, read, target => [target + SiftedOutput.RemovedSuffix, target + SiftedOutput.QuarantineSuffix, target + ReportSuffix]);
        return new Decontamination(files, path, BenchmarkSet.Load(sources, options.Rule.WordsPerNgram), options).Run(output);
    }

    private static List<BenchmarkSource> Sources(DecontaminateOptions options)
    {
        var files = DataFiles.Find(options.Against, options.Folder);
        if (options.Names.Length > 0 && options.Names.Length != files.Count)
        {
            throw new CuveeException(string.Create(
                CultureInfo.InvariantCulture, $"--name: {options.Names.Length} names for {files.Count} benchmark files; give one for each --against, in the same order"));
        }

        return
        [
            .. files.Select((file, i) => new BenchmarkSource { Path = file.Path, FileKey = file.Key, Name = options.Names.Length > 0 ? options.Names[i] : null, Map = options.Map }),
        ];
    }

    private DecontaminationResult Run(string name)
    {
        var allowed = ReadAllowed();
        Observe();
        var decision = ContaminationDecision.Decide(_set, _options.Rule, _observations, allowed);
        using var kept = _options.Action == ContaminationAction.Report ? null : new RowFile(_output, RowFile.KindOf(_output), []);
        using var removed = new RowFile(_output + SiftedOutput.RemovedSuffix, "jsonl", []);
        using var quarantine = new RowFile(_output + SiftedOutput.QuarantineSuffix, "jsonl", []);
        Sort(decision, kept, removed, quarantine);
        foreach (var version in _versions) version.CheckUnchanged();
        if (_kept + _removed == 0 && SiftedOutput.NothingReadable(_quarantined, _files) is { } error) throw error;

        var result = new DecontaminationResult(name, _options, _set, decision, _files.Count, _observations.RecordCount, _kept, _removed, _flagged, _quarantined.Counts, [.. _found]);
        PublishReport(result);
        if (kept is null) return result;
        SiftedOutput.Publish(removed, _output + SiftedOutput.RemovedSuffix, _removed > 0);
        SiftedOutput.Publish(quarantine, _output + SiftedOutput.QuarantineSuffix, _quarantined.All.Any());
        kept.Publish();
        return result;
    }

    private void Observe()
    {
        _options.Progress.Begin("search", _files.Sum(file => new FileInfo(file.Path).Length), "bytes");
        Ordered.ForEach(
            InputBlock.Of(_files, encoding: null, _options.BlockBytes),
            _options.Threads,
            () => (Func<InputBlock, (InputBlock Input, Observations Result)>)new ObservationWorker(NewReader(), _set).Observe,
            work =>
            {
                Advance(work.Input);
                _firstRecords.Add(_observations.RecordCount);
                _observations.Append(work.Result);
            });
        _firstRecords.Add(_observations.RecordCount);
    }

    private void Sort(ContaminationDecision decision, RowFile? kept, RowFile removed, RowFile quarantine)
    {
        var matches = decision.Matches.ToLookup(match => match.Record);
        var block = 0;
        _bytesRead = 0;
        _options.Progress.Begin("write", _files.Sum(file => new FileInfo(file.Path).Length), "bytes");
        Ordered.ForEach(
            InputBlock.Of(_files, encoding: null, _options.BlockBytes).Select((input, i) => (input, i < _firstRecords.Count - 1 ? _firstRecords[i] : throw SiftedOutput.Changed())),
            _options.Threads,
            () => (Func<(InputBlock, int), (InputBlock Input, SortedBlock Result)>)new SortingWorker(NewReader(), _set, decision, matches, _options.Action, _files).Sort,
            work =>
            {
                Advance(work.Input);
                if (_firstRecords[block] + work.Result.RecordCount != _firstRecords[++block]) throw SiftedOutput.Changed();
                kept?.Write(work.Result.Kept.Written, longestRow: 0);
                removed.Write(work.Result.Removed.Written, longestRow: 0);
                quarantine.Write(work.Result.Quarantine.Written, longestRow: 0);
                Count(work.Result);
            });
    }

    private void Count(SortedBlock block)
    {
        _kept += block.KeptCount;
        _removed += block.RemovedCount;
        _flagged += block.FlaggedCount;
        _quarantined.Add(block.Quarantined);
        _found.AddRange(block.Found);
    }

    private void Advance(InputBlock input)
    {
        if (input.Damage is { } damage) throw new CuveeException(damage);
        _options.Progress.Advance(input.BytesRead - _bytesRead);
        _bytesRead = input.Block is null ? 0 : input.BytesRead;
    }

    private RecordReader NewReader() => new(FormatWords.Parse(_options.Format), _options.InputMap.IsEmpty ? null : new FieldMap(_options.InputMap), keepExtra: false);

    private IEnumerable<Utf8> ReadAllowed()
    {
        if (_options.Allow is not { } file) return [];
        try
        {
            return AllowedTexts.Read(new InputPath(Path.GetFullPath(file, _options.Folder), file)).Texts;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CuveeException($"--allow {file}: cannot be read ({exception.Message.TrimEnd('.')}); name a file with a text a line", exception);
        }
    }

    private void PublishReport(DecontaminationResult result)
    {
        var aside = _output + ReportSuffix + ".partial";
        JsonDocumentWriter.Write(aside, result.Write);
        File.Move(aside, _output + ReportSuffix, overwrite: true);
    }
}
