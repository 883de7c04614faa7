using System.Buffers.Binary;
using System.Security.Cryptography;
using Cuvee.Engine;
using Cuvee.Ingest;
using Cuvee.Interop;
using Cuvee.Json;
using Cuvee.Model;
using Cuvee.Recipes;

namespace Cuvee.Verify;

/// <summary>How rows of a dataset are to be read: its output format.</summary>
/// <param name="Format">The word of the recipe.</param>
/// <param name="Key">Name of the list of turns in the messages format.</param>
/// <param name="IsText">Whether prompt_completion holds texts.</param>
/// <param name="NeedsPrompt">Whether prompts are compared: there is more than one split.</param>
internal sealed record RowReading(string Format, string Key, bool IsText, bool NeedsPrompt)
{
    /// <summary>What the metadata calls the id; null when it has none.</summary>
    public byte[]? IdKey { get; init; }

    /// <summary>Whether media and content parts are JSON within a text, which cannot be told from a text that looks like it: Parquet.</summary>
    public bool HoldsJsonAsText { get; init; }

    public static RowReading Of(Dataset dataset) =>
        new(dataset.Output.Format, dataset.Output.Key, dataset.Output.Style == "text", dataset.Split.Parts.Length > 1)
        {
            IdKey = IdKeyOf(dataset.Output.Metadata),
            HoldsJsonAsText = dataset.Output.Files == "parquet",
        };

    private static byte[]? IdKeyOf(MetadataRule metadata)
    {
        var name = metadata.IsFull ? "id" : metadata.Renames.FirstOrDefault(rename => rename.Field == "id")?.EmittedName;
        return name is null ? null : System.Text.Encoding.UTF8.GetBytes(name);
    }
}

/// <summary>Makes facts of emitted lines. One instance serves one worker.</summary>
internal sealed class LineReader
{
    private readonly RowReading _row;
    private readonly RowShape _shape;
    private readonly KnownLines? _known;
    private readonly LineMemory? _memory;
    private readonly int _first;
    private readonly LineProblems _problems;
    private readonly Recycled<List<EmittedLine>> _lists;
    private readonly JsonTape _tape = new(JsonTape.RowDepth);
    private readonly RecordReader _reader;
    private readonly RecordKeys _keys = new();
    private readonly Action<Record> _accept;
    private readonly Action<Origin, string> _reject;
    private EmittedLine _line;
    private int _index;

    /// <param name="row">How rows are to be read.</param>
    /// <param name="known">What a build knows of the lines; null when verifying.</param>
    /// <param name="memory">What an earlier build found in such lines; null for nothing.</param>
    /// <param name="first">Index of the file's first line among the known ones.</param>
    /// <param name="problems">Where what is wrong with a line is noted.</param>
    /// <param name="lists">Lists to fill, given back by whoever takes them in.</param>
    public LineReader(RowReading row, KnownLines? known, LineMemory? memory, int first, LineProblems problems, Recycled<List<EmittedLine>> lists)
    {
        (_row, _known, _memory, _first, _problems, _lists) = (row, known, memory, first, problems, lists);
        _shape = new RowShape(row);
        _reader = new RecordReader(format: null, map: null, keepExtra: false);
        _accept = Observe;
        _reject = (_, reason) => _line.Problem = _problems.Number(reason);
    }

    public (List<EmittedLine> Lines, long ByteOffset, long BytesRead) Read((Block Block, long BytesRead) input)
    {
        var lines = _lists.Take();
        lines.Clear();
        foreach (var item in input.Block)
        {
            _line = default;
            ReadLine(item);
            lines.Add(_line);
        }

        input.Block.Recycle();
        _tape.Recycle();

        return (lines, input.Block.ByteOffset, input.BytesRead);
    }

    private void ReadLine(Item item)
    {
        _index = _first + (int)item.Line - 1;
        FetchAhead();
        (_line.Length, _line.Mark) = (item.Value.Length, Mix64.Of(item.Value.Span));
        _line.Hash = HashOf(item);
        if (_memory?.TryRecall(ref _line) == true) return;
        var start = item.Value.Offset;
        var end = start + item.Value.Length;
        var fault = _tape.Parse(item.Value.Array!, start, end, out var consumed);
        if (fault == JsonFault.None && consumed != end) fault = JsonFault.MalformedJson;
        if (fault != JsonFault.None)
        {
            _line.Problem = _problems.Number(QuarantineReasons.Describe(fault));
            return;
        }

        if (_shape.Check(_tape.Root) is { } problem) _line.Problem = _problems.Number(problem);
        if (_row.IdKey is { } key) _line.Id = Hex.Hash128(_tape.Root["metadata"u8][key].Text.Span);
        _reader.Read(_tape.Root, default, _accept, _reject);
    }

    /// <summary>What is remembered of lines stands in no order: it is fetched while earlier lines are read.</summary>
    private void FetchAhead()
    {
        if (_memory is null || _known is null) return;
        if (_known.HashAt(_index + (2 * Prefetch.Ahead)) is { } later) _memory.FetchPlace(later);
        if (_known.HashAt(_index + Prefetch.Ahead) is { } next) _memory.FetchLine(next);
    }

    private ulong HashOf(Item item)
    {
        if (_known is not null && _known.TryGetHash(_index, _line.Mark, out var hash)) return hash;
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        Sha256.Hash(item.Value.Span, digest);
        return BinaryPrimitives.ReadUInt64BigEndian(digest);
    }

    private void Observe(Record record)
    {
        if (_known is null || !_known.TryGetContent(_index, record, out _line.Content, out _line.Prompt) || (_row.NeedsPrompt && _line.Prompt.IsNone)) ObserveKeys(record);
        _line.Label = record.Label switch { null => 0, false => 1, true => 2 };
        foreach (var turn in record.Turns)
        {
            _line.Characters += (int)Filter.Measure.Characters(turn.Text.Span);
            _line.IsSupervised |= turn.Role == Role.Assistant && (!turn.ToolCalls.IsEmpty || !Normalize.WhiteSpace.Trim(turn.Text.Span).IsEmpty);
        }
    }

    private void ObserveKeys(Record record)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        _keys.Observe(record);
        _keys.Content(digest);
        _line.Content = _row.HoldsJsonAsText && MayHoldMedia(record) ? default : Hash128.FromDigest(digest);
        if (_row.NeedsPrompt) _line.Prompt = _keys.Prompt();
    }

    private static bool MayHoldMedia(Record record)
    {
        if (!record.Media.IsAbsent) return true;
        foreach (var turn in record.Turns)
        {
            if (turn.Text.Span.StartsWith("[{"u8)) return true;
        }

        return false;
    }
}
