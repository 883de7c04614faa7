namespace Cuvee.Normalize.Markup;

/// <summary>Reads the attributes of a start tag.</summary>
internal static class Attributes
{
    /// <summary>The value of the first attribute of a name, with its entities; empty when there is none.</summary>
    /// <param name="attributes">What stands between the tag's name and its end.</param>
    /// <param name="name">In lower case.</param>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> attributes, scoped ReadOnlySpan<byte> name)
    {
        for (var at = 0; Next(attributes, ref at, out var found, out var value);)
        {
            if (Elements.IsSameName(attributes[found], name)) return attributes[value];
        }

        return default;
    }

    /// <summary>Whether an attribute says what happens on a click or the like: texts that people write have none.</summary>
    public static bool HasHandler(ReadOnlySpan<byte> attributes)
    {
        for (var at = 0; Next(attributes, ref at, out var name, out _);)
        {
            if (attributes[name] is [(byte)'o' or (byte)'O', (byte)'n' or (byte)'N', _, ..]) return true;
        }

        return false;
    }

    /// <summary>Reads the next attribute; false at the end.</summary>
    private static bool Next(ReadOnlySpan<byte> attributes, ref int at, out Range name, out Range value)
    {
        (name, value) = (default, default);
        at = Skip(attributes, at, " \t\r\n\f/"u8);
        if (at == attributes.Length) return false;
        var nameStart = at;
        at = FindAny(attributes, at + 1, " \t\r\n\f/="u8);
        name = nameStart..at;
        var equals = Skip(attributes, at, " \t\r\n\f"u8);
        if (equals == attributes.Length || attributes[equals] != '=') return true;
        at = Skip(attributes, equals + 1, " \t\r\n\f"u8);
        if (at == attributes.Length) return true;
        var quote = attributes[at];
        var isQuoted = quote is (byte)'"' or (byte)'\'';
        var valueStart = isQuoted ? at + 1 : at;
        var length = isQuoted ? attributes[valueStart..].IndexOf(quote) : -1;
        var valueEnd = length < 0 ? FindAny(attributes, valueStart, " \t\r\n\f"u8) : valueStart + length;
        value = valueStart..valueEnd;
        at = length < 0 ? valueEnd : valueEnd + 1;
        return true;
    }

    private static int Skip(ReadOnlySpan<byte> text, int at, scoped ReadOnlySpan<byte> characters) => text[at..].IndexOfAnyExcept(characters) is var length and >= 0 ? at + length : text.Length;

    private static int FindAny(ReadOnlySpan<byte> text, int at, scoped ReadOnlySpan<byte> characters) => text[at..].IndexOfAny(characters) is var length and >= 0 ? at + length : text.Length;
}
