using System.Buffers;
using System.Buffers.Text;
using Cuvee.Json;

namespace Cuvee.Normalize.Markup;

/// <summary>Turns HTML into plain text or Markdown, in one walk over its tokens, with what is open on stacks of fixed size: no tree, and no depth that could hurt.</summary>
internal sealed class MarkupConverter
{
    /// <summary>Bytes of a number that is read as a power.</summary>
    private const int LongestPower = 4;

    private static readonly SearchValues<byte> s_power = SearchValues.Create("-+0123456789"u8);
    private static readonly byte[] s_none = [];

    private readonly MarkupForm _form;
    private readonly bool _keepsLines;
    private readonly ByteBuffer _output;
    private readonly LineWriter _page;
    private readonly OpenBlocks _blocks;
    private readonly TableRow _row = new();
    private readonly RawText _raw = new();
    private readonly ByteBuffer _decoded = new(256);
    private LineWriter _lines;
    private InlineMarks _marks;
    private bool _isInHeading;
    private int _tables;
    private bool _isInCell;
    private int _superscript;

    private MarkupConverter(ByteBuffer output, MarkupForm form, bool keepsLines)
    {
        (_output, _form, _keepsLines) = (output, form, keepsLines);
        _lines = _page = new LineWriter(output, isSingleLine: false);
        _marks = new InlineMarks(output);
        _blocks = new OpenBlocks(_page);
    }

    private bool IsMarkdown => _form == MarkupForm.Markdown;

    /// <summary>Appends the text without its markup.</summary>
    /// <param name="utf8">Valid UTF-8.</param>
    /// <param name="output">Where to.</param>
    /// <param name="form">What is written.</param>
    /// <param name="keepsLines">Whether line ends and indentation of the text are kept, as no tags make lines.</param>
    public static void Convert(ReadOnlySpan<byte> utf8, ByteBuffer output, MarkupForm form, bool keepsLines)
    {
        var converter = new MarkupConverter(output, form, keepsLines);
        var tokens = new Tokenizer(utf8);
        while (tokens.Read(out var token)) converter.Add(utf8, token);
        converter.CloseRaw();
        converter.CloseRow();
        converter._marks.Clear();
    }

    private void Add(ReadOnlySpan<byte> utf8, in Token token)
    {
        switch (token.Kind)
        {
            case TokenKind.Text:
                AddText(utf8[token.Range]);
                break;
            case TokenKind.Code:
                AddCode(utf8[token.Range]);
                break;
            case TokenKind.Start when _raw.IsOpen:
                AddStartInRaw(utf8, token);
                break;
            case TokenKind.Start:
                AddStart(utf8, token);
                break;
            case TokenKind.End:
                AddEnd(utf8, token);
                break;
            default:
                break;
        }
    }

    private void AddText(ReadOnlySpan<byte> text)
    {
        if (_raw.IsOpen)
        {
            _raw.Add(text);
            return;
        }

        _decoded.Clear();
        Entities.Decode(text, _decoded);
        AddWords(_decoded.Written);
    }

    /// <summary>Words and the white space between; a no-break space is white space here: editors strew it.</summary>
    private void AddWords(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            var blanks = MarkupSpace.CountAtStart(text);
            if (blanks > 0) AddBlank(text[..blanks]);
            text = text[blanks..];
            var word = MarkupSpace.WordLength(text);
            if (word == 0) continue;
            _lines.Begin();
            _marks.Begin();
            Output.Add(text[..word]);
            text = text[word..];
        }
    }

    private ByteBuffer Output => _isInCell ? _row.Cells : _output;

    private void AddBlank(ReadOnlySpan<byte> blank)
    {
        if (!_keepsLines)
        {
            _lines.Blank(1);
            return;
        }

        var lineEnds = blank.Count((byte)'\n');
        if (lineEnds == 0)
        {
            _lines.Blank(MarkupSpace.Columns(blank));
            return;
        }

        if (lineEnds == 1) BreakLine(1);
        else Break(2);
        _lines.Indent(MarkupSpace.Columns(blank[(blank.LastIndexOf((byte)'\n') + 1)..]));
    }

    private void AddCode(ReadOnlySpan<byte> code)
    {
        if (_raw.IsOpen)
        {
            _raw.Add(code);
            return;
        }

        var isBlock = code.Contains((byte)'\n') && !_isInCell;
        if (isBlock) Break(1);
        WriteRaw(code, isBlock);
        if (isBlock) Break(1);
    }

    private void AddStartInRaw(ReadOnlySpan<byte> utf8, in Token token)
    {
        if (_raw.Element == Element.Code && token.Element.IsBlock())
        {
            CloseRaw();
            AddStart(utf8, token);
        }
        else if (token.Element == Element.Unknown)
        {
            _raw.Add(utf8[token.Range]);
        }
        else if (token.Element == Element.Code)
        {
            _raw.Name(Attributes.Find(utf8[token.Attributes], "class"u8));
        }
        else if (token.Element == Element.Break || token.Element.IsBlock())
        {
            _raw.Break(token.Element == Element.Break);
        }
    }

    private void AddStart(ReadOnlySpan<byte> utf8, in Token token)
    {
        var attributes = utf8[token.Attributes];
        if (token.Element.IsBlock()) CloseHeading();
        switch (token.Element)
        {
            case Element.Unknown:
                AddCode(utf8[token.Range]);
                break;
            case Element.Break when _isInHeading || _isInCell:
                _lines.Blank(1);
                break;
            case Element.Break:
                BreakLine(_lines.IsAtLineStart ? 2 : 1);
                break;
            case Element.Rule:
                Break(2);
                if (!_isInCell) AddWords("---"u8);
                Break(2);
                break;
            case Element.Image:
                AddImage(attributes);
                break;
            case Element.Link:
                OpenLink(Links.Address(Attributes.Find(attributes, "href"u8), _form));
                break;
            case Element.Strong:
                _marks.Open(Element.Strong, Marks("**"u8), Marks("**"u8));
                break;
            case Element.Emphasis:
                _marks.Open(Element.Emphasis, Marks("*"u8), Marks("*"u8));
                break;
            case Element.Strike:
                _marks.Open(Element.Strike, Marks("~~"u8), Marks("~~"u8));
                break;
            case Element.Superscript:
                _superscript = Output.Length;
                break;
            case Element.Code or Element.Preformatted:
                OpenRaw(token.Element, attributes);
                break;
            case >= Element.Heading1 and <= Element.Heading6:
                Break(2);
                OpenHeading(token.Element);
                break;
            default:
                AddBlockStart(token.Element, attributes);
                break;
        }
    }

    private void AddBlockStart(Element element, ReadOnlySpan<byte> attributes)
    {
        switch (element)
        {
            case Element.Table:
                if (_tables++ == 0) BeginTable();
                break;
            case Element.Row when _tables == 1:
                CloseRow();
                break;
            case Element.Cell when _tables == 1:
                CloseCell();
                OpenCell();
                break;
            case Element.Item or Element.Quote or Element.BulletList or Element.NumberList when _isInCell:
                _lines.Blank(1);
                break;
            case Element.Item:
                Break(1);
                _blocks.Open(element, Number(attributes, "value"u8));
                break;
            case Element.BulletList or Element.NumberList:
                Break(_blocks.IsInList ? 1 : 2);
                _blocks.Open(element, Number(attributes, "start"u8));
                break;
            case Element.Quote:
                Break(2);
                _blocks.Open(element, null);
                break;
            case Element.Paragraph:
                Break(2);
                break;
            default:
                if (element.IsBlock()) Break(1);
                break;
        }
    }

    private void AddEnd(ReadOnlySpan<byte> utf8, in Token token)
    {
        var element = token.Element;
        if (_raw.IsOpen)
        {
            if (element == Element.Unknown) _raw.Add(utf8[token.Range]);
            if (element == _raw.Element || (_raw.Element == Element.Code && element.IsBlock())) CloseRaw();
            if (element is Element.Preformatted or Element.Code || _raw.IsOpen) return;
        }

        if (element.IsBlock()) CloseHeading();
        switch (element)
        {
            case Element.Unknown:
                AddCode(utf8[token.Range]);
                break;
            case Element.Table:
                if (_tables > 0 && --_tables == 0) EndTable();
                break;
            case Element.Row when _tables == 1:
                CloseRow();
                break;
            case Element.Cell when _tables == 1:
                CloseCell();
                break;
            case Element.Item or Element.Quote or Element.BulletList or Element.NumberList when _isInCell:
                _lines.Blank(1);
                break;
            case Element.Item or Element.Quote or Element.BulletList or Element.NumberList:
                _marks.Pause();
                _blocks.Close(element);
                Break(element == Element.Item || _blocks.IsInList ? 1 : 2);
                break;
            case Element.Paragraph or (>= Element.Heading1 and <= Element.Heading6):
                Break(2);
                break;
            case Element.Superscript:
                RaisePower();
                break;
            case Element.Link or Element.Strong or Element.Emphasis or Element.Strike:
                _marks.Close(element);
                break;
            default:
                if (element.IsBlock()) Break(1);
                break;
        }
    }

    private void Break(int lineEnds)
    {
        if (!_isInCell) _marks.Pause();
        _lines.Break(lineEnds);
    }

    /// <summary>Ends a line within a block (1), or leaves a blank line there (2).</summary>
    private void BreakLine(int lineEnds)
    {
        if (!_isInCell && lineEnds == 1) _marks.PauseInLink();
        else if (!_isInCell) _marks.Pause();
        _lines.Break(lineEnds);
    }

    private byte[] Marks(ReadOnlySpan<byte> marks) => IsMarkdown ? marks.ToArray() : s_none;

    /// <summary>A number of a list or an item: at most six digits.</summary>
    private static int? Number(ReadOnlySpan<byte> attributes, ReadOnlySpan<byte> name) =>
        Attributes.Find(attributes, name) is { Length: > 0 and <= 6 } value && Utf8Parser.TryParse(value, out int number, out var read) && read == value.Length && number >= 0 ? number : null;

    /// <summary>Opens a link. A link that is still open ends there, as browsers have it.</summary>
    private void OpenLink(byte[] address)
    {
        _marks.Close(Element.Link);
        if (address.Length == 0) _marks.Open(Element.Link, s_none, s_none);
        else if (IsMarkdown) _marks.Open(Element.Link, "["u8.ToArray(), [.. "]("u8, .. address, (byte)')']);
        else _marks.Open(Element.Link, s_none, [.. " ("u8, .. address, (byte)')']);
    }

    private void AddImage(ReadOnlySpan<byte> attributes)
    {
        var words = Attributes.Find(attributes, "alt"u8);
        var address = IsMarkdown ? Links.Address(Attributes.Find(attributes, "src"u8), _form) : s_none;
        if (address.Length == 0)
        {
            AddText(words);
            return;
        }

        _decoded.Clear();
        Entities.Decode(words, _decoded);
        var alternative = MarkupSpace.Collapsed(_decoded.Written);
        WriteRaw([.. "!["u8, .. alternative, .. "]("u8, .. address, (byte)')'], isBlock: false);
    }

    /// <summary>Sets a caret between a base and its power: 10 to the power of 6 is not 106. Behind a word the number is a footnote's.</summary>
    private void RaisePower()
    {
        var text = Output.Written;
        var (at, end) = (_superscript, text.Length);
        _superscript = 0;
        if (at == 0 || at >= end || end - at > LongestPower || text[at..].ContainsAnyExcept(s_power)) return;
        var isBase = char.IsAsciiDigit((char)text[at - 1]) || text[at - 1] == ')' || (char.IsAsciiLetter((char)text[at - 1]) && (at == 1 || !char.IsAsciiLetterOrDigit((char)text[at - 2])));
        if (!isBase) return;
        byte[] power = [(byte)'^', .. text[at..]];
        Output.Truncate(at);
        Output.Add(power);
    }

    private void OpenHeading(Element element)
    {
        if (!IsMarkdown || _isInCell) return;
        _isInHeading = true;
        _marks.Open(element, [.. Enumerable.Repeat((byte)'#', element - Element.Heading1 + 1), (byte)' '], s_none);
    }

    private void CloseHeading()
    {
        if (!_isInHeading) return;
        _isInHeading = false;
        for (var element = Element.Heading1; element <= Element.Heading6; element++) _marks.Close(element);
    }

    private void OpenRaw(Element element, ReadOnlySpan<byte> attributes)
    {
        _raw.Open(element);
        if (element == Element.Preformatted) _raw.Name(Attributes.Find(attributes, "class"u8));
    }

    private void CloseRaw()
    {
        if (!_raw.IsOpen) return;
        var code = _raw.Close(_form, _isInCell || _isInHeading, out var isBlock);
        if (isBlock) Break(2);
        if (code.Length > 0) WriteRaw(code, isBlock);
        if (isBlock) Break(2);
    }

    private void WriteRaw(ReadOnlySpan<byte> text, bool isBlock)
    {
        if (isBlock)
        {
            _lines.WriteLines(text);
            return;
        }

        _lines.Begin();
        _marks.Begin();
        Output.Add(text);
    }

    private void BeginTable()
    {
        Break(2);
        _row.Begin();
    }

    private void EndTable()
    {
        CloseRow();
        Break(2);
    }

    private void OpenCell()
    {
        _marks.Pause();
        _isInCell = true;
        _lines = new LineWriter(_row.Cells, isSingleLine: true);
        _marks = new InlineMarks(_row.Cells);
    }

    private void CloseCell()
    {
        if (!_isInCell) return;
        _marks.Clear();
        _row.EndCell();
        _isInCell = false;
        _lines = _page;
        _marks = new InlineMarks(_output);
    }

    private void CloseRow()
    {
        CloseCell();
        var row = _row.Close(_form);
        if (row.Length == 0) return;
        Break(1);
        WriteRaw(row, isBlock: true);
        Break(1);
    }
}
