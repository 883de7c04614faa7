using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Pii;

/// <summary>
/// Goes through the texts within a JSON value and puts others in their place; every byte outside a changed text stays. What
/// has an escape in a changed text is spelled canonically. One instance serves one worker.
/// </summary>
/// <param name="process">Gives the text that takes the place of one, the key before it as context; the same text where nothing changes.</param>
/// <param name="look">Looks at a number, which no placeholder can replace.</param>
internal sealed class JsonTexts(Func<Utf8, Utf8, Utf8> process, Action<Utf8, Utf8> look)
{
    private readonly JsonTape _tape = new(JsonTape.RowDepth);
    private readonly List<(int Start, int End, Utf8 Text)> _edits = [];
    private JsonTexts? _inner;

    /// <summary>All texts of a value (tool definitions, arguments, results), keys among them; null when it is no JSON.</summary>
    public Utf8? OfAll(Utf8 json) => Apply(json, Visit);

    /// <summary>The arguments of tool calls, which are JSON within a text, or a value as it is.</summary>
    public Utf8 OfCalls(Utf8 calls) => Apply(calls, VisitCalls) ?? calls;

    /// <summary>What is said in content parts; addresses and data of images are left alone.</summary>
    public Utf8 OfParts(Utf8 parts) => Apply(parts, VisitParts) ?? parts;

    private Utf8? Apply(Utf8 json, Action<Utf8, JsonNode, Utf8> visit)
    {
        _tape.Recycle();
        if (_tape.Parse(json) != JsonFault.None) return null;
        _edits.Clear();
        visit(json, _tape.Root, default);
        if (_edits.Count == 0) return json;
        var (result, at) = (new ByteBuffer(json.Length + 64), 0);
        foreach (var (start, end, text) in _edits)
        {
            result.Add(json.Span[at..start]);
            result.Add(text.Span);
            at = end;
        }

        result.Add(json.Span[at..]);
        return result.CopyFrom(0);
    }

    private void Visit(Utf8 json, JsonNode node, Utf8 key)
    {
        foreach (var element in node.Elements()) Visit(json, element, key);
        foreach (var (name, value) in node.Members())
        {
            Replace(json, name, process(name.Text, key));
            Visit(json, value, name.Text);
        }

        if (node.Kind == JsonKind.Number) look(node.Source, key);
        else if (node.Kind == JsonKind.Text) Replace(json, node, process(node.Text, key));
    }

    private void VisitCalls(Utf8 json, JsonNode node, Utf8 key)
    {
        foreach (var element in node.Elements()) VisitCalls(json, element, key);
        foreach (var (name, value) in node.Members())
        {
            if (name.Is("arguments"u8) || name.Is("parameters"u8) || name.Is("input"u8)) VisitArguments(json, value, name.Text);
            else if (value.Kind is JsonKind.Object or JsonKind.Array) VisitCalls(json, value, name.Text);
        }
    }

    private void VisitArguments(Utf8 json, JsonNode node, Utf8 key)
    {
        if (node.Kind != JsonKind.Text || node.Text.IsEmpty || node.Text.Span[0] is not ((byte)'{' or (byte)'['))
        {
            Visit(json, node, node.Kind == JsonKind.Text ? default : key);
            return;
        }

        _inner ??= new JsonTexts(process, look);
        Replace(json, node, _inner.OfAll(node.Text) ?? process(node.Text, default));
    }

    private void VisitParts(Utf8 json, JsonNode node, Utf8 key)
    {
        foreach (var part in node.Elements())
        {
            if (part.Kind == JsonKind.Text) Visit(json, part, default);
            foreach (var (name, value) in part.Members())
            {
                if (value.Kind == JsonKind.Text && (name.Is("text"u8) || name.Is("value"u8) || name.Is("thinking"u8) || name.Is("content"u8))) Visit(json, value, default);
            }
        }
    }

    private void Replace(Utf8 json, JsonNode node, Utf8 text)
    {
        if (text == node.Text) return;
        var start = node.Source.Offset - json.Offset;
        if (node.Source.Span.Contains((byte)'\\'))
        {
            var spelled = new ByteBuffer(text.Length + 16);
            JsonText.WriteText(spelled, text.Span);
            text = Utf8.Copy(spelled.Written[1..^1]);
        }

        _edits.Add((start, start + node.Source.Length, text));
    }
}
