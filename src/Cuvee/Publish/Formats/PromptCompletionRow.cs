using Cuvee.Engine;
using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Publish.Formats;

/// <summary><c>prompt</c>, <c>completion</c> as lists of turns, or as texts; the completion begins with the last assistant turn.</summary>
public sealed class PromptCompletionRow(bool asText) : IRowFormat
{
    public string Name => "prompt_completion";

    public Losses Write(ByteBuffer target, Record record)
    {
        var losses = (record.Label is null ? Losses.None : Losses.Label) | (record.Rejected.Length == 0 ? Losses.None : Losses.Rejected);
        if (asText) return losses | WriteTexts(target, record);
        WriteTurns(target, record);
        return losses;
    }

    /// <summary>Writes prompt and completion as turns, and the tools and media where there are any.</summary>
    internal static void WriteTurns(ByteBuffer target, Record record)
    {
        var answer = RecordKeys.LastAssistant(record.Turns);
        if (answer < 0) answer = record.Turns.Length;
        target.Add("\"prompt\":"u8);
        TurnWriter.WriteList(target, record.Turns.AsSpan()[..answer]);
        target.Add(",\"completion\":"u8);
        TurnWriter.WriteList(target, record.Turns.AsSpan()[answer..]);
        WriteBeside(target, record);
    }

    /// <summary>Tools and media, which every list of turns may have beside it.</summary>
    internal static void WriteBeside(ByteBuffer target, Record record)
    {
        if (!record.Tools.IsAbsent) TurnWriter.WriteMember(target, ",\"tools\":"u8, record.Tools);
        if (!record.Media.IsAbsent) TurnWriter.WriteMember(target, ",\"images\":"u8, record.Media);
    }

    private static Losses WriteTexts(ByteBuffer target, Record record)
    {
        var losses = (record.Tools.IsAbsent ? Losses.None : Losses.Tools) | (record.Media.IsAbsent ? Losses.None : Losses.Media);
        var answer = RecordKeys.LastAssistant(record.Turns);
        var prompt = (answer < 0 ? record.Turns.Length : answer) - 1;
        for (var i = 0; i < record.Turns.Length; i++)
        {
            var turn = record.Turns[i];
            losses |= (turn.ToolCalls.IsAbsent ? Losses.None : Losses.Tools)
                | (turn.Thinking.IsEmpty ? Losses.None : Losses.Thinking)
                | (turn.Parts.IsAbsent ? Losses.None : Losses.Media)
                | (i == prompt || i == answer ? Losses.None : turn.Role == Role.System ? Losses.System : Losses.Turns);
        }

        target.Add("\"prompt\":"u8);
        JsonText.WriteText(target, prompt < 0 ? default : record.Turns[prompt].Text.Span);
        target.Add(",\"completion\":"u8);
        JsonText.WriteText(target, answer < 0 ? default : record.Turns[answer].Text.Span);
        return losses;
    }
}
