using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Cuvee.Cache;
using Cuvee.Decontaminate;
using Cuvee.Ingest;
using Cuvee.Model;
using Cuvee.Pii;

namespace Cuvee.Engine;

/// <summary>
/// The first pass over one source: every record is read once, and what is decided later is decided on the facts gathered here. Blocks are
/// worked on by all threads and committed in file order.
/// </summary>
internal sealed class Intake
{
    private readonly SourceFacts _source;
    private readonly TagTable _tags;
    private readonly Outcomes _outcomes;
    private readonly IntakeOptions _options;
    private readonly Store _store;
    private readonly Json.ByteBuffer _quarantine = new(0);
    private readonly RecordIds _ids = new();
    private IReadOnlyList<InputPath> _files = [];
    private ItemCounter _items = new();
    private StagedFileWriter? _staged;
    private FileStart _start;
    private int _file = -1;
    private string[] _lastTags = [];
    private int _lastNumber;

    private Intake(SourceFacts source, TagTable tags, Outcomes outcomes, Store store, IntakeOptions options)
    {
        (_source, _tags, _outcomes, _store, _options) = (source, tags, outcomes, store, options);
        _start = FileStart.Of(source);
    }

    /// <summary>Reads a source into a new set of facts; files that the cache has an entry of are not read.</summary>
    /// <exception cref="CuveeException">A file is damaged and the recipe does not ask to quarantine it.</exception>
    public static SourceFacts Read(SourcePlan plan, IReadOnlyList<InputPath> files, TagTable tags, Outcomes outcomes, Store store, IntakeOptions options)
    {
        var source = new SourceFacts
        {
            Plan = plan,
            Observations = [.. plan.Benchmarks.Select(_ => new Observations())],
            Changes = new ChangeTable(plan.ChangeRules),
        };
        new Intake(source, tags, outcomes, store, options).Read(files);
        return source;
    }

    private void Read(IReadOnlyList<InputPath> files)
    {
        _files = files;
        var plan = _source.Plan;
        var blocks = new Recycled<IntakeBlock>();
        var counter = new FileCounter();
        Ordered.ForEach<FileBlock, (FileBlock Input, IntakeBlock Result)>(
            Blocks(files),
            _options.Threads,
            () =>
            {
                var worker = new IntakeWorker(plan, _outcomes, blocks);
                return input => (input, worker.Run(input, files[input.File].Key));
            },
            work =>
            {
                if (work.Input.Entry is { } entry) _source.Files.Add(_store.Open(entry).Load(files[work.Input.File], _source, _tags, _outcomes));
                else Commit(work.Result, work.Input.File);
                counter.Add(work.Result);
                blocks.Return(work.Result);
                _options.Progress.Advance(work.Input.BytesRead - counter.BytesRead);
                counter.BytesRead = work.Input.BytesRead;
                if (work.Input.End is { } end) Finish(counter.Finish(files[work.Input.File], end));
                if (work.Input.End is not null || work.Input.Entry is not null) counter = new FileCounter();
            });
    }

    /// <summary>All blocks of all files in order; behind the last block of a file an empty one that says how the file ended.</summary>
    private IEnumerable<FileBlock> Blocks(IReadOnlyList<InputPath> files)
    {
        for (var i = 0; i < files.Count; i++)
        {
            foreach (var block in Blocks(files[i], i)) yield return block;
        }
    }

    private IEnumerable<FileBlock> Blocks(InputPath path, int number)
    {
        if (_options.Cache?.Find(_source.Plan.Name, _options.Key, path) is { } entry)
        {
            yield return new FileBlock(number, null, ContainerKind.Empty, null, new FileInfo(path.Path).Length, entry);
            yield break;
        }

        InputFile? file = null;
        IEnumerator<Block>? blocks = null;
        try
        {
            while (true)
            {
                string? damage = null;
                Block? block = null;
                try
                {
                    file ??= _options.Opening.Open(path.Path, path.Key, _options.Encoding);
                    blocks ??= file.Blocks(_options.BlockBytes).GetEnumerator();
                    if (blocks.MoveNext()) block = blocks.Current;
                }
                catch (CuveeException exception) when (_options.QuarantineDamage)
                {
                    damage = exception.Message;
                }

                if (block is null)
                {
                    yield return new FileBlock(number, null, file?.Detection.Kind ?? ContainerKind.Empty, EndOf(path, file, damage), file?.BytesRead ?? 0);
                    yield break;
                }

                yield return new FileBlock(number, block, file!.Detection.Kind, null, file.BytesRead);
            }
        }
        finally
        {
            blocks?.Dispose();
            file?.Dispose();
        }
    }

    private static FileEnd EndOf(InputPath path, InputFile? file, string? damage)
    {
        if (damage is null) return new FileEnd(file!.Digest, file.IsEmpty, null);
        using var raw = File.OpenRead(path.Path);
        return new FileEnd(new InputDigest(raw.Length, Convert.ToHexStringLower(SHA256.HashData(raw))), IsEmpty: false, damage);
    }

    private void Commit(IntakeBlock result, int file)
    {
        var staged = _staged ??= Begin(file);
        var (rowsAt, extrasAt) = staged.Append(result.Rows.Written, result.Extras.Written);
        var first = _source.Facts.Count;
        var (change, quarantined) = (0, 0);
        var signatureBytes = _source.SignatureValues * sizeof(uint);
        var facts = CollectionsMarshal.AsSpan(result.Facts);
        var places = CollectionsMarshal.AsSpan(result.Places);
        for (var i = 0; i < facts.Length; i++)
        {
            facts[i].RowAt += rowsAt;
            facts[i].ExtraAt += extrasAt;
            NumberItem(ref places[i], result, i, ref quarantined);
            if (result.Tags[i].Length > 0) facts[i].Tags = NumberOf(result.Tags[i]);
            if (change < result.Changes.Count && result.Changes[change].Fact == i) places[i].Changes = NumberOf(result.Changes[change++].Counts);
            staged.Add(places[i], result.Signatures.Written.Slice(i * signatureBytes, signatureBytes));
        }

        _source.Facts.AddRange(facts);
        for (var i = 0; i < _source.Observations.Length; i++) _source.Observations[i].Append(result.Observations[i]);
        foreach (var key in result.Together) _source.Together.Add(key);
        if (result.Review.Length > 0) staged.File.Review.Add(staged.File.AppendPiece(result.Review.Written));
        foreach (var (fact, length) in result.ReviewLines) _source.ReviewLines.Add((first + fact, length));
        if (result.Quarantined.Count == 0) return;
        _quarantine.Clear();
        foreach (var row in result.Quarantined) QuarantineLine.Write(_quarantine, _source.Plan.Name, _files[row.Origin.File].Key, row);
        staged.File.Quarantine.Add(staged.File.AppendPiece(_quarantine.Written));
    }

    private StagedFileWriter Begin(int file)
    {
        var staged = _store.Create($"{_source.Plan.Index}-{file}");
        _source.Staged.Add(staged, _source.Facts.Count);
        _start = FileStart.Of(_source);
        return new StagedFileWriter(staged, _source.SignatureValues * sizeof(uint));
    }

    private void Finish(InputFacts facts)
    {
        _source.Files.Add(facts);
        _staged!.Finish();
        _options.Cache?.Keep(_options.Key, _source, _staged.File, _start, facts, _tags, _outcomes);
        _staged = null;
    }

    /// <summary>Gives a record its number in its line, and the id that follows from it.</summary>
    private void NumberItem(ref Place place, IntakeBlock result, int fact, ref int quarantined)
    {
        if (place.File != _file) (_file, _items) = (place.File, new ItemCounter());
        var number = _items.Number(place.Line, place.Item);
        if (number == place.Item) return;
        place.Item = number;
        place.Id = _ids.Of(_source.Plan.Name, _files[place.File].Key, place.Line, number);
        result.Renumber(fact, number, ref quarantined);
    }

    private int NumberOf(string[] tags)
    {
        if (ReferenceEquals(tags, _lastTags)) return _lastNumber;
        _lastTags = tags;
        return _lastNumber = _tags.Number(tags);
    }

    private int NumberOf(int[] changes)
    {
        var number = _source.Changes.Number(changes);
        _start.Use(number);
        return number;
    }

    /// <summary>Counts what was read of the file at hand.</summary>
    private sealed class FileCounter
    {
        private readonly long[] _formats = new long[Enum.GetValues<RecordFormat>().Length];
        private long _records;
        private long _quarantined;
        private long _duplicateKeys;

        /// <summary>Bytes of the stored file that were read so far.</summary>
        public long BytesRead { get; set; }

        public void Add(IntakeBlock block)
        {
            _records += block.Facts.Count;
            _quarantined += block.Quarantined.Count;
            _duplicateKeys += block.DuplicateKeys;
            for (var i = 0; i < _formats.Length; i++) _formats[i] += block.Formats[i];
        }

        public InputFacts Finish(InputPath file, FileEnd end) => new(
            file.Key, file.Path, end.Digest.ByteCount, end.Digest.Sha256, end.IsEmpty, end.Damage, _records, _quarantined, [.. _formats], _duplicateKeys);
    }
}

/// <summary>One input file of a source.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Key">What it is called in artefacts.</param>
internal sealed record InputPath(string Path, string Key);

/// <summary>How the first pass runs; nothing here shows in the output but the encoding.</summary>
internal sealed record IntakeOptions(FileOpening Opening, int Threads, int BlockBytes, string? Encoding, bool QuarantineDamage, IProgress Progress)
{
    /// <summary>What is reused of earlier builds; null for nothing.</summary>
    public BuildCache? Cache { get; init; }

    /// <summary>The part of the keys of entries that the files of the source share.</summary>
    public string Key { get; init; } = string.Empty;
}

/// <summary>A block of a file, or the end of the file, or all that an earlier build made of it.</summary>
internal sealed record FileBlock(int File, Block? Block, ContainerKind Container, FileEnd? End, long BytesRead, Entry? Entry = null);

/// <summary>How a file ended.</summary>
/// <param name="Digest">Length and hash of the file as stored.</param>
/// <param name="IsEmpty">Whether there was nothing in it.</param>
/// <param name="Damage">Why it could not be read to its end, else null.</param>
internal sealed record FileEnd(InputDigest Digest, bool IsEmpty, string? Damage);
