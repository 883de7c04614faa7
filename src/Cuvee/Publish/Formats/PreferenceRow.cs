using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Publish.Formats;

/// <summary><c>prompt, chosen, rejected</c> as lists of turns.</summary>
public sealed class PreferenceRow : IRowFormat
{
    public string Name => "preference";

    public Losses Write(ByteBuffer target, Record record)
    {
        if (record.Rejected.Length == 0) throw new NoRowException("no rejected answer");
        var turns = record.Turns.AsSpan();
        target.Add("\"prompt\":"u8);
        TurnWriter.WriteList(target, turns[..record.RejectedFrom]);
        target.Add(",\"chosen\":"u8);
        TurnWriter.WriteList(target, turns[record.RejectedFrom..]);
        target.Add(",\"rejected\":"u8);
        TurnWriter.WriteList(target, record.Rejected);
        PromptCompletionRow.WriteBeside(target, record);
        return record.Label is null ? Losses.None : Losses.Label;
    }
}
