using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Publish.Formats;

/// <summary><c>prompt, completion</c> as lists of turns, and the truth value <c>label</c>.</summary>
public sealed class KtoRow : IRowFormat
{
    public string Name => "kto";

    public Losses Write(ByteBuffer target, Record record)
    {
        if (record.Label is not { } label) throw new NoRowException("no label");
        PromptCompletionRow.WriteTurns(target, record);
        target.Add(label ? ",\"label\":true"u8 : ",\"label\":false"u8);
        return record.Rejected.Length == 0 ? Losses.None : Losses.Rejected;
    }
}
