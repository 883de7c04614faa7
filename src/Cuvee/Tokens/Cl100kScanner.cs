using System.Numerics;

namespace Cuvee.Tokens;

/// <summary>
/// The pattern of cl100k_base, and with one number instead of three that of Qwen 2:
/// <c>(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+</c>.
/// </summary>
internal sealed class Cl100kScanner(int maxNumbers) : WordScanner
{
    public override int Next(ReadOnlySpan<byte> text, int start)
    {
        if (text[start] == '\'' && Contraction(text, start, anyCase: true) is var contraction and > 0) return start + contraction;
        var kind = CharacterClasses.At(text, start, out var bytes);
        var next = start + bytes;
        if ((kind & CharacterClass.Letter) != CharacterClass.None) return Skip(text, next, CharacterClass.Letter);
        if ((kind & CharacterClass.Number) != CharacterClass.None) return SkipNumbers(text, next, maxNumbers - 1);
        if ((kind & CharacterClass.NewLine) == CharacterClass.None && IsAt(text, next, CharacterClass.Letter)) return Skip(text, next, CharacterClass.Letter);
        var other = text[start] == ' ' ? next : start;
        return IsOtherAt(text, other) ? Skip(text, SkipOthers(text, other), CharacterClass.NewLine) : SkipSpace(text, start, endsLines: true);
    }

    public override ulong Starts(ReadOnlySpan<byte> text, int start, int length)
    {
        var block = ByteBlock.Of(text, start);
        var known = AsciiClasses.Of(block, length);
        var lineEnds = (block.Are((byte)'\n') | block.Are((byte)'\r')) & known.Space;
        var taken = AsciiClasses.WithFollowing(known.Other << 1 & lineEnds, lineEnds);
        var others = AsciiClasses.Firsts(known.Other) & ~(known.Blank << 1);
        var letters = AsciiClasses.Firsts(known.Letter) & ~((others | known.Space & ~lineEnds) << 1);
        var starts = letters | others | known.NumberStarts(maxNumbers) | SpaceStarts(known.Space & ~taken, lineEnds & ~taken);
        for (var rest = block.Are((byte)'\'') & others & known.Letter >> 1; rest != 0; rest &= rest - 1)
        {
            var at = BitOperations.TrailingZeroCount(rest);
            if (Contraction(text, start + at, anyCase: true) is var contraction and > 0) starts |= (1UL << at) << contraction & known.Letter;
        }

        return known.Certain(starts);
    }
}
