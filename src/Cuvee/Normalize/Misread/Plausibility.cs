using Cuvee.Normalize.Tables;
using static Cuvee.Normalize.Tables.CharacterKind;

namespace Cuvee.Normalize.Misread;

/// <summary>
/// How unlike running text a stretch of characters is: each neighbourhood that no language makes costs points, and the costs are added.
/// 0 is ordinary text, 1 is seen now and then, 2 hardly ever.
/// </summary>
internal static class Plausibility
{
    private const int KindCount = (int)Punctuation + 1;

    // Greek letters stand beside Latin ones in formulas, and Latin words in Chinese text without a space
    private const int FormulaScripts = 1 + 2;
    private const int IdeographInLatin = 1 + 8;
    private const int NoBreakSpace = 0xA0;
    private static readonly byte[] s_pairs = Pairs();

    public static CharacterKind KindOf(int codePoint)
    {
        var range = MisreadTables.KindStarts.BinarySearch(codePoint);
        return (CharacterKind)MisreadTables.Kinds[range >= 0 ? range : ~range - 1];
    }

    public static bool IsLetter(CharacterKind kind) => kind is Lower or Upper or (>= LatinLower and <= Rare);

    /// <summary>What the stretch costs. Its first and last character are the neighbours it stands between, a space where there is none.</summary>
    public static int Cost(ReadOnlySpan<int> codePoints)
    {
        var cost = 0;
        var (before, previous) = (Space, KindOf(codePoints[0]));
        for (var i = 1; i < codePoints.Length; i++)
        {
            var kind = KindOf(codePoints[i]);
            cost += s_pairs[((int)previous * KindCount) + (int)kind] + Alone(kind);
            if (previous == LatinUpper && IsLonely(before, kind, codePoints[i - 1])) cost += 2;
            if (codePoints[i] == NoBreakSpace && codePoints[i - 1] == 'Â' && !IsSpokenOf(before, i + 1 < codePoints.Length ? codePoints[i + 1] : ' ')) cost += 2;
            if (codePoints[i] == '†' && codePoints[i - 1] == '¬') cost++;
            if (SpeakNoLanguage(codePoints[i - 1], codePoints[i])) cost++;
            (before, previous) = (previous, kind);
        }

        return cost;
    }

    /// <summary>
    /// A single accented capital as a word of its own, straight before a sign: À… is a word, Â© is not. The ångström is a unit and may be squared; a capital in
    /// quotes is spoken of.
    /// </summary>
    private static bool IsLonely(CharacterKind before, CharacterKind after, int capital) =>
        capital != 'Å' && before is Space or Digit or Closing or Punctuation && after is >= Opening and <= Box;

    /// <summary>
    /// Whether Â before a no-break space may be meant: as the last letter of a word in capitals, or as a letter by itself before a sign that French sets off.
    /// Else the two are what UTF-8 makes of the no-break space, the likeliest damage of all.
    /// </summary>
    private static bool IsSpokenOf(CharacterKind before, int after) =>
        before is Upper or LatinUpper || (before is Space or Opening && after is ':' or ';' or '!' or '?' or '»');

    /// <summary>Two letters beside each other of which no alphabet has both.</summary>
    private static bool SpeakNoLanguage(int first, int second) =>
        AlphabetsOf(first) is var alphabets and not 0 && AlphabetsOf(second) is var others and not 0 && (alphabets & others) == 0;

    /// <summary>One bit for each alphabet that has all letters of the text whose alphabets are known.</summary>
    public static uint AlphabetsOf(ReadOnlySpan<int> codePoints)
    {
        var common = uint.MaxValue;
        foreach (var codePoint in codePoints)
        {
            if (AlphabetsOf(codePoint) is var alphabets and not 0) common &= alphabets;
        }

        return common;
    }

    private static uint AlphabetsOf(int codePoint)
    {
        var letter = codePoint is > 0x7F and < 0x600 ? MisreadTables.Letters.BinarySearch((ushort)codePoint) : -1;
        return letter < 0 ? 0 : MisreadTables.Alphabets[letter];
    }

    private static int Alone(CharacterKind kind) => kind switch
    {
        Impossible => 3,
        Rare => 2,
        Accent => 1,
        _ => 0,
    };

    private static byte[] Pairs()
    {
        var pairs = new byte[KindCount * KindCount];
        for (var first = 0; first < KindCount; first++)
        {
            for (var second = 0; second < KindCount; second++)
                pairs[(first * KindCount) + second] = (byte)Pair((CharacterKind)first, (CharacterKind)second);
        }

        return pairs;
    }

    private static int Pair(CharacterKind first, CharacterKind second)
    {
        if (second == Mark) return IsLetter(first) || first is Digit or Pictograph or Punctuation ? 0 : 2;
        if (IsLetter(first) && IsLetter(second)) return Letters(first, second);
        if (IsLetter(first)) return AfterLetter(first, second);
        if (IsLetter(second)) return BeforeLetter(first, second);
        return Signs(first, second);
    }

    private static int Letters(CharacterKind first, CharacterKind second)
    {
        var (script, other) = (Script(first), Script(second));
        if (first is Mark or Rare || second is Rare) return 0;
        if (script != other) return script + other == FormulaScripts ? 1 : script + other == IdeographInLatin && (IsAscii(first) || IsAscii(second)) ? 0 : 2;
        var rises = first is Lower or LatinLower or GreekLower or CyrillicLower && second is Upper or LatinUpper or GreekUpper or CyrillicUpper;
        return rises && !(IsAscii(first) && IsAscii(second)) ? 1 : 0;
    }

    // Powers of two, so that the sum of two names both
    private static int Script(CharacterKind kind) => kind switch
    {
        Lower or Upper or LatinLower or LatinUpper => 1,
        GreekLower or GreekUpper => 2,
        CyrillicLower or CyrillicUpper => 4,
        Ideograph => 8,
        _ => 16,
    };

    private static int AfterLetter(CharacterKind letter, CharacterKind sign) => sign switch
    {
        Opening or Closing or Sign or Bullet or Suffix or CharacterKind.Math when letter == Ideograph => 0,
        Opening => IsAscii(letter) ? 1 : 2,
        Currency => IsAscii(letter) ? 1 : 2,
        Sign or Bullet => IsAscii(letter) ? 0 : 2,
        Suffix => IsAscii(letter) ? 0 : 1,
        Accent => IsAscii(letter) ? 1 : 2,
        CharacterKind.Math => IsAscii(letter) ? 1 : 2,
        Box => 2,
        _ => 0,
    };

    private static int BeforeLetter(CharacterKind sign, CharacterKind letter) => sign switch
    {
        Closing or Suffix or Sign when letter == Ideograph => 0,
        Closing or Suffix or Sign or Currency or Box => 1,
        Accent => 2,
        Digit => letter is LatinUpper ? 1 : 0,
        _ => 0,
    };

    private static int Signs(CharacterKind first, CharacterKind second) =>
        first is >= Bullet and <= Box and not Dash && second is >= Opening and <= Box and not (Closing or Dash or Apostrophe) && first != second ? 1
        : first is Currency or Sign or Accent && first == second ? 1
        : 0;

    private static bool IsAscii(CharacterKind kind) => kind is Lower or Upper;
}
