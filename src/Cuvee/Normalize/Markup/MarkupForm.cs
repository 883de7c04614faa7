namespace Cuvee.Normalize.Markup;

/// <summary>What HTML becomes.</summary>
public enum MarkupForm
{
    /// <summary>Plain text: lists, quotes and tables by their characters, emphasis and headings by nothing.</summary>
    Text,

    /// <summary>Markdown.</summary>
    Markdown,
}
