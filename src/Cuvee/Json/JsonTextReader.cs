using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cuvee.Json;

/// <summary>Reads JSON texts over UTF-8: finds their end and decodes their escapes on the way.</summary>
internal static class JsonTextReader
{
    /// <summary>Bytes that <see cref="Decode"/> may write behind what it decodes.</summary>
    public const int Slack = 32;

    /// <summary>The offset of the first quote, backslash or control character at or after <paramref name="at"/>, or <paramref name="end"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int FindSpecial(byte[] bytes, int at, int end)
    {
        // Reading a whole vector past `end` is fine while it stays inside the array: hits behind `end` are cut off below.
        while (at + Vector256<byte>.Count <= bytes.Length)
        {
            var mask = Specials(Vector256.LoadUnsafe(ref bytes[0], (nuint)at));
            if (mask != 0) return Math.Min(end, at + BitOperations.TrailingZeroCount(mask));
            at += Vector256<byte>.Count;
            if (at >= end) return end;
        }

        while (at < end && !IsSpecial(bytes[at])) at++;
        return at;
    }

    /// <summary>
    /// Decodes the rest of a text from its first escape at <paramref name="at"/> on, and checks it. Returns the offset of the quote that ends
    /// the text, or -1 with the fault.
    /// </summary>
    /// <param name="bytes">Holds the text, valid UTF-8.</param>
    /// <param name="at">Offset of a backslash.</param>
    /// <param name="end">Where the bytes end that may be read as JSON.</param>
    /// <param name="target">Room for <paramref name="end"/> - <paramref name="at"/> bytes and the <see cref="Slack"/>: no escape is shorter than what it stands for.</param>
    /// <param name="written">How many bytes were decoded.</param>
    /// <param name="fault">What is wrong with the text.</param>
    public static int Decode(byte[] bytes, int at, int end, Span<byte> target, out int written, out JsonFault fault)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)end, (uint)bytes.Length);
        ArgumentOutOfRangeException.ThrowIfLessThan(target.Length, end - at + Slack);
        ref var source = ref MemoryMarshal.GetArrayDataReference(bytes);
        ref var start = ref MemoryMarshal.GetReference(target);
        ref var output = ref start;
        fault = JsonFault.MalformedJson;
        written = 0;
        while (true)
        {
            if (end - at < 2) return -1;
            var letter = Unsafe.Add(ref source, at + 1);
            if (letter == 'u')
            {
                // Where a script is escaped, a whole word is.
                do
                {
                    var length = DecodeUnit(ref Unsafe.Add(ref source, at), end - at, ref output, out var escapeLength);
                    if (length <= 0)
                    {
                        if (length < 0) fault = JsonFault.LoneSurrogate;
                        return -1;
                    }

                    at += escapeLength;
                    output = ref Unsafe.Add(ref output, length);
                }
                while (end - at >= 2 && IsUnit(ref Unsafe.Add(ref source, at)));
            }
            else
            {
                output = ShortEscapes[letter];
                if (output == 0) return -1;
                output = ref Unsafe.Add(ref output, 1);
                at += 2;
            }

            // Escapes are a few dozen bytes apart: copying whole vectors and looking at them on the way beats searching, then copying.
            var mask = 0u;
            while (mask == 0 && at < end && at + Vector256<byte>.Count <= bytes.Length)
            {
                var chunk = Vector256.LoadUnsafe(ref source, (nuint)at);
                chunk.StoreUnsafe(ref output);
                mask = Specials(chunk);
                var plain = mask == 0 ? Vector256<byte>.Count : BitOperations.TrailingZeroCount(mask);
                at += plain;
                output = ref Unsafe.Add(ref output, plain);
            }

            if (mask == 0)
            {
                for (; at < end && !IsSpecial(Unsafe.Add(ref source, at)); at++)
                {
                    output = Unsafe.Add(ref source, at);
                    output = ref Unsafe.Add(ref output, 1);
                }
            }

            if (at >= end) return -1;
            if (Unsafe.Add(ref source, at) == '\\') continue;
            if (Unsafe.Add(ref source, at) != '"') return -1;
            written = (int)Unsafe.ByteOffset(ref start, ref output);
            fault = JsonFault.None;
            return at;
        }
    }

    /// <summary>Which bytes are a quote, a backslash or a control character, lowest bit first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Specials(Vector256<byte> chunk) =>
        (Vector256.Equals(chunk, Vector256.Create((byte)'"'))
        | Vector256.Equals(chunk, Vector256.Create((byte)'\\'))
        | Vector256.LessThan(chunk, Vector256.Create((byte)0x20))).ExtractMostSignificantBits();

    /// <summary>Whether a byte is a quote, a backslash or a control character.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsSpecial(byte value) => value < 0x20 || value is (byte)'"' or (byte)'\\';

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsUnit(ref byte text) => text == '\\' && Unsafe.Add(ref text, 1) == 'u';

    /// <summary>
    /// Writes the code point of an escape \uXXXX, or of two that are a surrogate pair. Returns its length in UTF-8: 0 for what is no such
    /// escape, -1 for half a pair. Writes no more than four bytes.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int DecodeUnit(ref byte text, int length, ref byte output, out int escapeLength)
    {
        escapeLength = 6;
        var unit = length < 6 ? -1 : Hex(ref Unsafe.Add(ref text, 2));
        if (unit < 0x80)
        {
            output = (byte)unit;
            return unit < 0 ? 0 : 1;
        }

        if (unit < 0x800)
        {
            output = (byte)(0xC0 | unit >> 6);
            Unsafe.Add(ref output, 1) = (byte)(0x80 | (unit & 0x3F));
            return 2;
        }

        if (char.IsSurrogate((char)unit))
        {
            escapeLength = 12;
            return DecodePair(unit, ref Unsafe.Add(ref text, 6), length - 6, ref output);
        }

        output = (byte)(0xE0 | unit >> 12);
        Unsafe.Add(ref output, 1) = (byte)(0x80 | (unit >> 6 & 0x3F));
        Unsafe.Add(ref output, 2) = (byte)(0x80 | (unit & 0x3F));
        return 3;
    }

    /// <summary>Writes the code point of a surrogate pair whose second half is escaped here; returns its length, or -1.</summary>
    private static int DecodePair(int high, ref byte text, int length, ref byte output)
    {
        var low = length < 6 || !IsUnit(ref text) ? -1 : Hex(ref Unsafe.Add(ref text, 2));
        if (low < 0 || !char.IsSurrogatePair((char)high, (char)low)) return -1;
        var codePoint = char.ConvertToUtf32((char)high, (char)low);
        output = (byte)(0xF0 | codePoint >> 18);
        Unsafe.Add(ref output, 1) = (byte)(0x80 | (codePoint >> 12 & 0x3F));
        Unsafe.Add(ref output, 2) = (byte)(0x80 | (codePoint >> 6 & 0x3F));
        Unsafe.Add(ref output, 3) = (byte)(0x80 | (codePoint & 0x3F));
        return 4;
    }

    /// <summary>The value of four hexadecimal digits, -1 when they are not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Hex(ref byte digits)
    {
        int a = HexValues[digits], b = HexValues[Unsafe.Add(ref digits, 1)], c = HexValues[Unsafe.Add(ref digits, 2)], d = HexValues[Unsafe.Add(ref digits, 3)];
        return (a | b | c | d) > 15 ? -1 : a << 12 | b << 8 | c << 4 | d;
    }

    /// <summary>What the letter behind a backslash stands for, 0 for one that is no short escape.</summary>
    private static ReadOnlySpan<byte> ShortEscapes =>
    [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 34, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 47, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 92, 0, 0, 0,
        0, 0, 8, 0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 10, 0, 0, 0, 13, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    /// <summary>The value of a hexadecimal digit, 255 for anything else.</summary>
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
}
