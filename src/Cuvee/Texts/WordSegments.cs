using System.Runtime.CompilerServices;
using System.Text;
using Cuvee.Texts.Tables;

namespace Cuvee.Texts;

/// <summary>
/// The segments of a text between word boundaries (UAX #29, Unicode 15.1; Katakana as told in <see cref="WordClass"/>), one after the other, in linear time.
/// Each is lower-cased on the way by its simple mappings.
/// </summary>
/// <param name="text">Valid UTF-8.</param>
/// <param name="lower">Where the current segment's lower-case letters go: at least <see cref="LowerLengthFor"/> bytes.</param>
internal ref struct WordSegments(ReadOnlySpan<byte> text, Span<byte> lower)
{
    private readonly ReadOnlySpan<byte> _text = text;
    private readonly Span<byte> _lower = lower;

    /// <summary>Where the current segment ends in the text, and the next one starts.</summary>
    public int End { get; private set; }

    /// <summary>Bytes of the current segment in lower case.</summary>
    public int LowerLength { get; private set; }

    /// <summary>Whether the current segment holds a letter or a number.</summary>
    public bool IsWord { get; private set; }

    /// <summary>Whether the current segment is nothing but white space.</summary>
    public bool IsWhiteSpace { get; private set; }

    /// <summary>What lower-casing may need: no letter grows by more than half (Tables/generate.mjs checks it).</summary>
    public static int LowerLengthFor(int textLength) => textLength + (textLength / 2) + 4;

    /// <summary>Goes to the next segment.</summary>
    public bool Next()
    {
        // Locals, which the compiler keeps in registers.
        var source = _text;
        var target = _lower;
        var end = End;
        if (end == source.Length) return false;
        var (written, some, all) = (0, 0, -1);
        var (pendingEnd, pendingWritten, pendingSome) = (0, 0, 0);
        var state = WordBreaks.Start;
        var afterJoiner = false;
        while (end < source.Length)
        {
            int codePoint = source[end];
            var length = codePoint < 0x80 ? 1 : codePoint < 0xE0 ? 2 : codePoint < 0xF0 ? 3 : 4;
            // Block 0 is the first of all.
            var kind = length == 1 ? WordTables.Kinds[WordTables.Blocks[codePoint]] : Kind(codePoint = Decode(source.Slice(end, length)));
            var wordClass = (WordClass)(kind & WordTables.ClassMask);
            var next = WordBreaks.Next(state, wordClass);
            if (next == WordBreaks.Break)
            {
                var joinsPictograph = afterJoiner && state < WordBreaks.FirstPending && wordClass is WordClass.Pictograph or WordClass.LetterPictograph;
                if (!joinsPictograph) break;
                next = WordBreaks.Next(WordBreaks.Start, wordClass);
            }

            if (next >= WordBreaks.FirstPending && state < WordBreaks.FirstPending) (pendingEnd, pendingWritten, pendingSome) = (end, written, some);
            state = next;
            afterJoiner = wordClass == WordClass.Joiner;
            some |= kind;
            all &= kind;
            if (length == 1) target[written++] = (byte)(codePoint + (kind >> WordTables.DistanceShift));
            else written += Lower(codePoint, kind, source.Slice(end, length), target[written..]);
            end += length;
        }

        if (state >= WordBreaks.FirstPending) (end, written, some) = (pendingEnd, pendingWritten, pendingSome);
        (End, LowerLength) = (end, written);
        IsWord = (some & WordTables.LetterOrNumber) != 0;
        IsWhiteSpace = (all & WordTables.WhiteSpace) != 0;
        return true;
    }

    /// <summary>Writes the code point's lower-case letter, or its bytes as they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Lower(int codePoint, int kind, ReadOnlySpan<byte> bytes, Span<byte> lower)
    {
        var distance = kind >> WordTables.DistanceShift;
        if (distance != 0) return new Rune(codePoint + distance).EncodeToUtf8(lower);
        lower[0] = bytes[0];
        lower[1] = bytes[1];
        if (bytes.Length > 2) lower[2] = bytes[2];
        if (bytes.Length > 3) lower[3] = bytes[3];
        return bytes.Length;
    }

    /// <summary>The code point that these two to four bytes are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Decode(ReadOnlySpan<byte> bytes) => bytes.Length switch
    {
        2 => (bytes[0] & 0x1F) << 6 | bytes[1] & 0x3F,
        3 => (bytes[0] & 0x0F) << 12 | (bytes[1] & 0x3F) << 6 | bytes[2] & 0x3F,
        _ => (bytes[0] & 0x07) << 18 | (bytes[1] & 0x3F) << 12 | (bytes[2] & 0x3F) << 6 | bytes[3] & 0x3F,
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Kind(int codePoint) => codePoint < WordTables.End
        ? WordTables.Kinds[WordTables.Blocks[WordTables.BlockIndex[codePoint >> 7] << 7 | codePoint & 127]]
        : KindInRange(codePoint);

    private static int KindInRange(int codePoint)
    {
        var range = WordTables.RangeStarts.BinarySearch(codePoint);
        return WordTables.Kinds[WordTables.RangeKinds[range < 0 ? ~range - 1 : range]];
    }
}
