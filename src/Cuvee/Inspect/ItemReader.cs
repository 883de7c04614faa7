using Cuvee.Engine;
using Cuvee.Ingest;
using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Inspect;

/// <summary>
/// Reads the items of a block: every JSON value, the records it holds, and what is neither. One instance serves one worker; what it hands out is valid
/// until the next value.
/// </summary>
internal abstract class ItemReader
{
    private readonly JsonTape _tape = new();
    private readonly RecordReader _reader;
    private readonly Action<Record> _accept;
    private readonly Action<Origin, string> _reject;
    private Item _item;

    protected ItemReader(RecordReader reader)
    {
        _reader = reader;
        _accept = OnRecord;
        _reject = (origin, detail) => OnQuarantined(origin, QuarantineReasons.UnknownShape, detail, _item.Value);
    }

    /// <summary>A JSON value, before the records it holds.</summary>
    protected virtual void OnValue(JsonNode value, int duplicateKeys)
    {
        // Only who looks at raw values cares
    }

    protected abstract void OnRecord(Record record);

    /// <summary>What is no record, with the reason's fixed word, what exactly is wrong, and the bytes of the item.</summary>
    protected abstract void OnQuarantined(Origin origin, string reason, string detail, Utf8 raw);

    protected void Read(int file, Block block, ContainerKind container)
    {
        foreach (var item in block)
        {
            _item = item;
            var origin = new Origin(0, file, item.Line, item.Index, item.ByteOffset);
            if (item.Error is { } error) OnQuarantined(origin, QuarantineReasons.Of(container), error, item.Value);
            else ReadValues(item.Value, origin);
        }
    }

    /// <summary>Reads the values of an item; a line may hold several, one behind the other, and is quarantined whole when one is broken.</summary>
    private void ReadValues(Utf8 text, Origin origin)
    {
        var end = text.Offset + text.Length;
        for (var at = text.Offset; at < end;)
        {
            if (_tape.Parse(text.Array!, at, end, out at) is var fault && fault == JsonFault.None) continue;
            OnQuarantined(origin, QuarantineReasons.Of(fault), QuarantineReasons.Describe(fault), text);
            return;
        }

        // Most items are one value, which is still on the tape.
        var isParsed = _tape.Root.Source.Offset == text.Offset;
        for (var at = text.Offset; at < end;)
        {
            if (isParsed) at = end;
            else _tape.Parse(text.Array!, at, end, out at);
            OnValue(_tape.Root, _tape.DuplicateKeys);
            origin = origin with { Item = origin.Item + _reader.Read(_tape.Root, origin, _accept, _reject) };
        }
    }
}
