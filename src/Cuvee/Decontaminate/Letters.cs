using System.Globalization;
using System.Text;

namespace Cuvee.Decontaminate;

/// <summary>What a character is to a word. Words are runs of letters, marks, digits and underscores, as in the regular expression <c>\w+</c>.</summary>
internal static class Letters
{
    public const byte None = 0;
    public const byte Part = 1;

    /// <summary>A word by itself, because its script puts no spaces between words: a clause of it would be one word otherwise, and no n words ever meet.</summary>
    public const byte Alone = 2;

    private static readonly (int First, int Last)[] Unspaced =
    [
        (0x0E00, 0x0EFF), // Thai, Lao
        (0x1000, 0x109F), // Myanmar
        (0x1780, 0x17FF), // Khmer
        (0x3005, 0x3007), (0x3040, 0x30FF), (0x31F0, 0x31FF), // Kana
        (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF), // Han
    ];

    private static readonly byte[] Plane0 = TableOfPlane0();

    public static byte KindOf(Rune rune) => rune.IsBmp ? Plane0[rune.Value] : Compute(rune.Value);

    private static byte[] TableOfPlane0()
    {
        var table = new byte[0x10000];
        for (var i = 0; i < table.Length; i++) table[i] = Compute(i);
        return table;
    }

    private static byte Compute(int codePoint)
    {
        if (codePoint == '_') return Part;
        var isWord = CharUnicodeInfo.GetUnicodeCategory(codePoint) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.EnclosingMark or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber;
        if (!isWord) return None;
        return Array.Exists(Unspaced, range => codePoint >= range.First && codePoint <= range.Last) ? Alone : Part;
    }
}
