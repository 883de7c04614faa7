using Cuvee.Engine;
using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Publish.Formats;

/// <summary>
/// <c>instruction, input, output, system?, history?</c>: a system turn, then pairs of user and assistant turns, the last pair in the columns.
/// </summary>
public sealed class AlpacaRow : IRowFormat
{
    public string Name => "alpaca";

    public Losses Write(ByteBuffer target, Record record)
    {
        var turns = record.Turns;
        var losses = RowLosses.OfOutcome(record) | RowLosses.OfBeside(record);
        foreach (var turn in turns) losses |= RowLosses.OfAllButText(turn);

        // An empty system column reads as none.
        var first = turns.Length > 0 && turns[0].Role == Role.System && !turns[0].Text.IsEmpty ? 1 : 0;
        var answer = RecordKeys.LastAssistant(turns);
        var prompt = (answer < 0 ? turns.Length : answer) - 1;
        if (prompt < first || turns[prompt].Role != Role.User) prompt = -1;
        if (prompt < 0 || answer < 0) losses |= Losses.Turns;

        var pairs = new List<(Utf8 User, Utf8 Assistant)>();
        var pairsEnd = prompt < 0 ? answer : prompt;
        for (var i = first; i < turns.Length; i++)
        {
            if (i == prompt || i == answer) continue;
            if (i + 1 < pairsEnd && turns[i].Role == Role.User && turns[i + 1].Role == Role.Assistant) pairs.Add((turns[i].Text, turns[++i].Text));
            else losses |= RowLosses.OfTurn(turns[i]);
        }

        var (instruction, input) = SplitPrompt(prompt < 0 ? Utf8.Empty : turns[prompt].Text, record.Instruction);
        TurnWriter.WriteText(target, "\"instruction\":"u8, Present(instruction));
        TurnWriter.WriteText(target, ",\"input\":"u8, Present(input));
        TurnWriter.WriteText(target, ",\"output\":"u8, Present(answer < 0 ? default : turns[answer].Text));
        if (first > 0) TurnWriter.WriteText(target, ",\"system\":"u8, turns[0].Text);
        if (pairs.Count > 0) WriteHistory(target, pairs);
        return losses;
    }

    private static Utf8 Present(Utf8 text) => text.IsAbsent ? Utf8.Empty : text;

    /// <summary>Parts the user turn again where it was joined from an instruction and an input.</summary>
    private static (Utf8 Instruction, Utf8 Input) SplitPrompt(Utf8 prompt, Utf8 instruction)
    {
        if (instruction.IsAbsent || prompt.Length <= instruction.Length || !prompt.Span.StartsWith(instruction.Span)) return (prompt, Utf8.Empty);
        if (instruction.IsEmpty) return (Utf8.Empty, prompt);
        var input = prompt.Slice(instruction.Length, prompt.Length - instruction.Length);
        return input.Length > 1 && input.Span[0] == '\n' ? (instruction, input.Slice(1, input.Length - 1)) : (prompt, Utf8.Empty);
    }

    private static void WriteHistory(ByteBuffer target, List<(Utf8 User, Utf8 Assistant)> pairs)
    {
        target.Add(",\"history\":["u8);
        for (var i = 0; i < pairs.Count; i++)
        {
            target.Add(i == 0 ? "["u8 : ",["u8);
            JsonText.WriteText(target, pairs[i].User.Span);
            target.Add((byte)',');
            JsonText.WriteText(target, pairs[i].Assistant.Span);
            target.Add((byte)']');
        }

        target.Add((byte)']');
    }
}
