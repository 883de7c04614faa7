using Cuvee.Ingest;
using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Publish.Formats;

/// <summary>
/// <c>conversations[{from, value}]</c>, <c>system?</c>, <c>tools?</c> (a JSON text). Tool calls become function_call turns, whose arguments
/// keep their bytes; tool results become observation turns.
/// </summary>
public sealed class SharegptRow(bool forColumns) : IRowFormat
{
    public string Name => "sharegpt";

    public Losses Write(ByteBuffer target, Record record)
    {
        var losses = RowLosses.OfOutcome(record) | RowLosses.OfBesideAsText(record);
        target.Add("\"conversations\":["u8);
        var start = target.Length;

        // An empty system column reads as none, an empty turn as what it is.
        var first = record.Turns.Length > 0 && record.Turns[0].Role == Role.System && !record.Turns[0].Text.IsEmpty ? 1 : 0;
        for (var i = 0; i < record.Turns.Length; i++)
        {
            var turn = record.Turns[i];
            losses |= RowLosses.OfAllButText(turn with { ToolCalls = default });
            var hasText = turn.ToolCalls.IsAbsent || !turn.Text.IsEmpty;
            if (hasText && i >= first) WriteTurn(target, start, From(turn.Role), turn.Text);
            if (turn.ToolCalls.IsAbsent) continue;
            if (hasText) losses |= Losses.Turns;
            losses |= WriteCalls(target, start, turn);
        }

        target.Add((byte)']');
        if (first == 1) TurnWriter.WriteText(target, ",\"system\":"u8, record.Turns[0].Text);
        TurnWriter.WriteBeside(target, ",\"tools\":"u8, record.Tools, asText: true);
        TurnWriter.WriteBeside(target, ",\"images\":"u8, record.Media, forColumns);
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

    /// <summary>
    /// One call as {"name", "arguments", "id"?}, several as a list of those. Whatever does not read back as it was (arguments that are no text, fields of
    /// other names or in another order) counts as lost.
    /// </summary>
    private static Losses WriteCalls(ByteBuffer target, int start, Turn turn)
    {
        var tape = Parse(turn.ToolCalls);
        var value = new ByteBuffer();
        var count = 0;
        foreach (var call in tape.Root.Elements())
        {
            if (count++ > 0) value.Add(", "u8);
            WriteCall(value, call, call["function"u8] is { Exists: true } function ? function : call);
        }

        var text = new ByteBuffer();
        if (count != 1) text.Add((byte)'[');
        text.Add(value.Written);
        if (count != 1) text.Add((byte)']');
        var written = text.CopyFrom(0);
        WriteTurn(target, start, "function_call"u8, written);
        return turn.Role == Role.Assistant && new TurnReader().CallsFromText(written) == turn.ToolCalls ? Losses.None : Losses.Tools;
    }

    private static void WriteCall(ByteBuffer value, JsonNode call, JsonNode function)
    {
        value.Add("{\"name\": "u8);
        JsonText.WriteText(value, function["name"u8].Text.Span);
        value.Add(", \"arguments\": "u8);
        var arguments = function["arguments"u8];
        if (arguments.Kind == JsonKind.None) value.Add("{}"u8);
        else if (arguments.Kind != JsonKind.Text) JsonText.WriteCanonical(value, arguments);
        else if (StandsAsJson(arguments.Text)) value.Add(arguments.Text.Span);
        else JsonText.WriteText(value, arguments.Text.Span);
        if (call["id"u8].Kind == JsonKind.Text) TurnWriter.WriteText(value, ", \"id\": "u8, call["id"u8].Text);
        value.Add((byte)'}');
    }

    /// <summary>Whether a text can be written as the JSON it is and read back with the same bytes: not where it is a JSON text, or has white space around it.</summary>
    private static bool StandsAsJson(Utf8 text)
    {
        if (text.IsEmpty || text.Span[0] == '"' || JsonWhiteSpace.Bytes.Contains(text.Span[0]) || JsonWhiteSpace.Bytes.Contains(text.Span[^1])) return false;
        var bytes = text.Span.ToArray();
        return new JsonTape().Parse(bytes, 0, bytes.Length, out var consumed) == JsonFault.None && consumed == bytes.Length;
    }

    private static JsonTape Parse(Utf8 json)
    {
        var bytes = json.Span.ToArray();
        var tape = new JsonTape();
        tape.Parse(bytes, 0, bytes.Length, out _);
        return tape;
    }
}
