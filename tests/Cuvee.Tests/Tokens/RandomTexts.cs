using System.Text;

namespace Cuvee.Tests.Tokens;

/// <summary>Random texts of what patterns tell apart: every class of character on each side of each other, within and beyond the basic plane.</summary>
internal static class RandomTexts
{
    private static readonly string[] Pieces =
    [
        "a", "b", "s", "t", "re", "ll", "S", "T", "LL", "Z", "'", "'s", "'LL", "'d", " ", "  ", "\n", "\r", "\r\n", "\t", "\u00A0", "\u0085", "\u2028", "\u3000", "\uFEFF", "1", "23", "٤", "½", "Ⅷ", ".", "!!", "/", "-", "_",
        "é", "É", "ß", "ǅ", "ʰ", "ª", "你", "好", "ん", "\u0301", "\u0903", "\u20DD", "☕", "😀", "👩\u200D👩", "𝒜", "𝒷", "𠀀", "𞤀", "𞤢", "𝟗", "𐅀", "\U000E0100", "\uE000", "\u0378", "ſ",
    ];

    public static string Next(Random random, int pieceCount)
    {
        var text = new StringBuilder();
        for (var i = random.Next(pieceCount); i >= 0; i--) text.Append(Pieces[random.Next(Pieces.Length)]);
        return text.ToString();
    }

    /// <summary>A text of which all but a few characters are ASCII, some of one long run.</summary>
    public static string NextAscii(Random random, int length)
    {
        var text = new StringBuilder();
        var pieces = Pieces.Where(piece => Ascii.IsValid(piece) || random.Next(40) == 0).Concat(["word", " word", "Hello", "4567", "//", "\n/", "\0", " \n\n", "don't"]).ToArray();
        // A small choice makes long runs
        var choice = random.Next(2) == 0 ? pieces : [.. Enumerable.Range(0, 1 + random.Next(4)).Select(_ => pieces[random.Next(pieces.Length)])];
        while (text.Length < length) text.Append(choice[random.Next(choice.Length)]);
        return text.ToString();
    }
}
