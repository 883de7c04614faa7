using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Publish.Formats;

/// <summary>
/// <c>conversations[{from, value}]</c>, <c>system?</c>, <c>tools?</c> (a JSON text). Tool calls become function_call turns, whose arguments
/// keep their bytes; tool results become observation turns.
/// </summary>
public sealed class SharegptRow : IRowFormat
{
    public string Name => "sharegpt";

    public Losses Write(ByteBuffer target, Record record)
    {
        var losses = (record.Label is null ? Losses.None : Losses.Label) | (record.Rejected.Length == 0 ? Losses.None : Losses.Rejected);
        var calls = new JsonTape();
        target.Add("\"conversations\":["u8);
        var start = target.Length;
        var first = record.Turns.Length > 0 && record.Turns[0].Role == Role.System ? 1 : 0;
        for (var i = first; i < record.Turns.Length; i++)
        {
            var turn = record.Turns[i];
            if (!turn.Thinking.IsEmpty) losses |= Losses.Thinking;
            if (!turn.Parts.IsAbsent) losses |= Losses.Media;
            if (!turn.Text.IsEmpty || turn.ToolCalls.IsAbsent) WriteTurn(target, start, From(turn.Role), turn.Text);
            if (!turn.ToolCalls.IsAbsent) WriteCalls(target, start, turn.ToolCalls, calls);
        }

        target.Add((byte)']');
        if (first == 1) TurnWriter.WriteText(target, ",\"system\":"u8, record.Turns[0].Text);
        if (!record.Tools.IsAbsent) TurnWriter.WriteText(target, ",\"tools\":"u8, record.Tools);
        if (!record.Media.IsAbsent) TurnWriter.WriteMember(target, ",\"images\":"u8, record.Media);
        return losses;
    }

    private static ReadOnlySpan<byte> From(Role role) => role switch
    {
        Role.System => "system"u8,
        Role.User => "human"u8,
        Role.Assistant => "gpt"u8,
        _ => "observation"u8,
    };

    private static void WriteTurn(ByteBuffer target, int start, ReadOnlySpan<byte> from, Utf8 value)
    {
        if (target.Length > start) target.Add((byte)',');
        target.Add("{\"from\":\""u8);
        target.Add(from);
        target.Add("\",\"value\":"u8);
        JsonText.WriteText(target, value.Span);
        target.Add((byte)'}');
    }

    /// <summary>One call as {"name", "arguments"}, several as a list of those.</summary>
    private static void WriteCalls(ByteBuffer target, int start, Utf8 toolCalls, JsonTape tape)
    {
        var bytes = toolCalls.Span.ToArray();
        tape.Parse(bytes, 0, bytes.Length, out _);
        var value = new ByteBuffer();
        var count = 0;
        foreach (var call in tape.Root.Elements())
        {
            if (count++ > 0) value.Add(", "u8);
            WriteCall(value, call["function"u8] is { Exists: true } function ? function : call);
        }

        var text = new ByteBuffer();
        if (count != 1) text.Add((byte)'[');
        text.Add(value.Written);
        if (count != 1) text.Add((byte)']');
        WriteTurn(target, start, "function_call"u8, Utf8.Copy(text.Written));
    }

    private static void WriteCall(ByteBuffer value, JsonNode function)
    {
        value.Add("{\"name\": "u8);
        JsonText.WriteText(value, function["name"u8].Text.Span);
        value.Add(", \"arguments\": "u8);
        var arguments = function["arguments"u8];
        if (arguments.Kind != JsonKind.Text) JsonText.WriteCanonical(value, arguments);
        else if (IsJson(arguments.Text)) value.Add(arguments.Text.Span);
        else JsonText.WriteText(value, arguments.Text.Span);
        value.Add((byte)'}');
    }

    private static bool IsJson(Utf8 text)
    {
        var bytes = text.Span.ToArray();
        return bytes.Length > 0 && new JsonTape().Parse(bytes, 0, bytes.Length, out var consumed) == JsonFault.None && consumed == bytes.Length;
    }
}
