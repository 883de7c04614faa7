namespace Cuvee.Json;

/// <summary>The lexical level of JSON over UTF-8: the grammar of numbers, texts and values in canonical form.</summary>
public static class JsonText
{
    /// <summary>Length of the JSON number at the start of the text, 0 if there is none or it is followed by rubbish.</summary>
    internal static int NumberLength(ReadOnlySpan<byte> text)
    {
        var at = text.StartsWith("-"u8) ? 1 : 0;
        var digits = Digits(text, at);
        if (digits == 0 || (digits > 1 && text[at] == '0')) return 0;
        at += digits;
        if (at < text.Length && text[at] == '.')
        {
            digits = Digits(text, at + 1);
            if (digits == 0) return 0;
            at += 1 + digits;
        }

        if (at < text.Length && text[at] is (byte)'e' or (byte)'E')
        {
            at++;
            if (at < text.Length && text[at] is (byte)'+' or (byte)'-') at++;
            digits = Digits(text, at);
            if (digits == 0) return 0;
            at += digits;
        }

        return at;
    }

    private static int Digits(ReadOnlySpan<byte> text, int at)
    {
        var start = at;
        while (at < text.Length && text[at] is >= (byte)'0' and <= (byte)'9') at++;
        return at - start;
    }

    /// <summary>
    /// Writes a text with its quotes in the one canonical spelling: only what RFC 8259 demands is escaped, short escapes where they exist,
    /// everything else raw UTF-8.
    /// </summary>
    public static void WriteText(ByteBuffer target, ReadOnlySpan<byte> text) => JsonTextWriter.Write(target, text);

    /// <summary>Writes a value in canonical form: no white space, canonical texts, numbers as they stood, keys in their order, of equal keys the last.</summary>
    public static void WriteCanonical(ByteBuffer target, JsonNode node)
    {
        switch (node.Kind)
        {
            case JsonKind.Object:
                target.Add((byte)'{');
                var first = true;
                foreach (var (key, value) in node.Members())
                {
                    if (node.IsShadowed(key)) continue;
                    if (!first) target.Add((byte)',');
                    first = false;
                    WriteText(target, key.Text.Span);
                    target.Add((byte)':');
                    WriteCanonical(target, value);
                }

                target.Add((byte)'}');
                break;
            case JsonKind.Array:
                target.Add((byte)'[');
                var any = false;
                foreach (var element in node.Elements())
                {
                    if (any) target.Add((byte)',');
                    any = true;
                    WriteCanonical(target, element);
                }

                target.Add((byte)']');
                break;
            case JsonKind.Text:
                WriteText(target, node.Text.Span);
                break;
            default:
                target.Add(node.Source.Span);
                break;
        }
    }
}
