using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cuvee.Tokens;

/// <summary>
/// Cuts a text into the words of which tokens are made: what a tokenizer's pattern matches, one match behind the other. Stateless.
/// </summary>
internal abstract class WordScanner
{
    /// <summary>The end of the word that begins at <paramref name="start"/>, which is inside a valid text.</summary>
    public abstract int Next(ReadOnlySpan<byte> text, int start);

    /// <summary>Where words begin, one bit a byte, as far as that is plain to see: the lowest bit is set, the highest begins a word whose end is to be looked for.</summary>
    /// <param name="text">The text, which has <see cref="ByteBlock.Length"/> bytes from <paramref name="start"/> on.</param>
    /// <param name="start">Where a word begins, with an ASCII character.</param>
    /// <param name="length">How many of the bytes count.</param>
    public abstract ulong Starts(ReadOnlySpan<byte> text, int start, int length);

    /// <summary>Skips characters of which any class is among <paramref name="wanted"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static int Skip(ReadOnlySpan<byte> text, int at, CharacterClass wanted)
    {
        while ((uint)at < (uint)text.Length && (CharacterClasses.At(text, at, out var bytes) & wanted) != CharacterClass.None) at += bytes;
        return at;
    }

    /// <summary>Skips characters that are no letter, number or white space.</summary>
    protected static int SkipOthers(ReadOnlySpan<byte> text, int at)
    {
        const CharacterClass Named = CharacterClass.Letter | CharacterClass.Number | CharacterClass.Space;
        while (at < text.Length && (CharacterClasses.At(text, at, out var bytes) & Named) == CharacterClass.None) at += bytes;
        return at;
    }

    /// <summary>Skips at most <paramref name="limit"/> numbers.</summary>
    protected static int SkipNumbers(ReadOnlySpan<byte> text, int at, int limit)
    {
        for (; limit > 0 && at < text.Length && (CharacterClasses.At(text, at, out var bytes) & CharacterClass.Number) != CharacterClass.None; limit--) at += bytes;
        return at;
    }

    /// <summary>Whether there is a character at a place that has the class.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static bool IsAt(ReadOnlySpan<byte> text, int at, CharacterClass wanted) => at < text.Length && (CharacterClasses.At(text, at, out _) & wanted) != CharacterClass.None;

    /// <summary>Whether there is a character at a place that is no letter, number or white space.</summary>
    protected static bool IsOtherAt(ReadOnlySpan<byte> text, int at) =>
        at < text.Length && (CharacterClasses.At(text, at, out _) & (CharacterClass.Letter | CharacterClass.Number | CharacterClass.Space)) == CharacterClass.None;

    /// <summary>
    /// White space by the last alternatives of every pattern, <c>\s*[\r\n]+|\s+(?!\S)|\s+</c>: up to its last line end where that counts; else all of it at the
    /// end of the text, all but its last character before a word, and a single character.
    /// </summary>
    protected static int SkipSpace(ReadOnlySpan<byte> text, int start, bool endsLines)
    {
        int end = start, last = start, afterLine = -1;
        while (end < text.Length && CharacterClasses.At(text, end, out var bytes) is var kind && (kind & CharacterClass.Space) != CharacterClass.None)
        {
            last = end;
            end += bytes;
            if ((kind & CharacterClass.NewLine) != CharacterClass.None) afterLine = end;
        }

        if (endsLines && afterLine >= 0) return afterLine;
        return end == text.Length || last == start ? end : last;
    }

    /// <summary>
    /// The same for white space of ASCII: words begin with a run of it, behind the last line end in it where that counts, and with its last character, unless that
    /// is a line end that counts.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static ulong SpaceStarts(ulong space, ulong lineEnds)
    {
        var gaps = space & ~lineEnds;
        var behind = lineEnds << 1 & gaps;
        // Adding carries a bit through the gap behind a line end to what follows it: another line end makes the first none that is last
        for (var inner = gaps + behind & ~gaps & lineEnds; inner != 0; inner &= inner - 1)
        {
            behind &= ~(2UL << BitOperations.Log2(lineEnds & (inner & ~inner + 1) - 1));
        }

        return AsciiClasses.Firsts(space) | AsciiClasses.Lasts(space) & gaps | behind;
    }

    /// <summary>The length of an English contraction ('s 't 're 've 'm 'll 'd) at an apostrophe, else 0.</summary>
    protected static int Contraction(ReadOnlySpan<byte> text, int at, bool anyCase)
    {
        if (at + 1 >= text.Length || text[at] != '\'') return 0;
        var first = Fold(text[at + 1]);
        if (first is (byte)'s' or (byte)'t' or (byte)'m' or (byte)'d') return 2;
        if (at + 2 >= text.Length) return 0;
        return (first, Fold(text[at + 2])) is ((byte)'r', (byte)'e') or ((byte)'v', (byte)'e') or ((byte)'l', (byte)'l') ? 3 : 0;

        byte Fold(byte value) => anyCase && value is >= (byte)'A' and <= (byte)'Z' ? (byte)(value | 0x20) : value;
    }
}
