using System.Buffers;
using Cuvee.Json;

namespace Cuvee.Normalize.Markup;

/// <summary>White space of HTML and the no-break space.</summary>
internal static class MarkupSpace
{
    private const int ColumnsOfTab = 4;

    /// <summary>Every byte that white space can start with.</summary>
    private static readonly SearchValues<byte> s_leads = SearchValues.Create([0x09, 0x0A, 0x0C, 0x0D, 0x20, 0xC2]);

    /// <summary>Bytes of white space at the start.</summary>
    public static int CountAtStart(ReadOnlySpan<byte> text)
    {
        var at = 0;
        while (at < text.Length)
        {
            if (text[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)'\f') at++;
            else if (IsNoBreak(text, at)) at += 2;
            else break;
        }

        return at;
    }

    /// <summary>Bytes up to the next white space.</summary>
    public static int WordLength(ReadOnlySpan<byte> text)
    {
        var at = 0;
        while (text[at..].IndexOfAny(s_leads) is var found and >= 0)
        {
            at += found;
            if (text[at] != 0xC2 || IsNoBreak(text, at)) return at;
            at++;
        }

        return text.Length;
    }

    /// <summary>How wide it is.</summary>
    public static int Columns(ReadOnlySpan<byte> blank)
    {
        var columns = 0;
        foreach (var character in blank) columns += character == '\t' ? ColumnsOfTab : character is (byte)' ' or 0xC2 ? 1 : 0;
        return columns;
    }

    /// <summary>The text with each run of white space as one space, none at the ends.</summary>
    public static byte[] Collapsed(ReadOnlySpan<byte> text)
    {
        var output = new ByteBuffer(text.Length + 1);
        while (!text.IsEmpty)
        {
            text = text[CountAtStart(text)..];
            if (text.IsEmpty) break;
            if (output.Length > 0) output.Add((byte)' ');
            var word = WordLength(text);
            output.Add(text[..word]);
            text = text[word..];
        }

        return output.Written.ToArray();
    }

    private static bool IsNoBreak(ReadOnlySpan<byte> text, int at) => text[at] == 0xC2 && at + 1 < text.Length && text[at + 1] == 0xA0;
}
