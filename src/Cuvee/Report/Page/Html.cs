using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Cuvee.Report;

/// <summary>
/// A growing HTML text. The literal parts of an interpolated string are markup; whatever stands in its holes is escaped, so that no text of a
/// record can become markup.
/// </summary>
internal sealed class Html
{
    private readonly StringBuilder _text = new();

    /// <summary>Appends markup with escaped holes: texts as they are, whole numbers as counts for people, doubles as coordinates, decimals with two places.</summary>
    public void Add([InterpolatedStringHandlerArgument("")] ref Markup markup)
    {
        markup.Complete();
    }

    /// <summary>A name, escaped, that may go on in the next line behind each underscore.</summary>
    public static Html Name(string name)
    {
        var html = new Html();
        var parts = name.Split('_');
        html.Add($"{parts[0]}");
        foreach (var part in parts.AsSpan(1)) html.Add($"_<wbr>{part}");
        return html;
    }

    /// <summary>Appends what is part of the program and needs no escape: a style sheet.</summary>
    public void AddMarkup(string markup) => _text.Append(markup);

    public override string ToString() => _text.ToString();

    private void Escape(string text)
    {
        foreach (var letter in text)
        {
            switch (letter)
            {
                case '&': _text.Append("&amp;"); break;
                case '<': _text.Append("&lt;"); break;
                case '>': _text.Append("&gt;"); break;
                case '"': _text.Append("&quot;"); break;
                case '\'': _text.Append("&#39;"); break;
                default: _text.Append(Visible(letter)); break;
            }
        }
    }

    /// <summary>A picture in place of what HTML may not hold, and of marks that would turn the direction of the text around them.</summary>
    private static char Visible(char letter) => letter switch
    {
        '\n' or '\t' => letter,
        < ' ' => (char)('\u2400' + letter),
        '\u007f' => '\u2421',
        (>= '\u0080' and <= '\u009f') or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') or '\ufffe' or '\uffff' => '\ufffd',
        _ => letter,
    };

    /// <summary>Takes an interpolated string apart.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct Markup
    {
        private readonly Html _html;

        public Markup(int literalLength, int formattedCount, Html html)
        {
            _html = html;
            _html._text.EnsureCapacity(_html._text.Length + literalLength + (8 * formattedCount));
        }

        public void AppendLiteral(string markup) => _html._text.Append(markup);

        public void AppendFormatted(string? text) => _html.Escape(text ?? string.Empty);

        public void AppendFormatted(long count) => _html._text.Append(CultureInfo.InvariantCulture, $"{count:N0}");

        public void AppendFormatted(double coordinate) => _html._text.Append(CultureInfo.InvariantCulture, $"{coordinate:0.##}");

        public void AppendFormatted(decimal number) => _html._text.Append(CultureInfo.InvariantCulture, $"{number:0.00}");

        public void AppendFormatted(Html markup) => _html._text.Append(markup._text);

        internal void Complete()
        {
            // Everything was appended on the way
        }
    }
}
