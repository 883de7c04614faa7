using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Publish.Formats;

/// <summary><c>text</c>: all turn texts, apart by a blank line. Whoever spoke them is lost unless there is one turn only.</summary>
public sealed class TextRow : IRowFormat
{
    public string Name => "text";

    public Losses Write(ByteBuffer target, Record record)
    {
        var losses = (record.Label is null ? Losses.None : Losses.Label)
            | (record.Rejected.Length == 0 ? Losses.None : Losses.Rejected)
            | (record.Tools.IsAbsent ? Losses.None : Losses.Tools)
            | (record.Media.IsAbsent ? Losses.None : Losses.Media)
            | (record.Turns.Length > 1 ? Losses.Turns : Losses.None);
        var text = new ByteBuffer();
        foreach (var turn in record.Turns)
        {
            losses |= (turn.ToolCalls.IsAbsent ? Losses.None : Losses.Tools)
                | (turn.Thinking.IsEmpty ? Losses.None : Losses.Thinking)
                | (turn.Parts.IsAbsent ? Losses.None : Losses.Media);
            if (turn.Text.IsEmpty) continue;
            if (text.Length > 0) text.Add("\n\n"u8);
            text.Add(turn.Text.Span);
        }

        target.Add("\"text\":"u8);
        JsonText.WriteText(target, text.Written);
        return losses;
    }
}
