using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using Cuvee.Model;
using Cuvee.Normalize.Tables;

namespace Cuvee.Normalize;

/// <summary>
/// Unicode normalization form C over UTF-8, by tables of our own (Unicode 15.1), so the result depends on no operating system.
/// Texts must be valid UTF-8. Time is linear in the text, whatever marks it holds.
/// </summary>
/// <remarks>
/// A <em>boundary</em> is a code point of combining class 0 whose NFC_Quick_Check is Yes: nothing before it can change it or what follows (UAX #15, section 9).
/// Only the stretch between two boundaries that holds something else is ever decomposed; the rest is copied.
/// </remarks>
public static class Nfc
{
    // The first byte of U+0300. Every code point below is a boundary, and all of its bytes are smaller.
    private const byte FirstMarkLead = 0xCC;

    /// <summary>Whether the text is in NFC. Exact: a text passes if and only if <see cref="Normalize(Utf8)"/> would return the same bytes.</summary>
    public static bool IsNormalized(ReadOnlySpan<byte> utf8)
    {
        Span<uint> items = stackalloc uint[NfcStretch.StackLength];
        var position = 0;
        while (NextStretch(utf8, ref position, out var stretch))
        {
            using var composed = new NfcStretch(utf8[stretch], items);
            if (!composed.IsEncodedAs(utf8[stretch])) return false;
        }

        return true;
    }

    /// <summary>The text in NFC: the same instance when it already is.</summary>
    public static Utf8 Normalize(Utf8 text)
    {
        if (IsNormalized(text.Span)) return text;
        var output = new ArrayBufferWriter<byte>(text.Length);
        Normalize(text.Span, output);
        return MemoryMarshal.TryGetArray(output.WrittenMemory, out var written)
            ? new Utf8(written.Array, written.Offset, written.Count)
            : Utf8.Copy(output.WrittenSpan);
    }

    /// <summary>Appends the text in NFC.</summary>
    public static void Normalize(ReadOnlySpan<byte> utf8, IBufferWriter<byte> output)
    {
        Span<uint> items = stackalloc uint[NfcStretch.StackLength];
        var position = 0;
        var copied = 0;
        while (NextStretch(utf8, ref position, out var stretch))
        {
            output.Write(utf8[copied..stretch.Start]);
            using var composed = new NfcStretch(utf8[stretch], items);
            composed.WriteTo(output);
            copied = stretch.End.Value;
        }

        output.Write(utf8[copied..]);
    }

    /// <summary>
    /// Finds the next stretch that may not be in NFC: from the last boundary before the doubtful code point (or the text's start) to the next boundary after it
    /// (or the text's end). <paramref name="position"/> must be at a boundary or an end, and is moved to the stretch's end.
    /// </summary>
    private static bool NextStretch(ReadOnlySpan<byte> utf8, ref int position, out Range stretch)
    {
        var boundary = position;
        var previousClass = 0;
        while (position < utf8.Length)
        {
            if (utf8[position] < FirstMarkLead)
            {
                position = SkipPlain(utf8, position, out boundary);
                previousClass = 0;
                continue;
            }

            var properties = PropertiesAt(utf8, position, out var length);
            var combiningClass = properties & NfcTables.CombiningClassMask;
            if ((properties & NfcTables.NotYes) != 0 || (combiningClass != 0 && combiningClass < previousClass))
            {
                position = NextBoundary(utf8, position + length);
                stretch = boundary..position;
                return true;
            }

            if (combiningClass == 0) boundary = position;
            previousClass = combiningClass;
            position += length;
        }

        stretch = default;
        return false;
    }

    /// <summary>Skips code points below U+0300; <paramref name="boundary"/> is the start of the last of them.</summary>
    private static int SkipPlain(ReadOnlySpan<byte> utf8, int position, out int boundary)
    {
        var plain = utf8[position..].IndexOfAnyInRange(FirstMarkLead, byte.MaxValue);
        var end = plain < 0 ? utf8.Length : position + plain;
        boundary = end - 1;
        while (boundary > position && (utf8[boundary] & 0xC0) == 0x80) boundary--;
        return end;
    }

    private static int NextBoundary(ReadOnlySpan<byte> utf8, int position)
    {
        while (position < utf8.Length && utf8[position] >= FirstMarkLead)
        {
            if ((PropertiesAt(utf8, position, out var length) & (NfcTables.NotYes | NfcTables.CombiningClassMask)) == 0) break;
            position += length;
        }

        return position;
    }

    private static int PropertiesAt(ReadOnlySpan<byte> utf8, int position, out int length)
    {
        Rune.DecodeFromUtf8(utf8[position..], out var rune, out length);
        return Properties(rune.Value);
    }

    /// <summary>Combining class and flags of a code point, as told in <see cref="NfcTables"/>.</summary>
    internal static int Properties(int codePoint) =>
        codePoint < NfcTables.End ? NfcTables.Blocks[(NfcTables.BlockIndex[codePoint >> 6] << 6) | (codePoint & 63)] : 0;
}
