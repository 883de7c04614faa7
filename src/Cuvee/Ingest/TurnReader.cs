using System.Text;
using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Ingest;

/// <summary>
/// Reads one turn object of any dialect: role/content, from/value, OpenAI content parts and tool calls, function calls written as text.
/// One instance serves one worker.
/// </summary>
internal sealed class TurnReader
{
    private readonly ByteBuffer _scratch = new();
    private readonly ByteBuffer _parts = new();
    private readonly JsonTape _inner = new();

    /// <summary>True when the object looks like a turn: it has a role and a content under any of their names.</summary>
    public static bool LooksLikeTurn(JsonNode node) =>
        node.Kind == JsonKind.Object && (RoleOf(node).Kind == JsonKind.Text || (node["content"u8].Exists && node.Count <= 2));

    /// <summary>True when the object speaks the ShareGPT dialect.</summary>
    public static bool IsSharegpt(JsonNode node) => node["from"u8].Kind == JsonKind.Text;

    /// <summary>Reads a turn; returns null, or what is wrong with it.</summary>
    public string? Read(JsonNode node, out Turn turn)
    {
        turn = default;
        if (node.Kind != JsonKind.Object) return "a turn is not an object";
        JsonNode word = default, content = default, calls = default, functionCall = default, thinking = default, name = default, callId = default;
        foreach (var (key, value) in node.Members())
        {
            if (key.Is("role"u8) || key.Is("from"u8) || key.Is("speaker"u8)) word = value;
            else if (key.Is("content"u8) || key.Is("value"u8) || key.Is("text"u8)) content = value;
            else if (key.Is("tool_calls"u8)) calls = value;
            else if (key.Is("function_call"u8)) functionCall = value;
            else if (key.Is("reasoning_content"u8) || key.Is("thinking"u8) || key.Is("reasoning"u8)) thinking = value;
            else if (key.Is("name"u8)) name = value;
            else if (key.Is("tool_call_id"u8)) callId = value;
        }

        if (word.Kind != JsonKind.Text) return "a turn has no role";
        if (!Roles.TryParse(word.Text.Span, out var role, out var isFunctionCall)) return $"unknown role '{word.Text}'";
        turn = new Turn(role, default, default, thinking.Text, name.Text, callId.Text);
        if (calls.Kind == JsonKind.Array && calls.Count > 0) turn = turn with { ToolCalls = Canonical(calls) };
        else if (calls.Kind == JsonKind.Text && ParseInner(calls.Text) is { Kind: JsonKind.Array, Count: > 0 } written) turn = turn with { ToolCalls = Canonical(written) };
        else if (functionCall.Kind == JsonKind.Object) turn = turn with { ToolCalls = WrapFunction(functionCall) };
        switch (content.Kind)
        {
            case JsonKind.None or JsonKind.Null:
                return null;
            case JsonKind.Text:
                turn = turn with { Text = content.Text };
                if (isFunctionCall && CallsFromText(turn.Text) is { IsAbsent: false } parsed) turn = turn with { Text = default, ToolCalls = parsed };
                return null;
            case JsonKind.Array:
                return ReadParts(content, ref turn);
            default:
                return "a turn's content is neither a text nor a list of parts";
        }
    }

    /// <summary>A JSON value in canonical form, safe to keep.</summary>
    public Utf8 Canonical(JsonNode node)
    {
        _scratch.Clear();
        JsonText.WriteCanonical(_scratch, node);
        return _scratch.CopyFrom(0);
    }

    /// <summary>Tool definitions as a JSON value: an array as it is, a text that holds JSON as that JSON, any other text as a JSON text.</summary>
    public Utf8 Tools(JsonNode node)
    {
        if (node.IsNull || (node.Kind == JsonKind.Array && node.Count == 0)) return default;
        if (node.Kind != JsonKind.Text) return Canonical(node);
        var text = node.Text;
        if (text.IsEmpty) return default;
        return ParseInner(text) is { Exists: true } inner ? IsEmptyList(inner) ? default : Canonical(inner) : Canonical(node);
    }

    private static bool IsEmptyList(JsonNode node) => node.Kind == JsonKind.Array && node.Count == 0;

    private static JsonNode RoleOf(JsonNode node) =>
        node["role"u8] is { Exists: true } role ? role : node["from"u8] is { Exists: true } from ? from : node["speaker"u8];

    /// <summary>Text parts become the text; anything that is not text keeps the parts as they are beside it.</summary>
    private string? ReadParts(JsonNode content, ref Turn turn)
    {
        _parts.Clear();
        var texts = 0;
        var hasMedia = false;
        var thinking = turn.Thinking;
        var calls = new List<Utf8>();
        foreach (var part in content.Elements())
        {
            if (part.Kind == JsonKind.Text)
            {
                AddText(part.Text, ref texts);
                continue;
            }

            if (part.Kind != JsonKind.Object) return "a content part is neither a text nor an object";
            var type = part["type"u8];
            var value = part["text"u8] is { Exists: true } text ? text : part["value"u8];
            if (type.Is("text"u8) || (!type.Exists && value.Kind == JsonKind.Text)) AddText(value.Text, ref texts);
            else if (type.Is("reasoning"u8) || type.Is("thinking"u8)) thinking = value.Exists ? value.Text : part["thinking"u8].Text;
            else if (type.Is("tool_call"u8) && CallsFromText(value.Text) is { IsAbsent: false } call) calls.Add(call);
            else hasMedia = true;
        }

        turn = turn with
        {
            Text = texts > 0 ? _parts.CopyFrom(0) : content.Count == 0 ? Utf8.Empty : default,
            Thinking = thinking,
            ToolCalls = calls.Count > 0 ? Concatenate(calls) : turn.ToolCalls,
            Parts = hasMedia ? Canonical(content) : default,
        };
        return null;
    }

    private void AddText(Utf8 text, ref int texts)
    {
        if (texts++ > 0) _parts.Add((byte)'\n');
        _parts.Add(text.Span);
    }

    /// <summary>
    /// A text such as {"name": "f", "arguments": {...}} (or a list of them) as OpenAI tool calls. The bytes of the arguments are kept as
    /// they stand in the text. Absent when the text is no such thing.
    /// </summary>
    private Utf8 CallsFromText(Utf8 text)
    {
        var node = ParseInner(text);
        if (node.Kind == JsonKind.Object) return WrapFunction(node);
        if (node.Kind != JsonKind.Array || node.Count == 0) return default;
        var calls = new List<Utf8>();
        foreach (var element in node.Elements())
        {
            var call = WrapFunction(element);
            if (call.IsAbsent) return default;
            calls.Add(call);
        }

        return Concatenate(calls);
    }

    /// <summary>A list of one tool call from {"name", "arguments"}; absent when there is no name.</summary>
    private Utf8 WrapFunction(JsonNode function)
    {
        if (function["name"u8].Kind != JsonKind.Text) return default;
        var arguments = function["arguments"u8] is { Exists: true } given ? given : function["parameters"u8];
        _scratch.Clear();
        _scratch.Add("[{\"type\":\"function\",\"function\":{\"name\":"u8);
        JsonText.WriteText(_scratch, function["name"u8].Text.Span);
        _scratch.Add(",\"arguments\":"u8);
        JsonText.WriteText(_scratch, arguments.Kind == JsonKind.Text ? arguments.Text.Span : arguments.Exists ? arguments.Source.Span : "{}"u8);
        _scratch.Add("}}]"u8);
        return _scratch.CopyFrom(0);
    }

    private static Utf8 Concatenate(List<Utf8> lists)
    {
        var joined = new StringBuilder("[");
        foreach (var list in lists)
        {
            if (joined.Length > 1) joined.Append(',');
            joined.Append(list.Slice(1, list.Length - 2));
        }

        return Utf8.Of(joined.Append(']').ToString());
    }

    private JsonNode ParseInner(Utf8 text)
    {
        var bytes = text.Span.ToArray();
        return bytes.Length > 0 && _inner.Parse(bytes, 0, bytes.Length, out var consumed) == JsonFault.None && consumed == bytes.Length ? _inner.Root : default;
    }
}
