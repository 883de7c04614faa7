using System.Text;
using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Publish.Formats;

/// <summary><c>messages[{role, content, tool_calls?, reasoning_content?}]</c>, <c>tools?</c>, <c>images?</c>; the list may be called conversations.</summary>
public sealed class MessagesRow(string key) : IRowFormat
{
    private readonly byte[] _key = Encoding.UTF8.GetBytes($"\"{key}\":");

    public string Name => "messages";

    public Losses Write(ByteBuffer target, Record record)
    {
        target.Add(_key);
        TurnWriter.WriteList(target, record.Turns);
        if (!record.Tools.IsAbsent) TurnWriter.WriteMember(target, ",\"tools\":"u8, record.Tools);
        if (!record.Media.IsAbsent) TurnWriter.WriteMember(target, ",\"images\":"u8, record.Media);
        return LossesOf(record);
    }

    /// <summary>What a row of this format leaves out of a record.</summary>
    public static Losses LossesOf(Record record) =>
        (record.Label is null ? Losses.None : Losses.Label) | (record.Rejected.Length == 0 ? Losses.None : Losses.Rejected);
}
