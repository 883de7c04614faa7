using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
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
        var start = position;
        var (markEnd, markClass) = (-1, 0);
        for (var chunk = start; chunk < utf8.Length; chunk += Vector256<byte>.Count)
        {
            for (var leads = Leads(utf8, chunk); leads != 0; leads &= leads - 1)
            {
                var at = chunk + BitOperations.TrailingZeroCount(leads);
                var properties = PropertiesAt(utf8, at, out var length);
                if (properties == 0) continue;

                // Code points without properties are not kept: what does not end where this one begins is of class 0.
                var combiningClass = properties & NfcTables.CombiningClassMask;
                if ((properties & NfcTables.NotYes) != 0 || (combiningClass != 0 && at == markEnd && combiningClass < markClass))
                {
                    position = NextBoundary(utf8, at + length);
                    stretch = LastBoundary(utf8, start, at)..position;
                    return true;
                }

                (markEnd, markClass) = (at + length, combiningClass);
            }
        }

        position = utf8.Length;
        stretch = default;
        return false;
    }

    /// <summary>Which of the next 32 bytes begin a code point from U+0300 on, lowest bit first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Leads(ReadOnlySpan<byte> utf8, int at)
    {
        if (at + Vector256<byte>.Count <= utf8.Length)
            return Vector256.GreaterThanOrEqual(Vector256.Create(utf8.Slice(at, Vector256<byte>.Count)), Vector256.Create(FirstMarkLead)).ExtractMostSignificantBits();
        var leads = 0u;
        for (var i = at; i < utf8.Length; i++) leads |= utf8[i] >= FirstMarkLead ? 1u << (i - at) : 0;
        return leads;
    }

    /// <summary>The start of the last code point of class 0 before <paramref name="position"/>, all of them being Yes, or <paramref name="start"/>.</summary>
    private static int LastBoundary(ReadOnlySpan<byte> utf8, int start, int position)
    {
        while (position > start)
        {
            position--;
            while (position > start && (utf8[position] & 0xC0) == 0x80) position--;
            if (utf8[position] < FirstMarkLead || (PropertiesAt(utf8, position, out _) & NfcTables.CombiningClassMask) == 0) break;
        }

        return position;
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

    /// <summary>The properties of the code point from U+0300 on that begins here. All but the last byte choose the block, the last the place in it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int PropertiesAt(ReadOnlySpan<byte> utf8, int position, out int length)
    {
        int lead = utf8[position], block;
        if (lead < 0xE0) (length, block) = (2, lead & 0x1F);
        else if (lead < 0xF0) (length, block) = (3, (lead & 0xF) << 6 | (utf8[position + 1] & 0x3F));
        else (length, block) = (4, (lead & 7) << 12 | (utf8[position + 1] & 0x3F) << 6 | (utf8[position + 2] & 0x3F));
        return block < NfcTables.End >> 6 ? Properties(block, utf8[position + length - 1] & 0x3F) : 0;
    }

    /// <summary>Combining class and flags of a code point, as told in <see cref="NfcTables"/>.</summary>
    internal static int Properties(int codePoint) =>
        codePoint < NfcTables.End ? Properties(codePoint >> 6, codePoint & 63) : 0;

    private static int Properties(int block, int place) => NfcTables.Blocks[(NfcTables.BlockIndex[block] << 6) | place];
}
