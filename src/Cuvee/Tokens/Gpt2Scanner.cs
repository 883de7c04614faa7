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
}
