namespace Cuvee.Normalize.Markup;

/// <summary>Kinds of tokens.</summary>
internal enum TokenKind : byte
{
    /// <summary>Characters with entities, up to the next token.</summary>
    Text,

    /// <summary>Markdown code, fenced or between backticks, that stays as it is.</summary>
    Code,

    Start,
    End,

    /// <summary>A comment, a doctype, a processing instruction, or an element that is dropped with all it holds.</summary>
    Dropped,
}
