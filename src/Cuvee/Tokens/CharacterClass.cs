using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Cuvee.Tokens;

/// <summary>What the patterns of tokenizers ask of a character.</summary>
[Flags]
internal enum CharacterClass : byte
{
    /// <summary>Punctuation, symbols, control and unassigned characters.</summary>
    None = 0,

    /// <summary>General category L.</summary>
    Letter = 1,

    /// <summary>General category N.</summary>
    Number = 2,

    /// <summary>The property White_Space.</summary>
    Space = 4,

    /// <summary>Lu, Lt, Lm, Lo or M: what may begin a word of o200k.</summary>
    Upper = 8,

    /// <summary>Ll, Lm, Lo or M: what may end a word of o200k.</summary>
    Lower = 16,

    /// <summary>Carriage return or line feed.</summary>
    NewLine = 32,
}

/// <summary>Classes of characters in UTF-8: a table for the basic plane, the runtime's categories beyond it.</summary>
internal static class CharacterClasses
{
    private static readonly CharacterClass[] Basic = Table();

    /// <summary>The class of the character at <paramref name="at"/> of a valid text, and how many bytes it takes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CharacterClass At(ReadOnlySpan<byte> text, int at, out int byteCount)
    {
        var first = text[at];
        if (first < 0x80)
        {
            byteCount = 1;
            return Basic[first];
        }

        return Beyond(text[at..], first, out byteCount);
    }

    /// <summary>The class of an ASCII byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CharacterClass OfAscii(byte value) => Basic[value];

    private static CharacterClass Beyond(ReadOnlySpan<byte> text, byte first, out int byteCount)
    {
        if (first < 0xE0)
        {
            byteCount = 2;
            return Basic[(first & 0x1F) << 6 | text[1] & 0x3F];
        }

        if (first < 0xF0)
        {
            byteCount = 3;
            return Basic[(first & 0x0F) << 12 | (text[1] & 0x3F) << 6 | text[2] & 0x3F];
        }

        byteCount = 4;
        return Of(new Rune((first & 0x07) << 18 | (text[1] & 0x3F) << 12 | (text[2] & 0x3F) << 6 | text[3] & 0x3F));
    }

    private static CharacterClass[] Table()
    {
        var classes = new CharacterClass[0x10000];
        for (var value = 0; value < classes.Length; value++)
        {
            if (Rune.TryCreate(value, out var rune)) classes[value] = Of(rune);
        }

        return classes;
    }

    private static CharacterClass Of(Rune rune)
    {
        if (rune.Value is '\r' or '\n') return CharacterClass.NewLine | CharacterClass.Space;
        if (Rune.IsWhiteSpace(rune)) return CharacterClass.Space;
        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter => CharacterClass.Letter | CharacterClass.Upper,
            UnicodeCategory.LowercaseLetter => CharacterClass.Letter | CharacterClass.Lower,
            UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter => CharacterClass.Letter | CharacterClass.Upper | CharacterClass.Lower,
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => CharacterClass.Upper | CharacterClass.Lower,
            UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => CharacterClass.Number,
            _ => CharacterClass.None,
        };
    }
}
