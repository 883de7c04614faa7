using Cuvee.Engine;
using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Publish.Formats;

/// <summary><c>instruction, input, output, system?, history?</c>: pairs of user and assistant turns, the last pair in the columns.</summary>
public sealed class AlpacaRow : IRowFormat
{
    public string Name => "alpaca";

    public Losses Write(ByteBuffer target, Record record)
    {
        var losses = (record.Label is null ? Losses.None : Losses.Label)
            | (record.Rejected.Length == 0 ? Losses.None : Losses.Rejected)
            | (record.Tools.IsAbsent ? Losses.None : Losses.Tools)
            | (record.Media.IsAbsent ? Losses.None : Losses.Media);
        var answer = RecordKeys.LastAssistant(record.Turns);
        var last = answer < 0 ? record.Turns.Length - 1 : answer - 1;
        var pairs = new List<(Utf8 User, Utf8 Assistant)>();
        var system = default(Utf8);
        for (var i = 0; i < record.Turns.Length; i++)
        {
            var turn = record.Turns[i];
            losses |= LossesOf(turn);
            if (i == 0 && turn.Role == Role.System) system = turn.Text;
            else if (i == last || i == answer) losses |= turn.Role == Role.User || i == answer ? Losses.None : Losses.Turns;
            else if (i + 1 < last && turn.Role == Role.User && record.Turns[i + 1].Role == Role.Assistant)
            {
                pairs.Add((turn.Text, record.Turns[i + 1].Text));
                losses |= LossesOf(record.Turns[++i]);
            }
            else losses |= turn.Role == Role.Tool ? Losses.Tools : turn.Role == Role.System ? Losses.System : Losses.Turns;
        }

        var prompt = last >= 0 && record.Turns[last].Role == Role.User ? record.Turns[last].Text : default;
        var (instruction, input) = SplitPrompt(prompt, record.Instruction);
        TurnWriter.WriteText(target, "\"instruction\":"u8, Present(instruction));
        TurnWriter.WriteText(target, ",\"input\":"u8, Present(input));
        TurnWriter.WriteText(target, ",\"output\":"u8, Present(answer < 0 ? default : record.Turns[answer].Text));
        if (!system.IsAbsent) TurnWriter.WriteText(target, ",\"system\":"u8, system);
        if (pairs.Count > 0) WriteHistory(target, pairs);
        return losses;
    }

    private static Losses LossesOf(Turn turn) =>
        (turn.ToolCalls.IsAbsent ? Losses.None : Losses.Tools)
        | (turn.Thinking.IsEmpty ? Losses.None : Losses.Thinking)
        | (turn.Parts.IsAbsent ? Losses.None : Losses.Media);

    private static Utf8 Present(Utf8 text) => text.IsAbsent ? Utf8.Empty : text;

    /// <summary>Parts the user turn again where it was joined from an instruction and an input.</summary>
    private static (Utf8 Instruction, Utf8 Input) SplitPrompt(Utf8 prompt, Utf8 instruction)
    {
        if (instruction.IsAbsent || prompt.Length <= instruction.Length || !prompt.Span.StartsWith(instruction.Span)) return (prompt, Utf8.Empty);
        if (instruction.IsEmpty) return (Utf8.Empty, prompt);
        return prompt.Span[instruction.Length] == '\n'
            ? (instruction, prompt.Slice(instruction.Length + 1, prompt.Length - instruction.Length - 1))
            : (prompt, Utf8.Empty);
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
