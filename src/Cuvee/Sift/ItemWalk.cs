using Cuvee.Engine;
using Cuvee.Ingest;
using Cuvee.Inspect;
using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Sift;

/// <summary>
/// Goes through the items of blocks: the records of each, then the item as a whole. An item with anything that is no record is broken, since that part of it
/// cannot be searched. One instance serves one worker; what it hands out is valid until the next item.
/// </summary>
internal abstract class ItemWalk
{
    private readonly RecordReader _reader;
    private readonly Action<Record> _accept;
    private readonly Action<Origin, string> _reject;
    private (string Reason, string Detail)? _problem;

    protected ItemWalk(RecordReader reader)
    {
        _reader = reader;
        _accept = OnRecord;
        _reject = (_, detail) => _problem ??= (QuarantineReasons.UnknownShape, detail);
    }

    /// <summary>The last value of the item.</summary>
    protected JsonTape Tape { get; } = new();

    protected abstract void OnRecord(Record record);

    /// <summary>The end of an item.</summary>
    /// <param name="item">The item.</param>
    /// <param name="origin">Where it stands.</param>
    /// <param name="problem">Why it is broken, null when all of it was read.</param>
    protected abstract void OnItem(Item item, Origin origin, (string Reason, string Detail)? problem);

    protected void Walk(InputBlock input)
    {
        if (input.Block is null) return;
        foreach (var item in input.Block)
        {
            var origin = new Origin(0, input.File, item.Line, item.Index, item.ByteOffset);
            _problem = null;
            Tape.Recycle();
            if (item.Error is { } error) _problem = (QuarantineReasons.Of(input.Head!.Detection.Kind), error);
            else ReadValues(item.Value, origin);
            OnItem(item, origin, _problem);
        }
    }

    protected void ReadValues(Utf8 text, Origin origin)
    {
        var end = text.Offset + text.Length;
        for (var at = text.Offset; at < end;)
        {
            if (Tape.Parse(text.Array!, at, end, out at) is var fault && fault != JsonFault.None)
            {
                _problem = (QuarantineReasons.Of(fault), QuarantineReasons.Describe(fault));
                return;
            }

            origin = origin with { Item = origin.Item + _reader.Read(Tape.Root, origin, _accept, _reject) };
        }
    }
}
