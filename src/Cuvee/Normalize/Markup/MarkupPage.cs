using System.Buffers;
using Cuvee.Json;

namespace Cuvee.Normalize.Markup;

/// <summary>Writes what is left of a page: words, line ends, marks, and the rows of a table, which are gathered until they are whole.</summary>
internal sealed class MarkupPage
{
    /// <summary>Bytes of a number that is read as a power.</summary>
    private const int LongestPower = 4;

    private static readonly SearchValues<byte> s_power = SearchValues.Create("-+0123456789"u8);
    private static readonly byte[] s_none = [];

    private readonly ByteBuffer _output;
    private readonly MarkupForm _form;
    private readonly bool _keepsLines;
    private readonly LineWriter _page;
    private readonly TableRow _row = new();
    private LineWriter _lines;
    private InlineMarks _marks;
    private bool _isInHeading;
    private int _superscript;

    /// <param name="output">Where to.</param>
    /// <param name="form">What is written.</param>
    /// <param name="keepsLines">Whether line ends and indentation of the text are kept.</param>
    public MarkupPage(ByteBuffer output, MarkupForm form, bool keepsLines)
    {
        (_output, _form, _keepsLines) = (output, form, keepsLines);
        _lines = _page = new LineWriter(output, isSingleLine: false);
        _marks = new InlineMarks(output);
        Blocks = new OpenBlocks(_page);
    }

    /// <summary>Lists and quotes that are open.</summary>
    public OpenBlocks Blocks { get; }

    public bool IsInCell { get; private set; }

    /// <summary>Whether nothing may begin a line: in a heading or a cell.</summary>
    public bool IsOneLine => IsInCell || _isInHeading;

    private bool IsMarkdown => _form == MarkupForm.Markdown;

    private ByteBuffer Output => IsInCell ? _row.Cells : _output;

    /// <summary>Ends the page.</summary>
    public void End()
    {
        CloseRow();
        _marks.Clear();
    }

    /// <summary>Words and the white space between; a no-break space is white space here: editors strew it.</summary>
    public void AddWords(ReadOnlySpan<byte> text)
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

    public void Break(int lineEnds)
    {
        if (!IsInCell) _marks.Pause();
        _lines.Break(lineEnds);
    }

    /// <summary>Ends a line within a block (1), or leaves a blank line there (2).</summary>
    private void BreakLine(int lineEnds)
    {
        if (!IsInCell && lineEnds == 1) _marks.PauseInLink();
        else if (!IsInCell) _marks.Pause();
        _lines.Break(lineEnds);
    }

    /// <summary>What <c>br</c> does.</summary>
    public void AddLineBreak()
    {
        if (IsOneLine) Blank();
        else BreakLine(_lines.IsAtLineStart ? 2 : 1);
    }

    public void Blank() => _lines.Blank(1);

    /// <summary>Opens what stands between equal marks.</summary>
    public void OpenMarks(Element element, ReadOnlySpan<byte> marks)
    {
        var written = IsMarkdown ? marks.ToArray() : s_none;
        _marks.Open(element, written, written);
    }

    public void CloseMarks(Element element) => _marks.Close(element);

    public void CloseBlock(Element element)
    {
        _marks.Pause();
        Blocks.Close(element);
        Break(element == Element.Item || Blocks.IsInList ? 1 : 2);
    }

    /// <summary>Opens a link. A link that is still open ends there, as browsers have it.</summary>
    public void OpenLink(byte[] address)
    {
        _marks.Close(Element.Link);
        if (address.Length == 0) _marks.Open(Element.Link, s_none, s_none);
        else if (IsMarkdown) _marks.Open(Element.Link, "["u8.ToArray(), [.. "]("u8, .. address, (byte)')']);
        else _marks.Open(Element.Link, s_none, [.. " ("u8, .. address, (byte)')']);
    }

    public void OpenPower() => _superscript = Output.Length;

    /// <summary>Sets a caret between a base and its power: 10 to the power of 6 is not 106. Behind a word the number is a footnote's.</summary>
    public void RaisePower()
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

    public void OpenHeading(Element element)
    {
        if (!IsMarkdown || IsInCell) return;
        _isInHeading = true;
        _marks.Open(element, [.. Enumerable.Repeat((byte)'#', element - Element.Heading1 + 1), (byte)' '], s_none);
    }

    public void CloseHeading()
    {
        if (!_isInHeading) return;
        _isInHeading = false;
        for (var element = Element.Heading1; element <= Element.Heading6; element++) _marks.Close(element);
    }

    public void WriteRaw(ReadOnlySpan<byte> text, bool isBlock)
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

    public void BeginTable()
    {
        Break(2);
        _row.Begin();
    }

    public void EndTable()
    {
        CloseRow();
        Break(2);
    }

    public void OpenCell()
    {
        _marks.Pause();
        IsInCell = true;
        _lines = new LineWriter(_row.Cells, isSingleLine: true);
        _marks = new InlineMarks(_row.Cells);
    }

    public void CloseCell()
    {
        if (!IsInCell) return;
        _marks.Clear();
        _row.EndCell();
        IsInCell = false;
        _lines = _page;
        _marks = new InlineMarks(_output);
    }

    public void CloseRow()
    {
        CloseCell();
        var row = _row.Close(_form);
        if (row.Length == 0) return;
        Break(1);
        WriteRaw(row, isBlock: true);
        Break(1);
    }
}
