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
