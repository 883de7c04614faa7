using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Publish.Formats;

/// <summary><c>text</c>: all turn texts, apart by a blank line. Whoever spoke them is lost unless it is one assistant turn, which is what a text reads as.</summary>
public sealed class TextRow : IRowFormat
{
    public string Name => "text";

    public Losses Write(ByteBuffer target, Record record)
    {
        var losses = RowLosses.OfOutcome(record) | RowLosses.OfBeside(record);
        if (record.Turns is not [{ Role: Role.Assistant }]) losses |= Losses.Turns;
        var text = new ByteBuffer();
        foreach (var turn in record.Turns)
        {
            losses |= RowLosses.OfAllButText(turn);
            if (turn.Text.IsEmpty) continue;
            if (text.Length > 0) text.Add("\n\n"u8);
            text.Add(turn.Text.Span);
        }

        target.Add("\"text\":"u8);
        JsonText.WriteText(target, text.Written);
        return losses;
    }
}
