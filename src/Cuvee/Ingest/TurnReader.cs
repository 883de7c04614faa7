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
    // What is taken out of a text stands deeper in a row than it did in the text: room for the row's own levels.
    private const int MaxInnerDepth = JsonTape.MaxDepth - 8;

    private readonly ByteBuffer _scratch = new();
    private readonly ByteBuffer _parts = new();
    private readonly JsonTape _inner = new();

    /// <summary>True when the object looks like a turn: it has a role and a content under any of their names.</summary>
    public static bool LooksLikeTurn(JsonNode node) =>
        node.Kind == JsonKind.Object && (RoleOf(node).Kind == JsonKind.Text || (node["content"u8].Exists && node.Count <= 2));

    /// <summary>True when the object speaks the ShareGPT dialect.</summary>
    public static bool IsSharegpt(JsonNode node) => node["from"u8].Kind == JsonKind.Text;

    /// <summary>Whether a turn's field of that name is read.</summary>
    public static bool IsKnown(JsonNode key) =>
        FieldOf(key) != TurnField.Other;

    /// <summary>Reads a turn; returns null, or what is wrong with it.</summary>
    public string? Read(JsonNode node, out Turn turn)
    {
        turn = null!;
        if (node.Kind != JsonKind.Object) return "a turn is not an object";
        JsonNode word = default, content = default, calls = default, functionCall = default, thinking = default, name = default, callId = default;
        foreach (var (key, value) in node.Members())
        {
            switch (FieldOf(key))
            {
                case TurnField.Role: word = value; break;
                case TurnField.Content: content = value; break;
                case TurnField.ToolCalls: calls = value; break;
                case TurnField.FunctionCall: functionCall = value; break;
                case TurnField.Thinking: thinking = value; break;
                case TurnField.Name: name = value; break;
                case TurnField.CallId: callId = value; break;
                default: break;
            }
        }

        if (word.Kind != JsonKind.Text) return "a turn has no role";
        if (!Roles.TryParse(word.Text.Span, out var role, out var isFunctionCall)) return $"unknown role '{word.Text}'";
        if (ReadCalls(calls, functionCall, out var toolCalls) is { } problem) return problem;
        switch (content.Kind)
        {
            case JsonKind.None or JsonKind.Null:
                turn = new Turn(role, default, toolCalls, thinking.Text, name.Text, callId.Text);
                return null;
            case JsonKind.Text:
                var text = content.Text;
                if (isFunctionCall && CallsFromText(text) is { IsAbsent: false } parsed) (text, toolCalls) = (default, parsed);
                turn = new Turn(role, text, toolCalls, thinking.Text, name.Text, callId.Text);
                return null;
            case JsonKind.Array:
                turn = new Turn(role, default, toolCalls, thinking.Text, name.Text, callId.Text);
                return ReadParts(content, ref turn);
            default:
                return "a turn's content is neither a text nor a list of parts";
        }
    }

    /// <summary>What a field of a turn is for. By length first: nearly every key is told by one comparison.</summary>
    private static TurnField FieldOf(JsonNode key)
    {
        var name = key.TextSpan;
        return name.Length switch
        {
            4 => name.SequenceEqual("role"u8) || name.SequenceEqual("from"u8) ? TurnField.Role
                : name.SequenceEqual("text"u8) ? TurnField.Content
                : name.SequenceEqual("name"u8) ? TurnField.Name : TurnField.Other,
            5 => name.SequenceEqual("value"u8) ? TurnField.Content : TurnField.Other,
            7 => name.SequenceEqual("content"u8) ? TurnField.Content
                : name.SequenceEqual("speaker"u8) ? TurnField.Role : TurnField.Other,
            8 => name.SequenceEqual("thinking"u8) ? TurnField.Thinking : TurnField.Other,
            9 => name.SequenceEqual("reasoning"u8) ? TurnField.Thinking : TurnField.Other,
            10 => name.SequenceEqual("tool_calls"u8) ? TurnField.ToolCalls : TurnField.Other,
            12 => name.SequenceEqual("tool_call_id"u8) ? TurnField.CallId : TurnField.Other,
            13 => name.SequenceEqual("function_call"u8) ? TurnField.FunctionCall : TurnField.Other,
            17 => name.SequenceEqual("reasoning_content"u8) ? TurnField.Thinking : TurnField.Other,
            _ => TurnField.Other,
        };
    }

    /// <summary>A JSON value in canonical form, safe to keep.</summary>
    public Utf8 Canonical(JsonNode node)
    {
        _scratch.Clear();
        JsonText.WriteCanonical(_scratch, node);
        return _scratch.CopyFrom(0);
    }

    /// <summary>
    /// Tool definitions or media as a JSON value: a list or an object as it is, also where it is written inside a text (ShareGPT, Parquet), and any other
    /// text as a JSON text. Absent for null, an empty text and an empty list.
    /// </summary>
    public Utf8 Beside(JsonNode node)
    {
        if (node.Kind == JsonKind.Text)
        {
            if (node.Text.IsEmpty) return default;
            if (ParseInner(node.Text) is { Kind: JsonKind.Array or JsonKind.Object } inner && !IsDeeper(inner, MaxInnerDepth)) node = inner;
        }

        return node.IsNull || (node.Kind == JsonKind.Array && node.Count == 0) ? default : Canonical(node);
    }

    /// <summary>
    /// tool_calls is a list, one call alone, or a JSON text of either: a Parquet column has one type, and the shapes of arguments have none in common.
    /// </summary>
    private string? ReadCalls(JsonNode calls, JsonNode functionCall, out Utf8 toolCalls)
    {
        const string Problem = "'tool_calls' is not a list of calls";
        toolCalls = default;
        if (calls.Kind == JsonKind.Text)
        {
            var text = calls.Text;
            calls = ParseInner(text);
            if ((!calls.Exists && !text.IsEmpty) || (calls.Exists && IsDeeper(calls, MaxInnerDepth))) return Problem;
        }

        if (calls.Kind == JsonKind.Array && calls.Count > 0) toolCalls = Canonical(calls);
        else if (calls.Kind == JsonKind.Object) toolCalls = Utf8.Of($"[{Canonical(calls)}]");
        else if (calls.Kind is not (JsonKind.None or JsonKind.Null or JsonKind.Array)) return Problem;
        else if (functionCall.Kind == JsonKind.Object) toolCalls = WrapFunction(functionCall);
        return null;
    }

    private static bool IsDeeper(JsonNode node, int levels)
    {
        if (levels == 0) return node.Kind is JsonKind.Array or JsonKind.Object;
        foreach (var element in node.Elements())
        {
            if (IsDeeper(element, levels - 1)) return true;
        }

        foreach (var (_, value) in node.Members())
        {
            if (IsDeeper(value, levels - 1)) return true;
        }

        return false;
    }

    private static JsonNode RoleOf(JsonNode node) =>
        node["role"u8] is { Exists: true } role ? role : node["from"u8] is { Exists: true } from ? from : node["speaker"u8];

    /// <summary>Text parts become the text; anything that is not text keeps the parts as they are beside it.</summary>
    private string? ReadParts(JsonNode content, ref Turn turn)
    {
        _parts.Clear();
        var texts = 0;
        var hasMedia = false;
        var thinking = new List<Utf8>();
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
            else if (type.Is("reasoning"u8) || type.Is("thinking"u8)) thinking.Add(value.Exists ? value.Text : part["thinking"u8].Text);
            else if (type.Is("tool_call"u8) && CallsFromText(value.Text) is { IsAbsent: false } call) calls.Add(call);
            else hasMedia = true;
        }

        turn = turn with
        {
            Text = texts > 0 ? _parts.CopyFrom(0) : content.Count == 0 ? Utf8.Empty : default,
            Thinking = thinking.Count > 0 ? Join(thinking) : turn.Thinking,
            ToolCalls = calls.Count > 0 ? Concatenate(calls) : turn.ToolCalls,
            Parts = hasMedia ? Canonical(content) : default,
        };
        return null;
    }

    /// <summary>The texts, each on a line of its own; absent when all of them are.</summary>
    private static Utf8 Join(List<Utf8> texts)
    {
        texts.RemoveAll(text => text.IsAbsent);
        return texts.Count < 2 ? texts.FirstOrDefault() : Utf8.Of(string.Join('\n', texts));
    }

    private void AddText(Utf8 text, ref int texts)
    {
        if (texts++ > 0) _parts.Add((byte)'\n');
        _parts.Add(text.Span);
    }

    /// <summary>
    /// A text such as {"name": "f", "arguments": {...}, "id": "call_1"} (or a list of them) as OpenAI tool calls. The bytes of the arguments are kept as
    /// they stand in the text. Absent when the text is no such thing.
    /// </summary>
    public Utf8 CallsFromText(Utf8 text)
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
        _scratch.Add("[{"u8);
        if (function["id"u8] is { Kind: JsonKind.Text } id)
        {
            _scratch.Add("\"id\":"u8);
            JsonText.WriteText(_scratch, id.Text.Span);
            _scratch.Add((byte)',');
        }

        _scratch.Add("\"type\":\"function\",\"function\":{\"name\":"u8);
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

    private enum TurnField
    {
        Other,
        Role,
        Content,
        ToolCalls,
        FunctionCall,
        Thinking,
        Name,
        CallId,
    }
}
