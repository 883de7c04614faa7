using System.Numerics;

namespace Cuvee.Tokens;

/// <summary>The pattern of GPT-2, which byte-level tokenizers use by default: <c>'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+</c>.</summary>
internal sealed class Gpt2Scanner : WordScanner
{
    public override int Next(ReadOnlySpan<byte> text, int start)
    {
        if (Contraction(text, start, anyCase: false) is var contraction and > 0) return start + contraction;
        var at = text[start] == ' ' && start + 1 < text.Length ? start + 1 : start;
        var kind = CharacterClasses.At(text, at, out _);
        if ((kind & CharacterClass.Letter) != CharacterClass.None) return Skip(text, at, CharacterClass.Letter);
        if ((kind & CharacterClass.Number) != CharacterClass.None) return Skip(text, at, CharacterClass.Number);
        return (kind & CharacterClass.Space) == CharacterClass.None ? SkipOthers(text, at) : SkipSpace(text, start, endsLines: false);
    }

    public override ulong Starts(ReadOnlySpan<byte> text, int start, int length)
    {
        var block = ByteBlock.Of(text, start);
        var known = AsciiClasses.Of(block, length);
        var words = (AsciiClasses.Firsts(known.Letter) | AsciiClasses.Firsts(known.Number) | AsciiClasses.Firsts(known.Other)) & ~(known.Blank << 1);
        var starts = words | SpaceStarts(known.Space, lineEnds: 0);
        for (var rest = block.Are((byte)'\'') & words & known.Letter >> 1; rest != 0; rest &= rest - 1)
        {
            var at = BitOperations.TrailingZeroCount(rest);
            if (Contraction(text, start + at, anyCase: false) is var contraction and > 0) starts = starts & ~(2UL << at) | (1UL << at) << contraction & known.Letter;
        }

        return known.Certain(starts);
    }
}
