using System.Text;
using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Publish.Formats;

/// <summary><c>messages[{role, content, tool_calls?, reasoning_content?}]</c>, <c>tools?</c>, <c>images?</c>; the list may be called conversations.</summary>
public sealed class MessagesRow(string key, bool forColumns) : IRowFormat
{
    private readonly byte[] _key = Encoding.UTF8.GetBytes($"\"{key}\":");

    public string Name => "messages";

    public Losses Write(ByteBuffer target, Record record)
    {
        target.Add(_key);
        TurnWriter.WriteList(target, record.Turns.AsSpan(), forColumns);
        TurnWriter.WriteBeside(target, record, forColumns);
        return LossesOf(record) | (forColumns ? RowLosses.OfColumns(record) : Losses.None);
    }

    /// <summary>What a row of this format leaves out of a record.</summary>
    public static Losses LossesOf(Record record) => RowLosses.OfOutcome(record);
}
