using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Cuvee.Json;

/// <summary>The lexical level of JSON over UTF-8: finding the end of a text, decoding and encoding it, the grammar of numbers.</summary>
public static class JsonText
{
    /// <summary>
    /// The offset of the quote that ends the text whose first byte is at <paramref name="at"/>, or -1 with the fault. Escapes are checked
    /// here, so decoding need not check again.
    /// </summary>
    internal static int FindQuote(byte[] bytes, int at, int end, out bool escaped, out JsonFault fault)
    {
        escaped = false;
        fault = JsonFault.None;
        while (true)
        {
            at = FindSpecial(bytes, at, end);
            if (at >= end || bytes[at] < 0x20)
            {
                fault = JsonFault.MalformedJson;
                return -1;
            }

            if (bytes[at] == '"') return at;
            escaped = true;
            if (at + 1 < end && IsShortEscape(bytes[at + 1]))
            {
                at += 2;
                continue;
            }

            var length = EscapeLength(bytes.AsSpan(at, end - at), out fault);
            if (fault != JsonFault.None) return -1;
            at += length;
        }
    }

    /// <summary>The offset of the first quote, backslash or control character at or after <paramref name="at"/>, or <paramref name="end"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int FindSpecial(byte[] bytes, int at, int end)
    {
        // Reading a whole vector past `end` is fine while it stays inside the array: hits behind `end` are cut off below.
        while (at + Vector256<byte>.Count <= bytes.Length)
        {
            var mask = Specials(Vector256.LoadUnsafe(ref bytes[0], (nuint)at));
            if (mask != 0) return Math.Min(end, at + BitOperations.TrailingZeroCount(mask));
            at += Vector256<byte>.Count;
            if (at >= end) return end;
        }

        while (at < end && bytes[at] >= 0x20 && bytes[at] != '"' && bytes[at] != '\\') at++;
        return at;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsShortEscape(byte letter) =>
        letter is (byte)'n' or (byte)'"' or (byte)'\\' or (byte)'t' or (byte)'/' or (byte)'r' or (byte)'b' or (byte)'f';

    /// <summary>Length of the \uXXXX escape at the start of <paramref name="text"/>, a surrogate pair counting as one.</summary>
    private static int EscapeLength(ReadOnlySpan<byte> text, out JsonFault fault)
    {
        fault = JsonFault.None;
        if (text.Length >= 2)
        {
            if (Unit(text) is >= 0 and var unit)
            {
                if (!char.IsSurrogate((char)unit)) return 6;
                if (char.IsHighSurrogate((char)unit) && Unit(text[6..]) is >= 0 and var low && char.IsLowSurrogate((char)low)) return 12;
                fault = JsonFault.LoneSurrogate;
                return 0;
            }
        }

        fault = JsonFault.MalformedJson;
        return 0;
    }

    /// <summary>The UTF-16 code unit of an escape \uXXXX at the start of the text, or -1.</summary>
    private static int Unit(ReadOnlySpan<byte> text)
    {
        if (text.Length < 6 || text[0] != '\\' || text[1] != 'u') return -1;
        var (a, b, c, d) = (Hex(text[2]), Hex(text[3]), Hex(text[4]), Hex(text[5]));
        return (a | b | c | d) < 0 ? -1 : a << 12 | b << 8 | c << 4 | d;
    }

    /// <summary>The value of a hexadecimal digit, -1 for anything else.</summary>
    private static int Hex(byte digit) => (sbyte)HexValues[digit];

    private static ReadOnlySpan<byte> HexValues =>
    [
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 255, 255, 255, 255, 255, 255,
        255, 10, 11, 12, 13, 14, 15, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 10, 11, 12, 13, 14, 15, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    ];

    /// <summary>Decodes a checked text; the result is never longer than the source. Returns the length.</summary>
    internal static int Unescape(ReadOnlySpan<byte> escaped, Span<byte> target)
    {
        ref var source = ref MemoryMarshal.GetReference(escaped);
        ref var output = ref MemoryMarshal.GetReference(target);
        nint read = 0, written = 0, end = escaped.Length;
        while (true)
        {
            // Escapes are a few dozen bytes apart: copying whole vectors and looking at them on the way beats searching, then copying. The
            // output never gets ahead of the input and is as long, so a vector that fits the input fits the output.
            while (read + Vector256<byte>.Count <= end)
            {
                var chunk = Vector256.LoadUnsafe(ref source, (nuint)read);
                chunk.StoreUnsafe(ref output, (nuint)written);
                var mask = Vector256.Equals(chunk, Vector256.Create((byte)'\\')).ExtractMostSignificantBits();
                var plain = mask == 0 ? Vector256<byte>.Count : BitOperations.TrailingZeroCount(mask);
                read += plain;
                written += plain;
                if (mask != 0) break;
            }

            for (; read < end && Unsafe.Add(ref source, read) != '\\'; read++, written++) Unsafe.Add(ref output, written) = Unsafe.Add(ref source, read);
            if (read == end) return (int)written;
            var letter = Unsafe.Add(ref source, read + 1);
            if (letter != 'u')
            {
                Unsafe.Add(ref output, written++) = ShortEscape(letter);
                read += 2;
                continue;
            }

            var unit = (char)Unit(escaped[(int)read..]);
            read += 6;
            var rune = char.IsSurrogate(unit) ? new Rune(unit, (char)Unit(escaped[(int)read..])) : new Rune(unit);
            if (char.IsSurrogate(unit)) read += 6;
            written += rune.EncodeToUtf8(target[(int)written..]);
        }
    }

    private static byte ShortEscape(byte letter) => letter switch
    {
        (byte)'n' => (byte)'\n',
        (byte)'t' => (byte)'\t',
        (byte)'r' => (byte)'\r',
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        _ => letter,
    };

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
    public static void WriteText(ByteBuffer target, ReadOnlySpan<byte> text)
    {
        target.Add((byte)'"');
        while (true)
        {
            var plain = CopyUpToSpecial(text, target.GetSpan(text.Length));
            target.Advance(plain);
            if (plain == text.Length) break;
            WriteEscape(target, text[plain]);
            text = text[(plain + 1)..];
        }

        target.Add((byte)'"');
    }

    /// <summary>Copies until a byte that must be escaped or the end; returns how many bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int CopyUpToSpecial(ReadOnlySpan<byte> source, Span<byte> target)
    {
        var at = 0;
        while (at + Vector256<byte>.Count <= source.Length)
        {
            var chunk = Vector256.LoadUnsafe(in source[0], (nuint)at);
            chunk.StoreUnsafe(ref target[0], (nuint)at);
            var mask = Specials(chunk);
            if (mask != 0) return at + BitOperations.TrailingZeroCount(mask);
            at += Vector256<byte>.Count;
        }

        for (; at < source.Length && source[at] >= 0x20 && source[at] != '"' && source[at] != '\\'; at++) target[at] = source[at];
        return at;
    }

    /// <summary>Which bytes are a quote, a backslash or a control character, lowest bit first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Specials(Vector256<byte> chunk) =>
        (Vector256.Equals(chunk, Vector256.Create((byte)'"'))
        | Vector256.Equals(chunk, Vector256.Create((byte)'\\'))
        | Vector256.LessThan(chunk, Vector256.Create((byte)0x20))).ExtractMostSignificantBits();

    private static void WriteEscape(ByteBuffer target, byte value)
    {
        switch (value)
        {
            case (byte)'\n': target.Add("\\n"u8); break;
            case (byte)'"': target.Add("\\\""u8); break;
            case (byte)'\\': target.Add("\\\\"u8); break;
            case (byte)'\t': target.Add("\\t"u8); break;
            case (byte)'\r': target.Add("\\r"u8); break;
            case (byte)'\b': target.Add("\\b"u8); break;
            case (byte)'\f': target.Add("\\f"u8); break;
            default:
                target.Add("\\u00"u8);
                target.Add((byte)"0123456789abcdef"[value >> 4]);
                target.Add((byte)"0123456789abcdef"[value & 15]);
                break;
        }
    }

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
