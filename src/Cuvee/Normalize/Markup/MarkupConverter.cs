using System.Buffers.Text;
using Cuvee.Json;

namespace Cuvee.Normalize.Markup;

/// <summary>Turns HTML into plain text or Markdown, in one walk over its tokens, with what is open on stacks of fixed size: no tree, and no depth that could hurt.</summary>
internal sealed class MarkupConverter
{
    private readonly MarkupForm _form;
    private readonly MarkupPage _page;
    private readonly RawText _raw = new();
    private readonly ByteBuffer _decoded = new(256);
    private int _tables;

    private MarkupConverter(ByteBuffer output, MarkupForm form, bool keepsLines) => (_form, _page) = (form, new MarkupPage(output, form, keepsLines));

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
        converter._page.End();
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
        _page.AddWords(_decoded.Written);
    }

    private void AddCode(ReadOnlySpan<byte> code)
    {
        if (_raw.IsOpen)
        {
            _raw.Add(code);
            return;
        }

        var isBlock = code.Contains((byte)'\n') && !_page.IsInCell;
        if (isBlock) _page.Break(1);
        _page.WriteRaw(code, isBlock);
        if (isBlock) _page.Break(1);
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
        if (token.Element.IsBlock()) _page.CloseHeading();
        switch (token.Element)
        {
            case Element.Unknown:
                AddCode(utf8[token.Range]);
                break;
            case Element.Break:
                _page.AddLineBreak();
                break;
            case Element.Rule:
                _page.Break(2);
                if (!_page.IsInCell) _page.AddWords("---"u8);
                _page.Break(2);
                break;
            case Element.Image:
                AddImage(attributes);
                break;
            case Element.Link:
                _page.OpenLink(Links.Address(Attributes.Find(attributes, "href"u8), _form));
                break;
            case Element.Strong:
                _page.OpenMarks(Element.Strong, "**"u8);
                break;
            case Element.Emphasis:
                _page.OpenMarks(Element.Emphasis, "*"u8);
                break;
            case Element.Strike:
                _page.OpenMarks(Element.Strike, "~~"u8);
                break;
            case Element.Superscript:
                _page.OpenPower();
                break;
            case Element.Code or Element.Preformatted:
                OpenRaw(token.Element, attributes);
                break;
            case >= Element.Heading1 and <= Element.Heading6:
                _page.Break(2);
                _page.OpenHeading(token.Element);
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
                if (_tables++ == 0) _page.BeginTable();
                break;
            case Element.Row when _tables == 1:
                _page.CloseRow();
                break;
            case Element.Cell when _tables == 1:
                _page.CloseCell();
                _page.OpenCell();
                break;
            case Element.Item or Element.Quote or Element.BulletList or Element.NumberList when _page.IsInCell:
                _page.Blank();
                break;
            case Element.Item:
                _page.Break(1);
                _page.Blocks.Open(element, Number(attributes, "value"u8));
                break;
            case Element.BulletList or Element.NumberList:
                _page.Break(_page.Blocks.IsInList ? 1 : 2);
                _page.Blocks.Open(element, Number(attributes, "start"u8));
                break;
            case Element.Quote:
                _page.Break(2);
                _page.Blocks.Open(element, null);
                break;
            case Element.Paragraph:
                _page.Break(2);
                break;
            default:
                if (element.IsBlock()) _page.Break(1);
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

        if (element.IsBlock()) _page.CloseHeading();
        switch (element)
        {
            case Element.Unknown:
                AddCode(utf8[token.Range]);
                break;
            case Element.Table:
                if (_tables > 0 && --_tables == 0) _page.EndTable();
                break;
            case Element.Row when _tables == 1:
                _page.CloseRow();
                break;
            case Element.Cell when _tables == 1:
                _page.CloseCell();
                break;
            case Element.Item or Element.Quote or Element.BulletList or Element.NumberList when _page.IsInCell:
                _page.Blank();
                break;
            case Element.Item or Element.Quote or Element.BulletList or Element.NumberList:
                _page.CloseBlock(element);
                break;
            case Element.Paragraph or (>= Element.Heading1 and <= Element.Heading6):
                _page.Break(2);
                break;
            case Element.Superscript:
                _page.RaisePower();
                break;
            case Element.Link or Element.Strong or Element.Emphasis or Element.Strike:
                _page.CloseMarks(element);
                break;
            default:
                if (element.IsBlock()) _page.Break(1);
                break;
        }
    }

    /// <summary>A number of a list or an item: at most six digits.</summary>
    private static int? Number(ReadOnlySpan<byte> attributes, ReadOnlySpan<byte> name) =>
        Attributes.Find(attributes, name) is { Length: > 0 and <= 6 } value && Utf8Parser.TryParse(value, out int number, out var read) && read == value.Length && number >= 0 ? number : null;

    private void AddImage(ReadOnlySpan<byte> attributes)
    {
        var words = Attributes.Find(attributes, "alt"u8);
        var address = _form == MarkupForm.Markdown ? Links.Address(Attributes.Find(attributes, "src"u8), _form) : [];
        if (address.Length == 0)
        {
            AddText(words);
            return;
        }

        _decoded.Clear();
        Entities.Decode(words, _decoded);
        var alternative = MarkupSpace.Collapsed(_decoded.Written);
        _page.WriteRaw([.. "!["u8, .. alternative, .. "]("u8, .. address, (byte)')'], isBlock: false);
    }

    private void OpenRaw(Element element, ReadOnlySpan<byte> attributes)
    {
        _raw.Open(element);
        if (element == Element.Preformatted) _raw.Name(Attributes.Find(attributes, "class"u8));
    }

    private void CloseRaw()
    {
        if (!_raw.IsOpen) return;
        var code = _raw.Close(_form, _page.IsOneLine, out var isBlock);
        if (isBlock) _page.Break(2);
        if (code.Length > 0) _page.WriteRaw(code, isBlock);
        if (isBlock) _page.Break(2);
    }
}
