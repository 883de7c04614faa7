using System.Buffers;
using Cuvee.Model;

namespace Cuvee.Normalize;

/// <summary>
/// White space over valid UTF-8, by the Unicode property White_Space:
/// U+0009..U+000D, U+0020, U+0085, U+00A0, U+1680, U+2000..U+200A, U+2028, U+2029, U+202F, U+205F, U+3000.
/// </summary>
public static class WhiteSpace
{
    /// <summary>Every byte that a white-space code point can start with.</summary>
    private static readonly SearchValues<byte> Leads = SearchValues.Create([0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20, 0xC2, 0xE1, 0xE2, 0xE3]);

    /// <summary>The text without white space at its ends.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> utf8)
    {
        if (HasBareEnds(utf8)) return utf8;
        var start = CountAtStart(utf8);
        return utf8.Slice(start, utf8.Length - start - CountAtEnd(utf8[start..]));
    }

    /// <summary>The text without white space at its ends: a slice of the same array, or the same text when there is none.</summary>
    public static Utf8 Trim(Utf8 text)
    {
        if (HasBareEnds(text.Span)) return text;
        var start = CountAtStart(text.Span);
        var end = CountAtEnd(text.Span[start..]);
        return start + end == 0 ? text : text.Slice(start, text.Length - start - end);
    }

    /// <summary>Appends the text with its ends trimmed and each run of white space turned into one space.</summary>
    public static void Collapse(ReadOnlySpan<byte> utf8, IBufferWriter<byte> output)
    {
        utf8 = Trim(utf8);
        while (!utf8.IsEmpty)
        {
            var word = WordLength(utf8);
            output.Write(utf8[..word]);
            utf8 = utf8[word..];
            if (utf8.IsEmpty) return;
            output.Write(" "u8);
            utf8 = utf8[CountAtStart(utf8)..];
        }
    }

    /// <summary>Whether both ends are visible ASCII, as those of most texts are.</summary>
    private static bool HasBareEnds(ReadOnlySpan<byte> utf8) => !utf8.IsEmpty && utf8[0] is > 0x20 and < 0x80 && utf8[^1] is > 0x20 and < 0x80;

    /// <summary>Bytes of white space at the start.</summary>
    private static int CountAtStart(ReadOnlySpan<byte> utf8)
    {
        var count = 0;
        while (LengthAtStart(utf8[count..]) is var length and > 0) count += length;
        return count;
    }

    /// <summary>Bytes of white space at the end.</summary>
    private static int CountAtEnd(ReadOnlySpan<byte> utf8)
    {
        var rest = utf8;
        while (LengthAtEnd(rest) is var length and > 0) rest = rest[..^length];
        return utf8.Length - rest.Length;
    }

    private static int WordLength(ReadOnlySpan<byte> utf8)
    {
        var position = 0;
        while (utf8[position..].IndexOfAny(Leads) is var found and >= 0)
        {
            position += found;
            if (LengthAtStart(utf8[position..]) > 0) return position;
            position++;
        }

        return utf8.Length;
    }

    /// <summary>Bytes of the white-space code point that the text starts with, or 0.</summary>
    private static int LengthAtStart(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty) return 0;
        if (utf8[0] < 0x80) return IsAscii(utf8[0]) ? 1 : 0;
        if (utf8.Length >= 2 && IsPair(utf8[0], utf8[1])) return 2;
        return utf8.Length >= 3 && IsTriple(utf8[0], utf8[1], utf8[2]) ? 3 : 0;
    }

    /// <summary>Bytes of the white-space code point that the text ends with, or 0.</summary>
    private static int LengthAtEnd(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty) return 0;
        if (utf8[^1] < 0x80) return IsAscii(utf8[^1]) ? 1 : 0;
        if (utf8.Length >= 2 && IsPair(utf8[^2], utf8[^1])) return 2;
        return utf8.Length >= 3 && IsTriple(utf8[^3], utf8[^2], utf8[^1]) ? 3 : 0;
    }

    private static bool IsAscii(byte only) => only is 0x20 or (>= 0x09 and <= 0x0D);

    private static bool IsPair(byte first, byte second) => first == 0xC2 && second is 0x85 or 0xA0;

    private static bool IsTriple(byte first, byte second, byte third) => (first, second) switch
    {
        (0xE1, 0x9A) => third == 0x80,
        (0xE2, 0x80) => third is (>= 0x80 and <= 0x8A) or 0xA8 or 0xA9 or 0xAF,
        (0xE2, 0x81) => third == 0x9F,
        (0xE3, 0x80) => third == 0x80,
        _ => false,
    };
}
