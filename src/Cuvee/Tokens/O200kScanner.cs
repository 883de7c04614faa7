using System.Numerics;

namespace Cuvee.Tokens;

/// <summary>
/// The pattern of o200k_base, which cuts words where their case changes, and its relatives without contractions or with single numbers. A word is
/// <c>[^\r\n\p{L}\p{N}]?U*L+</c> or <c>[^\r\n\p{L}\p{N}]?U+L*</c>, each with an optional contraction, where U is upper case and L lower case, and letters without
/// case and marks are both; the rest is as in cl100k_base, with <c>[\r\n/]*</c> behind punctuation.
/// </summary>
internal sealed class O200kScanner(bool hasContractions, int maxNumbers) : WordScanner
{
    public override int Next(ReadOnlySpan<byte> text, int start)
    {
        var kind = CharacterClasses.At(text, start, out var bytes);
        var next = start + bytes;
        if ((kind & (CharacterClass.Letter | CharacterClass.Number | CharacterClass.NewLine)) == CharacterClass.None)
        {
            // As the pattern backtracks: with the character in front, else from it, which only a mark can begin
            if (Lower(text, next) is var prefixed and >= 0) return WithContraction(text, prefixed);
            if ((kind & CharacterClass.Lower) != CharacterClass.None) return WithContraction(text, Lower(text, start));
            if (Skip(text, next, CharacterClass.Upper) is var capitals && capitals > next) return WithContraction(text, capitals);
        }
        else if ((kind & CharacterClass.Letter) != CharacterClass.None)
        {
            var end = Lower(text, start);
            return WithContraction(text, end >= 0 ? end : Skip(text, start, CharacterClass.Upper));
        }
        else if ((kind & CharacterClass.Number) != CharacterClass.None)
        {
            return SkipNumbers(text, next, maxNumbers - 1);
        }

        var other = text[start] == ' ' ? next : start;
        return IsOtherAt(text, other) ? SkipLineEnds(text, SkipOthers(text, other)) : SkipSpace(text, start, endsLines: true);
    }

    public override ulong Starts(ReadOnlySpan<byte> text, int start, int length)
    {
        var block = ByteBlock.Of(text, start);
        var known = AsciiClasses.Of(block, length);
        var lineEnds = (block.Are((byte)'\n') | block.Are((byte)'\r')) & known.Space;
        var taken = AsciiClasses.WithFollowing(known.Other << 1 & lineEnds, lineEnds | block.Are((byte)'/') & known.Other);
        var others = AsciiClasses.Firsts(known.Other & ~taken) & ~(known.Blank << 1);
        var upper = block.AreBetween((byte)'A', (byte)'Z') & known.Letter;
        var letters = AsciiClasses.Firsts(known.Letter) & ~((others | known.Space & ~lineEnds) << 1) | upper & (known.Letter & ~upper) << 1;
        var starts = letters | others | known.NumberStarts(maxNumbers) | SpaceStarts(known.Space & ~taken, lineEnds & ~taken);
        if (hasContractions)
        {
            // What follows an apostrophe at the very end is not known, so it may belong to the word before it
            var apostrophes = block.Are((byte)'\'') & known.Letter << 1;
            starts = JoinContractions(text, start, starts & ~(apostrophes & 1UL << known.Length - 1), apostrophes & known.Letter >> 1, known.Letter);
        }

        return known.Certain(starts);
    }

    /// <summary>Joins contractions to the words before them; what is joined to one cannot have another.</summary>
    private static ulong JoinContractions(ReadOnlySpan<byte> text, int start, ulong starts, ulong apostrophes, ulong letters)
    {
        var end = 0;
        for (; apostrophes != 0; apostrophes &= apostrophes - 1)
        {
            var at = BitOperations.TrailingZeroCount(apostrophes);
            if (at == end || Contraction(text, start + at, anyCase: true) is not (var contraction and > 0)) continue;
            end = at + contraction;
            starts = starts & ~(((1UL << contraction) - 1) << at) | (1UL << at) << contraction & letters;
        }

        return starts;
    }

    /// <summary>
    /// The end of <c>U*L+</c>, or -1. Where nothing of lower case follows the run of U, the run is given back down to the last character in it that is both.
    /// </summary>
    private static int Lower(ReadOnlySpan<byte> text, int start)
    {
        int at = start, both = -1;
        while (at < text.Length)
        {
            var kind = CharacterClasses.At(text, at, out var bytes);
            if ((kind & CharacterClass.Upper) == CharacterClass.None)
            {
                if ((kind & CharacterClass.Lower) != CharacterClass.None) return Skip(text, at, CharacterClass.Lower);
                break;
            }

            at += bytes;
            if ((kind & CharacterClass.Lower) != CharacterClass.None) both = at;
        }

        return both;
    }

    private int WithContraction(ReadOnlySpan<byte> text, int end) => hasContractions && end < text.Length && text[end] == '\'' ? end + Contraction(text, end, anyCase: true) : end;

    private static int SkipLineEnds(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length && text[at] is (byte)'\r' or (byte)'\n' or (byte)'/') at++;
        return at;
    }
}
