namespace Cuvee.Normalize.Markup;

/// <summary>A piece of a text: neighbours touch, so all tokens together are the text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Element">Of a tag its kind; of what is dropped the kind of its element, Unknown for a comment.</param>
/// <param name="Start">Its first byte.</param>
/// <param name="End">Behind its last byte.</param>
/// <param name="NameEnd">Of a tag the byte behind its name: attributes begin here.</param>
internal readonly record struct Token(TokenKind Kind, Element Element, int Start, int End, int NameEnd)
{
    public Range Range => Start..End;

    /// <summary>The attributes of a start tag, with what white space and slashes there are.</summary>
    public Range Attributes => NameEnd..(End - 1);
}
