using System.Buffers;
using System.Text;

namespace Cuvee.Normalize.Markup;

/// <summary>
/// Tells a text that is written in HTML from one that shows HTML or speaks of it. In doubt it is the latter: markup left in is a blemish, markup taken out of code is a
/// loss.
/// </summary>
/// <remarks>
/// HTML that is meant carries prose: several words to a block, and formatting that is opened and closed. What is shown is a skeleton of few words, or a program's page
/// with controls, handlers, braces; or the text around it names it.
/// </remarks>
internal struct MarkupJudge
{
    /// <summary>Words that a text must have. Answers that show a snippet have fewer ("This is a heading"): 14 at most in the instruction sets this was tried on.</summary>
    private const int MinWords = 15;

    /// <summary>Words for each block that is not empty; skeletons and tables of examples have one or two.</summary>
    private const int MinWordsPerBlock = 3;

    /// <summary>Words from which a text that is all markup counts although it names HTML: an answer of a forum for programmers.</summary>
    private const int MinWordsOnMarkup = 40;

    /// <summary>Words of a whole page, with head and body, and perhaps with controls.</summary>
    private const int MinWordsOfPage = 200;

    /// <summary>Evidence needed: a block or a link that is closed gives 2, formatting that is closed or a line break 1.</summary>
    private const int MinEvidence = 2;

    private static readonly SearchValues<string> s_vocabulary = SearchValues.Create(
        ["html", "css", "xml", "jsx", "javascript", "php", "markup", " tag ", " tags ", " tag.", " tags.", " tag,", " tags,", "the tag", "web page", "webpage", "lorem ipsum"],
        StringComparison.OrdinalIgnoreCase);

    private int _evidence, _words, _blocks, _known, _unknown, _controls, _codeLines, _tops;
    private bool _isPage, _hasLayout, _isQuoted, _hasWords;

    /// <summary>Whether the text is HTML, and whether its line ends mean anything: they do where no tag makes lines.</summary>
    public static bool IsMarkup(ReadOnlySpan<byte> utf8, out bool keepsLines)
    {
        var judge = new MarkupJudge();
        judge.Look(utf8);
        keepsLines = !judge._hasLayout;
        return judge.Decide(utf8);
    }

    private void Look(ReadOnlySpan<byte> utf8)
    {
        Span<int> open = stackalloc int[(int)Element.TablePart + 1];
        open.Clear();
        var tokens = new Tokenizer(utf8);
        var depth = 0;
        while (tokens.Read(out var token))
        {
            switch (token.Kind)
            {
                case TokenKind.Text:
                    LookAtText(utf8[token.Range], depth);
                    break;
                case TokenKind.Start:
                    LookAtStart(utf8, token, open);
                    if (token.Element.IsBlock()) depth++;
                    break;
                case TokenKind.End:
                    LookAtEnd(token.Element, open);
                    if (token.Element.IsBlock() && depth > 0) depth--;
                    break;
                case TokenKind.Dropped:
                    _isPage |= token.Element == Element.Unknown && utf8[token.Range].StartsWith("<!d"u8);
                    break;
                default:
                    break;
            }
        }
    }

    private void LookAtStart(ReadOnlySpan<byte> utf8, in Token token, Span<int> open)
    {
        if (token.Element == Element.Unknown) _unknown++;
        else _known++;
        if (token.Element.IsBlock()) _hasWords = false;
        var attributes = utf8[token.Attributes];
        if (token.Element == Element.Control || Attributes.HasHandler(attributes)) _controls++;
        _isPage |= token.Element == Element.Page;
        _hasLayout |= token.Element is Element.Paragraph or Element.Break or Element.Division;
        _isQuoted |= token.Element.IsBlock() && token.Start > 0 && utf8[token.Start - 1] is (byte)'"' or (byte)'\'' or (byte)'=' or (byte)'(';
        if (token.Element == Element.Break) _evidence++;
        if (token.Element == Element.Image && !Attributes.Find(attributes, "src"u8).IsEmpty) _evidence += 2;
        if (token.Element == Element.Link && Attributes.Find(attributes, "href"u8).IsEmpty) return;
        open[(int)token.Element]++;
    }

    private void LookAtEnd(Element element, Span<int> open)
    {
        if (element.IsBlock()) _hasWords = false;
        if (open[(int)element] == 0) return;
        open[(int)element]--;
        if (element is Element.Paragraph or Element.Division or Element.Item or Element.Quote or Element.Link or Element.Cell or (>= Element.Heading1 and <= Element.Heading6)) _evidence += 2;
        else if (element is Element.Strong or Element.Emphasis or Element.Underline or Element.Strike or Element.Inline) _evidence++;
    }

    private void LookAtText(ReadOnlySpan<byte> text, int depth)
    {
        var words = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (IsLetter(text[i]) && (i == 0 || !IsLetter(text[i - 1]) || text[i] >= 0xE3)) words++;
        }

        _words += words;
        if (words > 0 && !_hasWords) _blocks++;
        _hasWords |= words > 0;
        if (depth == 0) _tops += words;
        while (!text.IsEmpty)
        {
            var end = text.IndexOf((byte)'\n');
            var line = (end < 0 ? text : text[..end]).Trim(" \t\r"u8);
            if (IsCode(line)) _codeLines++;
            text = end < 0 ? default : text[(end + 1)..];
        }
    }

    // A letter, or a byte of a character beyond ASCII; the lead bytes from E3 on are those of scripts without spaces
    private static bool IsLetter(byte character) => char.IsAsciiLetter((char)character) || character is >= 0x80 or (byte)'\'';

    private static bool IsCode(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty) return false;
        if (line[^1] is (byte)'{' or (byte)'}' || line[0] is (byte)'{' || line.IndexOf("<?"u8) >= 0 || line.IndexOf("<%"u8) >= 0) return true;
        return line.Length >= 2 && line[^1] == ';' && line[^2] is (byte)')' or (byte)'"' or (byte)'\'' or (byte)'}';
    }

    private readonly bool Decide(ReadOnlySpan<byte> utf8)
    {
        if (_known == 0 || _evidence < MinEvidence || _unknown * 4 > _known || _codeLines > 0 || _isQuoted) return false;
        if ((_controls > 0 || _isPage) && (!_isPage || _words < MinWordsOfPage)) return false;
        if (_words < MinWords || _words < MinWordsPerBlock * _blocks) return false;
        return (_tops == 0 && _words >= MinWordsOnMarkup) || !SpeaksOfMarkup(utf8);
    }

    /// <summary>Whether what a reader would see names HTML or its like.</summary>
    private static bool SpeaksOfMarkup(ReadOnlySpan<byte> utf8)
    {
        var tokens = new Tokenizer(utf8);
        while (tokens.Read(out var token))
        {
            if (token.Kind == TokenKind.Text && Encoding.UTF8.GetString(utf8[token.Range]).AsSpan().ContainsAny(s_vocabulary)) return true;
        }

        return false;
    }
}
