using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using Cuvee.Model;
using Cuvee.Normalize;

namespace Cuvee.Decontaminate;

/// <summary>
/// The words of texts, one behind the other, each in lower case with its 64-bit hash. A word never reaches from one text into the next, but a run of words
/// does. Time is linear in the text; one instance serves one worker and is filled again.
/// </summary>
internal sealed class WordList
{
    /// <summary>Bytes looked at in one step, two vectors.</summary>
    private const int Step = 64;

    private const int LargestKeptWords = 1 << 20;
    private const ulong Low = 0x9E3779B97F4A7C15;
    private const ulong High = 0xA0761D6478BD642F;

    /// <summary>Keeps the first bytes of eight: the mask of each length.</summary>
    private static readonly ulong[] LowMasks = [.. Enumerable.Range(0, 17).Select(length => length >= 8 ? ulong.MaxValue : (1UL << (8 * length)) - 1)];

    private static readonly ulong[] HighMasks = [.. Enumerable.Range(0, 17).Select(length => length <= 8 ? 0 : length == 16 ? ulong.MaxValue : (1UL << (8 * (length - 8))) - 1)];

    private byte[] _text = new byte[8 * 1024];
    private int _length;
    private int[] _starts = new int[1024];
    private int[] _ends = new int[1024];
    private ulong[] _hashes = new ulong[1024];
    private int _opened;

    /// <summary>How many words there are.</summary>
    public int Count { get; private set; }

    /// <summary>One a word.</summary>
    public ReadOnlySpan<ulong> Hashes => _hashes.AsSpan(0, Count);

    /// <summary>A word in lower case.</summary>
    public ReadOnlySpan<byte> this[int index] => _text.AsSpan(_starts[index], _ends[index] - _starts[index]);

    /// <summary>Forgets all words. Memory that one giant record made it grow to is let go.</summary>
    public void Clear()
    {
        Count = 0;
        _length = 0;
        if (_starts.Length <= LargestKeptWords && _text.Length <= 8 * LargestKeptWords) return;
        (_text, _starts, _ends, _hashes) = (new byte[8 * 1024], new int[1024], new int[1024], new ulong[1024]);
    }

    /// <summary>Adds the words of a text, brought to NFC: the same letter is the same bytes then.</summary>
    public void Add(Model.Utf8 text)
    {
        if (text.IsEmpty) return;
        Add(Ascii.IsValid(text.Span) ? text.Span : Nfc.Normalize(text).Span);
    }

    /// <summary>Whether words here and words there are the same, letter by letter.</summary>
    /// <param name="at">The first of them here.</param>
    /// <param name="other">The other list.</param>
    /// <param name="otherAt">The first of them there.</param>
    /// <param name="length">How many.</param>
    public bool IsSame(int at, WordList other, int otherAt, int length)
    {
        for (var i = 0; i < length; i++)
        {
            if (!this[at + i].SequenceEqual(other[otherAt + i])) return false;
        }

        return true;
    }

    private void Add(ReadOnlySpan<byte> text)
    {
        Reserve(text.Length);
        _opened = Count;
        var first = Count;
        var position = 0;
        Span<byte> last = stackalloc byte[Step];
        while (position < text.Length)
        {
            var rest = text[position..];
            if (_starts.Length - _opened < Step + 1) GrowWords();
            scoped var source = rest;
            if (rest.Length < Step)
            {
                last.Clear();
                rest.CopyTo(last);
                source = last;
            }

            position += TakeAscii(ref MemoryMarshal.GetReference(source), Math.Min(Step, rest.Length));
            while (position < text.Length && text[position] >= 0x80) position += TakeRune(text[position..]);
        }

        Close();
        Hash(first);
        // Two texts never touch: what is compared is words, but a hash reads up to 16 bytes
        _length++;
    }

    /// <summary>Takes the ASCII before anything else, of 64 bytes that may be read; gives how many bytes that is, up to <paramref name="length"/>.</summary>
    private int TakeAscii(ref byte source, int length)
    {
        var left = Vector256.LoadUnsafe(ref source);
        var right = Vector256.LoadUnsafe(ref source, 32);
        var others = left.ExtractMostSignificantBits() | (ulong)right.ExtractMostSignificantBits() << 32;
        length = Math.Min(length, BitOperations.TrailingZeroCount(others));
        var taken = length == Step ? ulong.MaxValue : (1UL << length) - 1;
        ref var target = ref MemoryMarshal.GetArrayDataReference(_text);
        var words = (WordMask(left, out var lowerLeft) | (ulong)WordMask(right, out var lowerRight) << 32) & taken;
        lowerLeft.StoreUnsafe(ref target, (nuint)_length);
        lowerRight.StoreUnsafe(ref target, (nuint)_length + 32);

        var before = words << 1 | (_opened > Count ? 1UL : 0);
        ref var starts = ref MemoryMarshal.GetArrayDataReference(_starts);
        for (var bits = words & ~before; bits != 0; bits &= bits - 1) Unsafe.Add(ref starts, _opened++) = _length + BitOperations.TrailingZeroCount(bits);
        ref var ends = ref MemoryMarshal.GetArrayDataReference(_ends);
        var count = Count;
        for (var bits = ~words & before & taken; bits != 0; bits &= bits - 1) Unsafe.Add(ref ends, count++) = _length + BitOperations.TrailingZeroCount(bits);
        Count = count;
        _length += length;
        return length;
    }

    /// <summary>Which of 32 ASCII bytes belong to words, lowest bit first, and all of them in lower case.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint WordMask(Vector256<byte> bytes, out Vector256<byte> lower)
    {
        var isUpper = Vector256.LessThan(bytes - Vector256.Create((byte)'A'), Vector256.Create((byte)26));
        lower = bytes | (isUpper & Vector256.Create((byte)0x20));
        var isLetter = Vector256.LessThan(lower - Vector256.Create((byte)'a'), Vector256.Create((byte)26));
        var isDigit = Vector256.LessThan(bytes - Vector256.Create((byte)'0'), Vector256.Create((byte)10));
        return (isLetter | isDigit | Vector256.Equals(bytes, Vector256.Create((byte)'_'))).ExtractMostSignificantBits();
    }

    /// <summary>Takes one character; gives how many bytes it has.</summary>
    private int TakeRune(ReadOnlySpan<byte> text)
    {
        Rune.DecodeFromUtf8(text, out var rune, out var length);
        if (_starts.Length == _opened) GrowWords();
        var kind = Letters.KindOf(rune);
        if (kind != Letters.Part) Close();
        if (kind != Letters.None && _opened == Count) _starts[_opened++] = _length;
        _length += Rune.ToLowerInvariant(rune).EncodeToUtf8(_text.AsSpan(_length));
        if (kind == Letters.Alone) Close();
        return length;
    }

    /// <summary>Ends the word that is open, if one is.</summary>
    private void Close()
    {
        if (_opened > Count) _ends[Count++] = _length;
    }

    private void Hash(int first)
    {
        ref var text = ref MemoryMarshal.GetArrayDataReference(_text);
        for (var i = first; i < Count; i++)
        {
            var start = _starts[i];
            var length = _ends[i] - start;
            if (length > 16)
            {
                _hashes[i] = Mix64.Of(_text.AsSpan(start, length));
                continue;
            }

            var low = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref text, start)) & LowMasks[length];
            var high = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref text, start + 8)) & HighMasks[length];
            var upper = Math.BigMul(low ^ Low, high ^ High ^ (ulong)length, out var lower);
            _hashes[i] = upper ^ lower;
        }
    }

    /// <summary>Room for a text: lower case takes at most half as many bytes more (U+023A), and whole vectors are written and read behind the end.</summary>
    private void Reserve(int bytes)
    {
        var needed = (long)_length + bytes + (bytes / 2) + (2 * Step);
        if (needed > _text.Length) Array.Resize(ref _text, (int)Math.Min(Array.MaxLength, Math.Max(needed, 2L * _text.Length)));
    }

    private void GrowWords()
    {
        var length = Math.Max(_starts.Length * 2, _opened + Step + 1);
        Array.Resize(ref _starts, length);
        Array.Resize(ref _ends, length);
        Array.Resize(ref _hashes, length);
    }
}
