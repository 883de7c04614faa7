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
}
