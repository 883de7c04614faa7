using Cuvee.Engine;
using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Publish.Formats;

/// <summary><c>prompt</c>, <c>completion</c> as lists of turns; the completion begins with the last assistant turn.</summary>
public sealed class PromptCompletionRow(bool forColumns) : IRowFormat
{
    public string Name => "prompt_completion";

    public Losses Write(ByteBuffer target, Record record) => WriteTurns(target, record, forColumns) | RowLosses.OfOutcome(record);

    /// <summary>Writes prompt and completion as turns, and the tools and media where there are any.</summary>
    internal static Losses WriteTurns(ByteBuffer target, Record record, bool forColumns)
    {
        var answer = RecordKeys.LastAssistant(record.Turns);
        if (answer < 0) answer = record.Turns.Length;
        target.Add("\"prompt\":"u8);
        TurnWriter.WriteList(target, record.Turns.AsSpan()[..answer], forColumns);
        target.Add(",\"completion\":"u8);
        TurnWriter.WriteList(target, record.Turns.AsSpan()[answer..], forColumns);
        TurnWriter.WriteBeside(target, record, forColumns);
        return forColumns ? RowLosses.OfColumns(record) : Losses.None;
    }
}
