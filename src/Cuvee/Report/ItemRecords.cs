using Cuvee.Engine;
using Cuvee.Ingest;
using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Report;

/// <summary>The records of the items of one file, each with its place in the ledger's own numbers. Items come in their order.</summary>
/// <param name="plan">How the source reads them.</param>
internal sealed class ItemRecords(SourcePlan plan)
{
    private readonly JsonTape _tape = new();
    private readonly RecordReader _reader = new(plan.Format, plan.Map, keepExtra: false);
    private readonly ItemCounter _items = new();

    /// <summary>Hands over the records of an item, valid only meanwhile, until somebody says that this was the one; says whether anybody did.</summary>
    public bool Read(Item item, Func<(long Line, long Item), Record, bool> isFound)
    {
        var (at, end) = (item.Value.Offset, item.Value.Offset + item.Value.Length);
        var origin = new Origin(plan.Index, 0, item.Line, item.Index, item.ByteOffset);
        var found = false;
        if (item.Error is not null) _items.Number(item.Line, item.Index);
        while (item.Error is null && at < end && _tape.Parse(item.Value.Array!, at, end, out at) == JsonFault.None)
        {
            origin = origin with { Item = origin.Item + _reader.Read(_tape.Root, origin, Accept, (place, _) => _items.Number(place.Line, place.Item)) };
        }

        return found;

        void Accept(Record record)
        {
            var number = _items.Number(record.Origin.Line, record.Origin.Item);
            found = found || isFound((record.Origin.Line, number), record);
        }
    }
}
