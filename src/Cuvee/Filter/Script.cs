namespace Cuvee.Filter;

/// <summary>The scripts that letters are told apart by; in the order that Tables/generate.mjs knows.</summary>
internal enum Script : byte
{
    /// <summary>No letter, or one that several scripts share.</summary>
    None,
    Latin,
    Cyrillic,
    Greek,
    Arabic,
    Hebrew,
    Devanagari,
    Bengali,
    Tamil,
    Telugu,
    Kannada,
    Malayalam,
    Gujarati,
    Gurmukhi,
    Thai,
    Lao,
    Khmer,
    Myanmar,

    /// <summary>Han, Hiragana and Katakana, which Japanese mixes.</summary>
    Han,
    Hangul,
    Armenian,
    Georgian,
    Ethiopic,
    Sinhala,

    /// <summary>Any other script.</summary>
    Other,
}
