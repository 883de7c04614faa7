using Cuvee.Json;

namespace Cuvee.Normalize.Markup;

/// <summary>The inside of <c>pre</c> or <c>code</c>, collected until it ends: how it is marked depends on what it holds.</summary>
internal sealed class RawText
{
    private readonly ByteBuffer _text = new();
    private byte[] _language = [];

    /// <summary>What is collected; Unknown for nothing.</summary>
    public Element Element { get; private set; }

    public bool IsOpen => Element != Element.Unknown;

    public void Open(Element element)
    {
        Element = element;
        _text.Clear();
        _language = [];
    }

    /// <summary>Takes the language from classes such as <c>language-python</c>.</summary>
    public void Name(ReadOnlySpan<byte> classes)
    {
        foreach (var range in classes.Split((byte)' '))
        {
            var word = classes[range];
            var prefix = word.StartsWith("language-"u8) ? 9 : word.StartsWith("lang-"u8) ? 5 : word.Length;
            if (word.Length > prefix && !word[prefix..].ContainsAny("`~<>&"u8)) _language = word[prefix..].ToArray();
        }
    }

    /// <summary>Appends text with entities. In code line ends are spaces.</summary>
    public void Add(ReadOnlySpan<byte> text)
    {
        var start = _text.Length;
        Entities.Decode(text, _text);
        var added = _text.Written[start..].ToArray();
        _text.Truncate(start);
        for (var i = 0; i < added.Length; i++)
        {
            var character = added[i];
            if (character == '\r') continue;
            if (character == 0xC2 && i + 1 < added.Length && added[i + 1] == 0xA0)
            {
                character = (byte)' ';
                i++;
            }

            _text.Add(character == '\n' && Element == Element.Code ? (byte)' ' : character);
        }
    }

    /// <summary>A line ends, by a tag: once, or as often as it is said.</summary>
    public void Break(bool always)
    {
        if (always || (_text.Length > 0 && _text.Written[^1] != '\n')) _text.Add((byte)'\n');
    }

    /// <summary>
    /// Ends it. Markdown has it between backticks or fences; plain text too where it would be taken for markup, else bare.
    /// </summary>
    /// <param name="form">What is written.</param>
    /// <param name="isOneLine">Whether there is but one line for it.</param>
    /// <param name="isBlock">Whether the result is lines of its own.</param>
    /// <returns>Empty when there was nothing.</returns>
    public byte[] Close(MarkupForm form, bool isOneLine, out bool isBlock)
    {
        var text = _text.Written;
        if (Element == Element.Preformatted) text = TrimLines(text);
        else text = text.Trim(" \t\n"u8);
        var isPreformatted = Element == Element.Preformatted;
        Element = Element.Unknown;
        isBlock = (isPreformatted || text.Contains((byte)'\n')) && !isOneLine;
        if (text.IsEmpty) return [];
        var hasMarks = form == MarkupForm.Markdown || IsLikeMarkup(text);
        var output = new ByteBuffer(text.Length + 16);
        var run = LongestRun(text) + 1;
        if (isBlock && hasMarks) AddFenced(output, text, Math.Max(3, run));
        else if (isBlock) output.Add(text);
        else AddSpan(output, text, hasMarks ? run : 0);
        return output.Written.ToArray();
    }

    private void AddFenced(ByteBuffer output, ReadOnlySpan<byte> text, int run)
    {
        output.Extend(run).Fill((byte)'`');
        output.Add(_language);
        output.Add((byte)'\n');
        output.Add(text);
        output.Add((byte)'\n');
        output.Extend(run).Fill((byte)'`');
    }

    private static void AddSpan(ByteBuffer output, ReadOnlySpan<byte> text, int run)
    {
        output.Extend(run).Fill((byte)'`');
        var hasSpace = run > 0 && (text[0] == '`' || text[^1] == '`');
        if (hasSpace) output.Add((byte)' ');
        foreach (var character in text) output.Add(character == '\n' ? (byte)' ' : character);
        if (hasSpace) output.Add((byte)' ');
        output.Extend(run).Fill((byte)'`');
    }

    /// <summary>Without blank lines at the ends; the first line keeps its indentation.</summary>
    private static ReadOnlySpan<byte> TrimLines(ReadOnlySpan<byte> text)
    {
        text = text.TrimEnd(" \t\n"u8);
        while (text.IndexOf((byte)'\n') is var end and >= 0 && text[..end].Trim(" \t"u8).IsEmpty) text = text[(end + 1)..];
        return text;
    }

    private static int LongestRun(ReadOnlySpan<byte> text)
    {
        var (longest, run) = (0, 0);
        foreach (var character in text)
        {
            run = character == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }

    private static bool IsLikeMarkup(ReadOnlySpan<byte> text)
    {
        for (var i = 0; text[i..].IndexOfAny((byte)'<', (byte)'&') is var found and >= 0; i++)
        {
            i += found;
            if (i + 1 < text.Length && (char.IsAsciiLetter((char)text[i + 1]) || text[i + 1] is (byte)'/' or (byte)'!' or (byte)'#' or (byte)'?')) return true;
        }

        return false;
    }
}
