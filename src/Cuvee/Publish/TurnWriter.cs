using System.Collections.Immutable;
using Cuvee.Ingest;
using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Publish;

/// <summary>
/// Writes turns in the canonical OpenAI spelling: role, content, then what else there is. For columns of fixed types (Parquet) tool calls are written as
/// a text that holds their JSON, and of content parts only the text.
/// </summary>
internal static class TurnWriter
{
    /// <summary>Writes a list of turns.</summary>
    public static void WriteList(ByteBuffer target, ImmutableArray<Turn> turns) => WriteList(target, turns.AsSpan(), forColumns: false);

    /// <inheritdoc cref="WriteList(ByteBuffer, ImmutableArray{Turn})"/>
    public static void WriteList(ByteBuffer target, ReadOnlySpan<Turn> turns, bool forColumns)
    {
        target.Add((byte)'[');
        for (var i = 0; i < turns.Length; i++)
        {
            if (i > 0) target.Add((byte)',');
            Write(target, turns[i], forColumns);
        }

        target.Add((byte)']');
    }

    private static void Write(ByteBuffer target, Turn turn, bool forColumns)
    {
        target.Add("{\"role\":\""u8);
        target.Add(Roles.Word(turn.Role));
        target.Add("\",\"content\":"u8);
        if (!turn.Parts.IsAbsent && !forColumns) target.Add(turn.Parts.Span);
        else WriteTextOrNull(target, turn.Text);
        if (!turn.ToolCalls.IsAbsent && forColumns) WriteText(target, ",\"tool_calls\":"u8, turn.ToolCalls);
        else if (!turn.ToolCalls.IsAbsent) WriteMember(target, ",\"tool_calls\":"u8, turn.ToolCalls);
        if (!turn.Thinking.IsAbsent) WriteText(target, ",\"reasoning_content\":"u8, turn.Thinking);
        if (!turn.Name.IsAbsent) WriteText(target, ",\"name\":"u8, turn.Name);
        if (!turn.CallId.IsAbsent) WriteText(target, ",\"tool_call_id\":"u8, turn.CallId);
        target.Add((byte)'}');
    }

    /// <summary>Writes a JSON text, or null for an absent one.</summary>
    public static void WriteTextOrNull(ByteBuffer target, Utf8 text)
    {
        if (text.IsAbsent) target.Add("null"u8);
        else JsonText.WriteText(target, text.Span);
    }

    /// <summary>Writes a key (with its comma and colon) and a text.</summary>
    public static void WriteText(ByteBuffer target, ReadOnlySpan<byte> key, Utf8 text)
    {
        target.Add(key);
        WriteTextOrNull(target, text);
    }

    /// <summary>Writes the tools and media that stand beside the turns, where there are any.</summary>
    public static void WriteBeside(ByteBuffer target, Record record, bool forColumns)
    {
        WriteBeside(target, ",\"tools\":"u8, record.Tools, forColumns);
        WriteBeside(target, ",\"images\":"u8, record.Media, forColumns);
    }

    /// <summary>Writes a key (with its comma and colon) and a JSON value, as a text that holds it if so asked. Nothing for an absent one.</summary>
    public static void WriteBeside(ByteBuffer target, ReadOnlySpan<byte> key, Utf8 json, bool asText)
    {
        if (json.IsAbsent) return;
        if (asText && json.Span[0] != '"') WriteText(target, key, json);
        else WriteMember(target, key, json);
    }

    /// <summary>Writes a key (with its comma and colon) and a value that is JSON already.</summary>
    public static void WriteMember(ByteBuffer target, ReadOnlySpan<byte> key, Utf8 json)
    {
        target.Add(key);
        target.Add(json.Span);
    }
}
