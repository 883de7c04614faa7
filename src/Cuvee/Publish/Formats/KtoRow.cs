using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Publish.Formats;

/// <summary><c>prompt, completion</c> as lists of turns, and the truth value <c>label</c>.</summary>
public sealed class KtoRow(bool forColumns) : IRowFormat
{
    public string Name => "kto";

    public Losses Write(ByteBuffer target, Record record)
    {
        if (record.Label is not { } label) throw new NoRowException("no label");
        var losses = PromptCompletionRow.WriteTurns(target, record, forColumns);
        target.Add(label ? ",\"label\":true"u8 : ",\"label\":false"u8);
        return losses | RowLosses.OfRejected(record);
    }
}
