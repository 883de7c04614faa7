using System.Buffers;
using System.Text;
using Cuvee.Json;
using Cuvee.Normalize.Tables;

namespace Cuvee.Normalize.Markup;

/// <summary>Character references: <c>&amp;eacute;</c>, <c>&amp;#233;</c>, <c>&amp;#xE9;</c>.</summary>
internal static class Entities
{
    private static readonly SearchValues<byte> s_alphanumeric = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    /// <summary>What HTML makes of the numbers 128 to 159, which name nothing in Unicode: the characters of windows-1252.</summary>
    private static ReadOnlySpan<ushort> Windows1252 =>
    [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F,
        0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
    ];

    /// <summary>
    /// Reads the reference that the text begins with. Its value is one code point, seldom two. A name without a semicolon counts where HTML knows it so and neither
    /// a letter, a digit nor <c>=</c> follows, so <c>?a=1&amp;region=2</c> stays; a number that names a control character is none.
    /// </summary>
    /// <param name="utf8">What stands behind the <c>&amp;</c>.</param>
    /// <param name="first">The code point.</param>
    /// <param name="second">The one behind it, or 0.</param>
    /// <returns>Its bytes without the <c>&amp;</c>, 0 when there is none.</returns>
    public static int Read(ReadOnlySpan<byte> utf8, out int first, out int second)
    {
        (first, second) = (0, 0);
        if (utf8.Length < 2) return 0;
        return utf8[0] == '#' ? ReadNumber(utf8, out first) : ReadName(utf8, out first, out second);
    }

    /// <summary>Appends the text with its references replaced by what they stand for.</summary>
    public static void Decode(ReadOnlySpan<byte> utf8, ByteBuffer output)
    {
        while (utf8.IndexOf((byte)'&') is var at and >= 0)
        {
            output.Add(utf8[..at]);
            utf8 = utf8[(at + 1)..];
            var length = Read(utf8, out var first, out var second);
            Add(output, length == 0 ? '&' : first);
            if (second != 0) Add(output, second);

            utf8 = utf8[length..];
        }

        output.Add(utf8);
    }

    /// <summary>Appends a code point.</summary>
    public static void Add(ByteBuffer output, int codePoint)
    {
        Span<byte> encoded = stackalloc byte[4];
        output.Add(encoded[..new Rune(codePoint).EncodeToUtf8(encoded)]);
    }

    private static int ReadNumber(ReadOnlySpan<byte> utf8, out int codePoint)
    {
        var isHex = utf8[1] is (byte)'x' or (byte)'X';
        var at = isHex ? 2 : 1;
        var start = at;
        codePoint = 0;
        while (at < utf8.Length && Digit(utf8[at], isHex) is var digit and >= 0)
        {
            codePoint = Math.Min((codePoint * (isHex ? 16 : 10)) + digit, 0x110000);
            at++;
        }

        if (at == start) return 0;
        if (codePoint is >= 0x80 and < 0xA0) codePoint = Windows1252[codePoint - 0x80];
        if (codePoint is (< 0x20 and not (0x09 or 0x0A or 0x0D)) or (>= 0x7F and < 0xA0)) return 0;
        if (!Rune.IsValid(codePoint)) codePoint = Rune.ReplacementChar.Value;
        return at < utf8.Length && utf8[at] == ';' ? at + 1 : at;
    }

    private static int Digit(byte character, bool isHex)
    {
        if (char.IsAsciiDigit((char)character)) return character - '0';
        return isHex && char.IsAsciiHexDigit((char)character) ? (character | 0x20) - 'a' + 10 : -1;
    }

    private static int ReadName(ReadOnlySpan<byte> utf8, out int first, out int second)
    {
        (first, second) = (0, 0);
        var name = utf8[..Math.Min(utf8.Length, EntityTables.LongestName + 1)];
        var end = name.IndexOfAnyExcept(s_alphanumeric);
        if (end >= 0) name = name[..end];
        var next = name.Length < utf8.Length ? utf8[name.Length] : (byte)0;
        if (name.IsEmpty || (next != ';' && (next == '=' || name.Length > EntityTables.LongestBareName))) return 0;
        var value = Find(name);
        if (value == 0 || (next != ';' && (value & EntityTables.IsBare) == 0)) return 0;
        (first, second) = ((int)(value & 0xFFFFF), EntityTables.Seconds[(int)(value >> 20) & 0x7FF]);
        return name.Length + (next == ';' ? 1 : 0);
    }

    /// <summary>The value of a name, 0 when HTML has none such.</summary>
    private static uint Find(ReadOnlySpan<byte> name)
    {
        var (low, high) = (0, EntityTables.Values.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = EntityTables.Names[EntityTables.Offsets[middle]..EntityTables.Offsets[middle + 1]].SequenceCompareTo(name);
            if (order == 0) return EntityTables.Values[middle];
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }

        return 0;
    }
}
