using System.Buffers;
using System.Runtime.Intrinsics;
using System.Text;

namespace Cuvee.Normalize.Misread;

/// <summary>Rules out, at the speed of memory, the texts in which there is nothing to repair.</summary>
internal static class MisreadPrefilter
{
    private const int TableEnd = 0x2600;
    private const int Apple = 0xF8FF;
    private static readonly SearchValues<byte> s_doubtful = SearchValues.Create([.. Enumerable.Range(0, 256).Where(IsDoubtful).Select(value => (byte)value)]);

    public static bool IsSuspicious(ReadOnlySpan<byte> utf8, RepairScope scope)
    {
        if (scope == RepairScope.All && (utf8.IndexOf((byte)'&') >= 0 || utf8.IndexOf("\uFB00"u8[..2]) >= 0)) return true;
        var at = utf8.IndexOfAny(s_doubtful);
        if (at < 0) return false;
        if (IsDamage(utf8, at)) return true;
        for (; at + Vector256<byte>.Count + 2 <= utf8.Length; at += Vector256<byte>.Count)
        {
            for (var candidates = Candidates(utf8.Slice(at)); candidates != 0; candidates &= candidates - 1)
            {
                if (IsDamage(utf8, at + 1 + System.Numerics.BitOperations.TrailingZeroCount(candidates))) return true;
            }
        }

        // The rest, with blanks behind it
        Span<byte> rest = stackalloc byte[Vector256<byte>.Count * 2];
        rest.Fill((byte)' ');
        utf8[at..].CopyTo(rest);
        for (var candidates = Candidates(rest); candidates != 0; candidates &= candidates - 1)
        {
            if (IsDamage(utf8, at + 1 + System.Numerics.BitOperations.TrailingZeroCount(candidates))) return true;
        }

        return false;
    }

    /// <summary>
    /// Whether the byte begins letters that hardly any text has: those of U+01C0 to U+01FF and U+0240 to U+02BF, and in MacRoman what its curly quotes are. Else every
    /// elision before an accented letter (l’été) were in doubt.
    /// </summary>
    private static bool IsOrdinaryLead(MisreadCodec codec, int character) =>
        character is '‘' or '’' or '“' or '”' || codec.ByteOf(character) is 0xC7 or 0xC9 or 0xCA;

    private static bool IsDoubtful(int value) => value is (< ' ' and not ('\t' or '\n' or '\f' or '\r')) or 0x7F or >= 0xC2;

    /// <summary>
    /// Which of the 32 bytes after the first could begin the second character of a damaged sequence, or a character that is damage by itself; lowest bit first.
    /// Basic letters of Greek and Cyrillic text are passed over: no codec has them from 80 to BF.
    /// </summary>
    private static uint Candidates(ReadOnlySpan<byte> utf8)
    {
        var before = Vector256.Create(utf8);
        var lead = Vector256.Create(utf8[1..]);
        var next = Vector256.Create(utf8[2..]);
        var latin = Vector256.LessThanOrEqual(lead - Vector256.Create((byte)0xC2), Vector256.Create((byte)(0xC6 - 0xC2)));
        var other = Vector256.Equals(lead, Vector256.Create((byte)0xE2)) | Vector256.Equals(lead, Vector256.Create((byte)0xCB)) | Vector256.Equals(lead, Vector256.Create((byte)0xD2));
        var isLow = Vector256.LessThan(next, Vector256.Create((byte)0x90));
        var greek = Vector256.Equals(lead, Vector256.Create((byte)0xCE)) & (isLow | Vector256.Equals(next, Vector256.Create((byte)0xA9)));
        var pi = Vector256.Equals(lead, Vector256.Create((byte)0xCF)) & Vector256.Equals(next, Vector256.Create((byte)0x80));
        var cyrillic = (Vector256.Equals(lead, Vector256.Create((byte)0xD0)) & isLow) | Vector256.AndNot(Vector256.Equals(lead, Vector256.Create((byte)0xD1)), isLow);
        var pairs = Vector256.GreaterThanOrEqual(before, Vector256.Create((byte)0x80)) & (latin | other | greek | pi | cyrillic);
        var control = Vector256.LessThan(lead, Vector256.Create((byte)' ')) & ~(Vector256.Equals(lead, Vector256.Create((byte)'\t'))
            | Vector256.Equals(lead, Vector256.Create((byte)'\n')) | Vector256.Equals(lead, Vector256.Create((byte)'\f')) | Vector256.Equals(lead, Vector256.Create((byte)'\r')));
        var upperControl = Vector256.Equals(lead, Vector256.Create((byte)0xC2)) & Vector256.LessThan(next, Vector256.Create((byte)0xA0));
        var capital = Vector256.Equals(lead, Vector256.Create((byte)0xC3)) & Vector256.Equals(next | Vector256<byte>.One, Vector256.Create((byte)0x83));
        var mark = Vector256.Equals(lead, Vector256.Create((byte)0xEF)) & (Vector256.Equals(next, Vector256.Create((byte)0xBB)) | Vector256.Equals(next, Vector256.Create((byte)0xBF)));
        return (pairs | control | upperControl | capital | mark | Vector256.Equals(lead, Vector256.Create((byte)0x7F))).ExtractMostSignificantBits();
    }

    /// <summary>Whether the character that begins here is damage by itself, or goes on a sequence that the one before it begins.</summary>
    private static bool IsDamage(ReadOnlySpan<byte> utf8, int at)
    {
        if (at >= utf8.Length) return false;
        if (utf8[at] < 0x80) return IsDoubtful(utf8[at]);
        Rune.DecodeFromUtf8(utf8[at..], out var second, out var length);
        var third = Value(utf8, at + length);
        if (second.Value is 0xFEFF or 0xFFFD or (>= 0x80 and < 0xA0 and not 0x85) || (second.Value is 'Ã' or 'Â' && third == ' ')) return true;
        if (at == 0 || utf8[at - 1] < 0x80) return false;
        Rune.DecodeLastFromUtf8(utf8[..at], out var first, out _);
        var continued = Bits.Continuation[Slot(second.Value)];
        return (Bits.LeadOfTwo[Slot(first.Value)] & continued) != 0 || (Bits.LeadOfMore[Slot(first.Value)] & continued & Bits.Continuation[Slot(third)]) != 0;
    }

    private static int Value(ReadOnlySpan<byte> utf8, int at)
    {
        if (at >= utf8.Length) return ' ';
        Rune.DecodeFromUtf8(utf8[at..], out var rune, out _);
        return rune.Value;
    }

    private static int Slot(int character) => character < TableEnd ? character : character == Apple ? TableEnd : TableEnd + 1;

    private static ushort[] Codecs(Func<MisreadCodec, int, bool> isOne)
    {
        var bits = new ushort[TableEnd + 2];
        foreach (var codec in MisreadCodec.All)
        {
            for (var character = 0; character <= TableEnd; character++)
                if (isOne(codec, character == TableEnd ? Apple : character)) bits[character] |= (ushort)(1 << codec.Number);
        }

        return bits;
    }

    /// <summary>One bit a codec, by character. Apart, as most runs never need them.</summary>
    private static class Bits
    {
        public static readonly ushort[] LeadOfTwo = Codecs((codec, character) => codec.SequenceLength(character) == 2 && !IsOrdinaryLead(codec, character));
        public static readonly ushort[] LeadOfMore = Codecs((codec, character) => codec.SequenceLength(character) > 2);
        public static readonly ushort[] Continuation = Codecs((codec, character) => codec.IsContinuation(character));
    }
}
