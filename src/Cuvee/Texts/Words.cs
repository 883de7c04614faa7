using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cuvee.Texts;

/// <summary>
/// The words of a text as 64-bit hashes of their lower-case letters. Reusable: it keeps its buffers and makes no garbage once they have grown. One thread at a time.
/// </summary>
/// <remarks>
/// A word is a segment between two word boundaries (UAX #29, Unicode 15.1) that holds at least one letter or number (general categories L and N).
/// In Han, Hiragana, Katakana, Thai, Lao, Khmer and Myanmar, which are written without spaces, each letter with its combining marks is a word.
/// A text without any such segment (emoji, punctuation) has as its words all segments that are more than white space.
/// Letters are lower-cased one by one (simple mappings), whatever the language.
/// </remarks>
internal sealed class Words
{
    // A stretch of text is read by the general rules until white space comes with so many bytes of ASCII behind it that changing over pays.
    private const int AsciiBytesThatPay = 32;
    private const int MostEdges = 4096;

    private static readonly SearchValues<byte> s_whiteSpace = SearchValues.Create("\t\n\r "u8);

    private readonly int[] _edges = new int[MostEdges + AsciiMasks.Length];
    private byte[] _lower = new byte[4096];
    private ulong[] _hashes = new ulong[1024];
    private int _count;
    private bool _isWordless;

    /// <summary>The hashes in the order of the text, repeats included. Valid until the next call.</summary>
    public ReadOnlySpan<ulong> Hashes => _hashes.AsSpan(0, _count);

    /// <summary>Forgets every text that was added.</summary>
    public void Clear() => _count = 0;

    /// <summary>Adds a piece of the text, as if white space stood between it and what came before.</summary>
    /// <param name="text">Valid UTF-8.</param>
    public void Add(ReadOnlySpan<byte> text)
    {
        var before = _count;
        AddWords(text);
        if (before == 0) _isWordless = _count == 0;
        if (!_isWordless) return;
        if (_count == before)
        {
            AddSegments(text, wordsOnly: false);
            return;
        }

        // The first words of a text that seemed to have none.
        _hashes.AsSpan(before.._count).CopyTo(_hashes);
        _count -= before;
        _isWordless = false;
    }

    private void AddWords(ReadOnlySpan<byte> text)
    {
        while (true)
        {
            var plain = text.IndexOfAnyInRange((byte)0x80, byte.MaxValue);
            if (plain < 0) break;

            // White space always starts a segment, and may get a mark.
            var start = Math.Max(0, text[..plain].LastIndexOfAny(s_whiteSpace));
            AddAscii(text[..start]);
            var end = EndOfStretch(text, plain);
            AddSegments(text[start..end], wordsOnly: true);
            text = text[end..];
        }

        AddAscii(text);
    }

    /// <summary>The next white space that has enough ASCII behind it, or the text's end.</summary>
    private static int EndOfStretch(ReadOnlySpan<byte> text, int position)
    {
        while (true)
        {
            var length = text[position..].IndexOfAny(s_whiteSpace);
            if (length < 0) return text.Length;
            position += length;
            var ahead = text.Slice(position, Math.Min(AsciiBytesThatPay, text.Length - position));
            if (!ahead.ContainsAnyInRange((byte)0x80, byte.MaxValue)) return position;
            position++;
        }
    }

    private void AddSegments(ReadOnlySpan<byte> text, bool wordsOnly)
    {
        MakeRoom(WordSegments.LowerLengthFor(text.Length) + WordHash.Slack);
        var segments = new WordSegments(text, _lower);
        while (segments.Next())
        {
            if (wordsOnly ? !segments.IsWord : segments.IsWhiteSpace) continue;
            if (_count == _hashes.Length) Array.Resize(ref _hashes, 2 * _count);
            _hashes[_count++] = WordHash.Of(_lower, segments.LowerLength);
        }
    }

    /// <summary>The same as <see cref="AddSegments"/> would add, found by bits: 64 bytes at a time.</summary>
    private void AddAscii(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return;
        // At least one byte that is in no word, so that every word ends.
        var paddedLength = (text.Length / AsciiMasks.Length * AsciiMasks.Length) + AsciiMasks.Length;
        MakeRoom(paddedLength + WordHash.Slack);
        text.CopyTo(_lower);
        var lower = _lower.AsSpan(0, paddedLength + WordHash.Slack);
        lower[text.Length..].Clear();

        var edgeCount = 0;
        ulong before = 0;
        for (var start = 0; start < paddedLength; start += AsciiMasks.Length)
        {
            var masks = AsciiMasks.Lower(lower.Slice(start, AsciiMasks.Length));
            var words = masks.Words;
            if (masks.Candidates(before) != 0) words |= masks.Joining(lower, start, before);
            var edges = words ^ (words << 1 | before);
            before = words >> 63;
            edgeCount += Write(edges, start, _edges.AsSpan(edgeCount, AsciiMasks.Length));
            if (edgeCount > MostEdges) edgeCount = AddBetween(lower, edgeCount);
        }

        AddBetween(lower, edgeCount);
    }

    /// <summary>Writes the place of each set bit; what it writes behind them means nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Write(ulong bits, int start, Span<int> places)
    {
        var count = BitOperations.PopCount(bits);
        for (var written = 0; written < count; written += 8)
        {
            // Eight at a time: the loop's end is then mostly foreseen.
            var eight = places.Slice(written, 8);
            eight[0] = start + BitOperations.TrailingZeroCount(bits);
            bits &= bits - 1;
            eight[1] = start + BitOperations.TrailingZeroCount(bits);
            bits &= bits - 1;
            eight[2] = start + BitOperations.TrailingZeroCount(bits);
            bits &= bits - 1;
            eight[3] = start + BitOperations.TrailingZeroCount(bits);
            bits &= bits - 1;
            eight[4] = start + BitOperations.TrailingZeroCount(bits);
            bits &= bits - 1;
            eight[5] = start + BitOperations.TrailingZeroCount(bits);
            bits &= bits - 1;
            eight[6] = start + BitOperations.TrailingZeroCount(bits);
            bits &= bits - 1;
            eight[7] = start + BitOperations.TrailingZeroCount(bits);
            bits &= bits - 1;
        }

        return count;
    }

    /// <summary>Adds the words between each first and second edge.</summary>
    /// <returns>1 where the last word's end is not known yet: its start is then the first edge; else 0.</returns>
    private int AddBetween(ReadOnlySpan<byte> lower, int edgeCount)
    {
        if (_hashes.Length < _count + (edgeCount / 2)) Array.Resize(ref _hashes, Math.Max(_count + (edgeCount / 2), 2 * _hashes.Length));
        var edges = _edges.AsSpan(0, edgeCount);
        var hashes = _hashes.AsSpan(_count, edgeCount / 2);
        var count = 0;
        for (var index = 0; index + 1 < edges.Length; index += 2)
        {
            var start = edges[index];
            var length = edges[index + 1] - start;
            // Low lines alone hold neither a letter nor a number.
            if (lower[start] == (byte)'_' && !lower.Slice(start, length).ContainsAnyExcept((byte)'_')) continue;
            hashes[count++] = WordHash.Of(lower[start..], length);
        }

        _count += count;
        if (edgeCount % 2 != 0) _edges[0] = _edges[edgeCount - 1];
        return edgeCount % 2;
    }

    private void MakeRoom(int lowerLength)
    {
        if (_lower.Length < lowerLength) _lower = new byte[Math.Max(lowerLength, 2 * _lower.Length)];
    }
}
