using System.Buffers;
using System.Text;
using Cuvee.Json;

namespace Cuvee.Normalize.Markup;

/// <summary>
/// Character references in a text without tags: left over by whoever took the tags out. Only those that no program would have as a name of its own are replaced, and
/// only in a text that does not speak of them.
/// </summary>
internal static class BareEntities
{
    /// <summary>The references of the HTML that people write; the names of many others (<c>&amp;sum;</c>, <c>&amp;int;</c>) are variables in a program.</summary>
    private static readonly string[] s_names =
    [
        "amp", "quot", "apos", "lt", "gt", "nbsp", "hellip", "mdash", "ndash", "lsquo", "rsquo", "ldquo", "rdquo", "sbquo", "bdquo", "lsaquo", "rsaquo", "laquo", "raquo",
        "bull", "middot", "euro", "szlig", "iexcl", "iquest", "shy", "frac12", "frac14", "frac34",
    ];

    private static readonly string[] s_accents = ["acute", "grave", "circ", "uml", "tilde", "cedil", "ring", "slash", "caron", "Elig", "elig"];

    private static readonly SearchValues<string> s_vocabulary = SearchValues.Create(["html", "xml", "entit", "escap", "encod", "decod", "&lt;/", "&lt;!"], StringComparison.OrdinalIgnoreCase);

    /// <summary>Appends the text with its references replaced, those twice escaped (<c>&amp;amp;quot;</c>) at once.</summary>
    /// <returns>False when nothing is to be replaced, and nothing was written.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> utf8, ByteBuffer output)
    {
        if (!HasAny(utf8) || SpeaksOfThem(utf8)) return false;
        var tokens = new Tokenizer(utf8);
        while (tokens.Read(out var token))
        {
            if (token.Kind == TokenKind.Text) Decode(utf8[token.Range], output);
            else output.Add(utf8[token.Range]);
        }

        return true;
    }

    private static bool HasAny(ReadOnlySpan<byte> utf8)
    {
        for (var at = 0; utf8[at..].IndexOf((byte)'&') is var found and >= 0; at++)
        {
            at += found;
            if (Read(utf8[at..], out _, out _) > 0) return true;
        }

        return false;
    }

    /// <summary>Whether the text is about markup, shows tags by it (<c>&amp;lt;b&amp;gt;</c>), quotes a reference, or takes an address in a program.</summary>
    private static bool SpeaksOfThem(ReadOnlySpan<byte> utf8)
    {
        if (Encoding.UTF8.GetString(utf8).AsSpan().ContainsAny(s_vocabulary)) return true;
        for (var at = 0; utf8[at..].IndexOf((byte)'&') is var found and >= 0; at++)
        {
            at += found;
            var length = Read(utf8[at..], out var first, out _);
            if (length == 0) continue;
            var (before, after) = (at > 0 ? utf8[at - 1] : (byte)' ', at + length < utf8.Length ? utf8[at + length] : (byte)' ');
            if (first == '<' && char.IsAsciiLetter((char)after)) return true;
            if (before == after && before is (byte)'"' or (byte)'\'' or (byte)'`') return true;
            if (before == '=' || (before == ' ' && at > 1 && utf8[at - 2] == '=')) return true;
        }

        return false;
    }

    private static void Decode(ReadOnlySpan<byte> text, ByteBuffer output)
    {
        while (text.IndexOf((byte)'&') is var at and >= 0)
        {
            output.Add(text[..at]);
            text = text[at..];
            var length = Read(text, out var first, out var second);
            if (length == 0)
            {
                output.Add((byte)'&');
                text = text[1..];
                continue;
            }

            Entities.Add(output, first == 0xA0 ? ' ' : first);
            if (second != 0) Entities.Add(output, second);
            text = text[length..];
        }

        output.Add(text);
    }

    /// <summary>Reads one that counts here, from its ampersand on: with a semicolon, a number or one of the names.</summary>
    private static int Read(ReadOnlySpan<byte> text, out int first, out int second)
    {
        var at = 1;
        while (text[at..].StartsWith("amp;"u8) && ReadPlain(text[(at + 4)..], out _, out _) > 0) at += 4;
        var length = ReadPlain(text[at..], out first, out second);
        return length == 0 ? 0 : at + length;
    }

    private static int ReadPlain(ReadOnlySpan<byte> text, out int first, out int second)
    {
        var length = Entities.Read(text, out first, out second);
        if (length < 2 || text[length - 1] != ';') return 0;
        return text[0] == '#' || IsOfProse(text[..(length - 1)]) ? length : 0;
    }

    private static bool IsOfProse(ReadOnlySpan<byte> name)
    {
        Span<char> letters = stackalloc char[name.Length];
        Encoding.ASCII.GetChars(name, letters);
        foreach (var known in s_names)
        {
            if (letters.SequenceEqual(known)) return true;
        }

        foreach (var accent in s_accents)
        {
            if (letters.Length is var length && length - accent.Length is 1 or 2 && letters.EndsWith(accent)) return true;
        }

        return false;
    }
}
