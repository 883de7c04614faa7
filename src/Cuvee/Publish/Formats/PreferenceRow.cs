using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Publish.Formats;

/// <summary>
/// <c>prompt, chosen, rejected</c> as lists of turns. Both answers begin with an assistant turn, as trainers expect: where the conversations part at
/// another turn, the assistant turn before it is repeated in both. Where there is none, both hold the whole conversation.
/// </summary>
public sealed class PreferenceRow(bool forColumns) : IRowFormat
{
    public string Name => "preference";

    public Losses Write(ByteBuffer target, Record record)
    {
        if (record.Rejected.Length == 0) throw new NoRowException("no rejected answer");
        if (record.RejectedFrom >= record.Turns.Length) throw new NoRowException("no chosen answer");
        var turns = record.Turns.AsSpan();
        var from = record.RejectedFrom;
        while (from > 0 && turns[from].Role != Role.Assistant) from--;
        target.Add("\"prompt\":"u8);
        TurnWriter.WriteList(target, turns[..from], forColumns);
        target.Add(",\"chosen\":"u8);
        TurnWriter.WriteList(target, turns[from..], forColumns);
        target.Add(",\"rejected\":"u8);
        TurnWriter.WriteList(target, [.. turns[from..record.RejectedFrom], .. record.Rejected], forColumns);
        TurnWriter.WriteBeside(target, record, forColumns);
        return RowLosses.OfLabel(record) | (forColumns ? RowLosses.OfColumns(record) : Losses.None);
    }
}
