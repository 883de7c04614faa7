namespace Cuvee.Texts;

/// <summary>
/// The values of Word_Break that matter here, with Extended_Pictographic beside them; in the order that Tables/generate.mjs knows.
/// Katakana is <see cref="Other"/>: its characters stand alone, as those of Han do.
/// </summary>
internal enum WordClass
{
    Other,
    CarriageReturn,
    LineFeed,
    Newline,
    Extend,
    Joiner,
    Format,
    Regional,
    Hebrew,
    Letter,
    SingleQuote,
    DoubleQuote,
    MiddleOfBoth,
    MiddleOfLetters,
    MiddleOfNumbers,
    Number,
    Connector,
    Space,
    Pictograph,
    LetterPictograph,
}
