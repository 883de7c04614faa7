namespace Cuvee.Normalize.Markup;

/// <summary>What a tag's name means for the text: kinds of elements that are treated alike.</summary>
internal enum Element : byte
{
    /// <summary>No element of HTML, or one that stands in texts as a placeholder (<c>image</c>, <c>video</c>).</summary>
    Unknown,

    /// <summary>Tag without a trace: span, font, small.</summary>
    Inline,

    /// <summary>Named with a colon, as word processors leave them: <c>o:p</c>.</summary>
    Foreign,

    /// <summary>html, head, body and what stands in the head.</summary>
    Page,

    /// <summary>Controls of a form: a text that has them is a program's.</summary>
    Control,

    /// <summary>Dropped with all it holds: script, style.</summary>
    Hidden,

    Paragraph,

    /// <summary>A box without a meaning: div, section, dt, dd.</summary>
    Division,

    Break,
    Rule,
    Heading1,
    Heading2,
    Heading3,
    Heading4,
    Heading5,
    Heading6,
    BulletList,
    NumberList,
    Item,
    Quote,
    Preformatted,
    Code,
    Strong,
    Emphasis,
    Strike,
    Underline,
    Superscript,
    Link,
    Image,
    Table,
    Row,
    Cell,

    /// <summary>Parts of a table that show nothing of their own.</summary>
    TablePart,
}
