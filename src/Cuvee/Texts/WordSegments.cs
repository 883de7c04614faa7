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
        if (End == _text.Length) return false;
        var (end, written, seen, ink) = (End, 0, 0, 0);
        var (pendingEnd, pendingWritten, pendingSeen) = (0, 0, 0);
        byte state = 0;
        var afterJoiner = false;
        var isFirst = true;
        while (end < _text.Length)
        {
            var codePoint = Decode(_text[end..], out var length);
            var kind = Kind(codePoint);
            var wordClass = (WordClass)(kind & WordTables.ClassMask);
            var next = isFirst ? WordBreaks.First(wordClass) : WordBreaks.Next(state, wordClass);
            if (next == WordBreaks.Break)
            {
                var joinsPictograph = afterJoiner && state < WordBreaks.FirstPending && wordClass is WordClass.Pictograph or WordClass.LetterPictograph;
                if (!joinsPictograph) break;
                next = WordBreaks.First(wordClass);
            }

            if (next >= WordBreaks.FirstPending && state < WordBreaks.FirstPending) (pendingEnd, pendingWritten, pendingSeen) = (end, written, seen);
            isFirst = false;
            state = next;
            afterJoiner = wordClass == WordClass.Joiner;
            seen |= kind;
            ink |= ~kind;
            written += Lower(codePoint, kind, _text.Slice(end, length), _lower[written..]);
            end += length;
        }

        if (state >= WordBreaks.FirstPending) (end, written, seen) = (pendingEnd, pendingWritten, pendingSeen);
        (End, LowerLength) = (end, written);
        IsWord = (seen & WordTables.LetterOrNumber) != 0;
        IsWhiteSpace = (ink & WordTables.WhiteSpace) == 0;
        return true;
    }

    private static int Lower(int codePoint, int kind, ReadOnlySpan<byte> bytes, Span<byte> lower)
    {
        var distance = kind >> WordTables.DistanceShift;
        if (distance != 0) return new Rune(codePoint + distance).EncodeToUtf8(lower);
        for (var index = 0; index < bytes.Length; index++) lower[index] = bytes[index];
        return bytes.Length;
    }

    private static int Decode(ReadOnlySpan<byte> text, out int length)
    {
        int first = text[0];
        if (first < 0x80)
        {
            length = 1;
            return first;
        }

        if (first < 0xE0)
        {
            length = 2;
            return (first & 0x1F) << 6 | text[1] & 0x3F;
        }

        if (first < 0xF0)
        {
            length = 3;
            return (first & 0x0F) << 12 | (text[1] & 0x3F) << 6 | text[2] & 0x3F;
        }

        length = 4;
        return (first & 0x07) << 18 | (text[1] & 0x3F) << 12 | (text[2] & 0x3F) << 6 | text[3] & 0x3F;
    }

    private static int Kind(int codePoint)
    {
        if (codePoint < WordTables.End) return WordTables.Kinds[WordTables.Blocks[WordTables.BlockIndex[codePoint >> 7] << 7 | codePoint & 127]];
        var range = WordTables.RangeStarts.BinarySearch(codePoint);
        return WordTables.Kinds[WordTables.RangeKinds[range < 0 ? ~range - 1 : range]];
    }
}
