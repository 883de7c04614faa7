using Cuvee.Engine;
using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Publish.Formats;

/// <summary><c>prompt</c>, <c>completion</c> as texts: the last assistant turn and the last user turn before it; every other turn is a loss.</summary>
public sealed class PromptCompletionTextRow : IRowFormat
{
    public string Name => "prompt_completion";

    public Losses Write(ByteBuffer target, Record record)
    {
        var turns = record.Turns;
        var losses = RowLosses.OfOutcome(record) | RowLosses.OfBeside(record);
        var answer = RecordKeys.LastAssistant(turns);
        var prompt = (answer < 0 ? turns.Length : answer) - 1;
        while (prompt >= 0 && turns[prompt].Role != Role.User) prompt--;
        if (prompt < 0 || answer < 0) losses |= Losses.Turns;
        for (var i = 0; i < turns.Length; i++)
        {
            losses |= RowLosses.OfAllButText(turns[i]);
            if (i != prompt && i != answer) losses |= RowLosses.OfTurn(turns[i]);
        }

        target.Add("\"prompt\":"u8);
        JsonText.WriteText(target, prompt < 0 ? default : turns[prompt].Text.Span);
        target.Add(",\"completion\":"u8);
        JsonText.WriteText(target, answer < 0 ? default : turns[answer].Text.Span);
        return losses;
    }
}
