namespace Cuvee.Texts;

/// <summary>
/// The word break rules of UAX #29 (Unicode 15.1) as a table: from what the segment looks like so far and the class of the next code point to what it looks like then.
/// Only WB3c (pictographs after a joiner) is left to the reader of the table, as it alone depends on the code point just before.
/// </summary>
internal static class WordBreaks
{
    /// <summary>The next code point starts another segment.</summary>
    public const byte Break = byte.MaxValue;

    /// <summary>Before the segment's first code point.</summary>
    public const byte Start = 11;

    /// <summary>
    /// From here on the segment's last code point, with what follows it so far, belongs to it only if a code point comes that fits;
    /// otherwise the segment ends before that code point (WB6, WB7b, WB12).
    /// </summary>
    public const byte FirstPending = AfterLetter;

    private const byte Other = 0;
    private const byte CarriageReturn = 1;
    private const byte Newline = 2;
    private const byte Space = 3;
    private const byte OddRegional = 4;
    private const byte Pair = 5;
    private const byte Hebrew = 6;
    private const byte Letter = 7;
    private const byte Number = 8;
    private const byte Connector = 9;
    private const byte HebrewQuote = 10;
    private const byte AfterLetter = 12;
    private const byte AfterHebrew = 13;
    private const byte AfterNumber = 14;
    private const int States = 15;
    private const int Classes = 32;

    private static readonly byte[] s_next = Table();

    /// <summary>The state after one more code point, or <see cref="Break"/>.</summary>
    public static byte Next(byte state, WordClass wordClass) => s_next[(state * Classes) + (int)wordClass];

    private static byte[] Table()
    {
        var table = new byte[States * Classes];
        for (byte state = 0; state < States; state++)
        {
            for (var wordClass = WordClass.Other; wordClass <= WordClass.LetterPictograph; wordClass++)
            {
                table[(state * Classes) + (int)wordClass] = Joined(state, wordClass);
            }
        }

        return table;
    }

    /// <summary>The state of a segment that starts with this class.</summary>
    private static byte First(WordClass wordClass) => wordClass switch
    {
        WordClass.CarriageReturn => CarriageReturn,
        WordClass.LineFeed or WordClass.Newline => Newline,
        WordClass.Space => Space,
        WordClass.Regional => OddRegional,
        WordClass.Hebrew => Hebrew,
        WordClass.Letter or WordClass.LetterPictograph => Letter,
        WordClass.Number => Number,
        WordClass.Connector => Connector,
        _ => Other,
    };

    private static byte Joined(byte state, WordClass next)
    {
        if (state == Start) return First(next);
        if (state == CarriageReturn) return next == WordClass.LineFeed ? Newline : Break; // WB3
        if (state == Newline) return Break; // WB3a
        if (next is WordClass.Extend or WordClass.Joiner or WordClass.Format) return state == Space ? Other : state; // WB4; WB3d is for neighbours only
        var isLetter = next is WordClass.Letter or WordClass.Hebrew or WordClass.LetterPictograph;
        var isPlain = isLetter || next is WordClass.Number or WordClass.Connector;
        var fits = state switch
        {
            Space => next == WordClass.Space, // WB3d
            OddRegional => next == WordClass.Regional, // WB15, WB16
            Hebrew or Letter or Number or Connector => isPlain, // WB5, WB8 to WB10, WB13a, WB13b
            AfterLetter or HebrewQuote => isLetter, // WB7
            AfterHebrew => next == WordClass.Hebrew, // WB7c
            AfterNumber => next == WordClass.Number, // WB11
            _ => false,
        };
        if (fits) return state == OddRegional ? Pair : First(next);
        return (state, next) switch
        {
            (Hebrew, WordClass.SingleQuote) => HebrewQuote, // WB7a
            (Hebrew, WordClass.DoubleQuote) => AfterHebrew, // WB7b
            (Hebrew or Letter, WordClass.MiddleOfLetters or WordClass.MiddleOfBoth or WordClass.SingleQuote) => AfterLetter, // WB6
            (Number, WordClass.MiddleOfNumbers or WordClass.MiddleOfBoth or WordClass.SingleQuote) => AfterNumber, // WB12
            _ => Break,
        };
    }
}
