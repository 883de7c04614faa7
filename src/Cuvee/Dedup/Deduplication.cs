using Cuvee.Converting;
using Cuvee.Engine;
using Cuvee.Ingest;
using Cuvee.Inspect;
using Cuvee.Model;
using Cuvee.Sift;

namespace Cuvee.Dedup;

/// <summary>
/// One job without a recipe: takes the lines out of any inputs whose records repeat others. Kept lines go to OUT as they stand in the input, removed ones with the
/// reason to <c>OUT.removed.jsonl</c>, what is no record to <c>OUT.quarantine.jsonl</c>. A line with several records goes when all of them repeat others.
/// </summary>
public sealed class Deduplication
{
    private readonly DedupOptions _options;
    private readonly IReadOnlyList<DedupInput> _inputs;
    private readonly string _output;
    private readonly string _removed;
    private readonly SignaturePlan? _signatures;
    private readonly PlacedCounts _quarantined = new();
    private readonly PlacedCounts _unreadable = new();
    private long _bytesRead;

    private Deduplication(IReadOnlyList<DedupInput> inputs, string output, string removed, DedupOptions options)
    {
        (_inputs, _output, _removed, _options) = (inputs, output, removed, options);
        if (options.Near is { } near) _signatures = SignaturePlan.Of([near])[0];
    }

    /// <summary>Compares the records of files, folders and globs and writes the file <paramref name="output"/>, which is replaced in one step.</summary>
    /// <exception cref="CuveeException">Nothing was written: an input is damaged, or is an output, or no record was found.</exception>
    public static DeduplicationResult Run(IEnumerable<string> inputs, string output, DedupOptions options)
    {
        var references = options.Against.IsEmpty ? [] : DataFiles.Find(options.Against, options.Folder);
        var files = DataFiles.Find(inputs, options.Folder);
        if (references.FirstOrDefault(reference => files.Any(file => RealPath.Of(file.Path) == RealPath.Of(reference.Path))) is { } both)
        {
            throw new CuveeException($"--against {both.Key}: is an input too, and nothing of it would be kept; leave it out of one of them");
        }

        var removed = options.Removed is null ? null : Path.GetFullPath(options.Removed, options.Folder);
        if (removed is not null && !removed.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase)) throw new CuveeException($"--removed {options.Removed}: removed lines are written as JSON lines; let the name end in .jsonl");
        var path = SiftedOutput.PathOf(
            output,
            options.Folder,
            references.Concat(files).Select(file => file.Path),
            target => [removed ?? target + SiftedOutput.RemovedSuffix, target + SiftedOutput.QuarantineSuffix]);
        if (removed is not null && (removed == path || removed == path + SiftedOutput.QuarantineSuffix)) throw new CuveeException($"--removed {options.Removed}: is written for something else too; choose another file");
        var all = new List<DedupInput>();
        try
        {
            foreach (var reference in references) all.Add(new DedupInput(reference, isReference: true, options.InPlaceBytes));
            foreach (var file in files) all.Add(new DedupInput(file, isReference: false, options.InPlaceBytes));
            return DiskSpace.Guard(Path.GetDirectoryName(path)!, () => new Deduplication(all, path, removed ?? path + SiftedOutput.RemovedSuffix, options).Run(output));
        }
        finally
        {
            foreach (var input in all) input.Dispose();
        }
    }

    private DeduplicationResult Run(string name)
    {
        using var store = new DedupStore(_output, _inputs, (_signatures?.Hashes ?? 0) * sizeof(uint));
        using var quarantine = new RowFile(_output + SiftedOutput.QuarantineSuffix, "jsonl", []);
        Read(store, quarantine);
        if (store.RecordCount == store.ReferenceCount && SiftedOutput.NothingReadable(_quarantined, [.. _inputs.Select(input => input.Path)]) is { } error) throw error;
        var verdicts = DedupVerdicts.Decide(store, _options, () => new DedupShingles(store, _options.Near!, NewReader()));
        using var kept = new RowFile(_output, RowFile.KindOf(_output), []);
        using var removed = new RowFile(_removed, "jsonl", []);
        var writer = new DedupWriter(store, verdicts, _options, kept, removed);
        writer.Write();
        SiftedOutput.Publish(removed, _removed, writer.Removed.Count > 0);
        SiftedOutput.Publish(quarantine, _output + SiftedOutput.QuarantineSuffix, _quarantined.All.Any());
        kept.Publish();
        return Result(name, store, verdicts, writer);
    }

    private DeduplicationResult Result(string name, DedupStore store, DedupVerdicts verdicts, DedupWriter writer) => new(name, _options)
    {
        Inputs = _inputs.Count(input => !input.IsReference),
        Records = store.RecordCount - store.ReferenceCount,
        ReferenceRecords = store.ReferenceCount,
        Kept = writer.Kept,
        Removed = [.. writer.Removed],
        Quarantined = _quarantined.Counts,
        Unverified = verdicts.Unverified,
        UnreadableReferences = [.. _unreadable.All.Select(entry => (Count: entry.Count, Where: $"{_inputs[entry.First.File].Path.Key}:{entry.First.Line}", Why: entry.Detail))],
        Clusters =
        [
            .. writer.Clusters.OrderByDescending(cluster => cluster.Value).ThenBy(cluster => cluster.Key).Take(DeduplicationResult.MaxClusters).Select(cluster =>
            {
                var item = store.ItemOf(cluster.Key);
                return (_inputs[store.FileOf(item)].Path.Key, (long)store[item].Line, cluster.Value);
            }),
        ],
    };

    private void Read(DedupStore store, RowFile quarantine)
    {
        _options.Progress.Begin("read", _inputs.Sum(input => new FileInfo(input.Path.Path).Length), "bytes");
        var blocks = new Recycled<DedupBlock>();
        Ordered.ForEach(
            InputBlock.Of([.. _inputs.Select(input => input.Path)], encoding: null, _options.BlockBytes),
            _options.Threads,
            () => (Func<InputBlock, (InputBlock Input, DedupBlock Result)>)new DedupWorker(NewReader(), _options, _signatures, _inputs, blocks).Read,
            work =>
            {
                Advance(work.Input);
                store.Append(work.Input.File, work.Result);
                quarantine.Write(work.Result.Quarantine.Written, longestRow: 0);
                (_inputs[work.Input.File].IsReference ? _unreadable : _quarantined).Add(work.Result.Quarantined);
                blocks.Return(work.Result);
            });
    }

    private void Advance(InputBlock input)
    {
        if (input.Damage is { } damage) throw new CuveeException(damage);
        _options.Progress.Advance(input.BytesRead - _bytesRead);
        _bytesRead = input.Block is null ? 0 : input.BytesRead;
    }

    private RecordReader NewReader() => new(FormatWords.Parse(_options.Format), _options.InputMap.IsEmpty ? null : new FieldMap(_options.InputMap), keepExtra: false);
}
