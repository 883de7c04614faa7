using System.Buffers;

namespace Cuvee.Normalize.Markup;

/// <summary>
/// Cuts a text into tags, what is dropped, Markdown code and the text between. It only goes forward, builds no tree, and takes time linear in the text, whatever is
/// malformed: a <c>&lt;</c> that begins nothing is text, a tag ends at the first <c>&gt;</c> when a quote is missing, and what is never closed loses its tag alone.
/// </summary>
internal ref struct Tokenizer(ReadOnlySpan<byte> utf8)
{
    private static readonly SearchValues<byte> s_special = SearchValues.Create("<`~"u8);
    private static readonly SearchValues<byte> s_nameCharacters = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz:-_"u8);
    private static readonly SearchValues<byte> s_separators = SearchValues.Create(" \t\r\n\f/"u8);

    private readonly ReadOnlySpan<byte> _utf8 = utf8;
    private MarkdownCode _code;
    private Token _next;
    private int _position;

    // What was searched for in vain is not searched for again
    private bool _hasNoCommentEnd;
    private bool _hasTornTags;
    private bool _isPreformatted;
    private uint _hasNoEndOf;

    /// <summary>Reads the next token; false at the end.</summary>
    public bool Read(out Token token)
    {
        if (_next.End > _position)
        {
            token = _next;
            _position = token.End;
            return true;
        }

        var end = FindNext();
        if (end > _position) token = new Token(TokenKind.Text, default, _position, end, 0);
        else token = end < _utf8.Length ? _next : default;
        _position = token.End;
        return token.End > token.Start;
    }

    /// <summary>Where the next token that is no text begins; it is left in <see cref="_next"/>.</summary>
    private int FindNext()
    {
        var at = _position;
        while (_utf8[at..].IndexOfAny(s_special) is var found and >= 0)
        {
            at += found;
            if (_utf8[at] == '<' ? TryTag(at, out _next) : !_isPreformatted && _code.TryRead(_utf8, at, out _next)) return at;
            at += _utf8[at] == '<' ? 1 : MarkdownCode.RunAt(_utf8, at);
        }

        return _utf8.Length;
    }

    private bool TryTag(int at, out Token token)
    {
        token = default;
        if (at + 2 >= _utf8.Length) return false;
        var next = _utf8[at + 1];
        if (next is (byte)'!' or (byte)'?') return TryDeclaration(at, out token);
        var isEnd = next == '/';
        var name = _utf8[(at + (isEnd ? 2 : 1))..];
        if (name.IsEmpty || !char.IsAsciiLetter((char)name[0])) return false;
        var length = name.IndexOfAnyExcept(s_nameCharacters);
        if (length < 0 || !(name[length] is (byte)'>' or (byte)'/' || IsBlank(name[length]))) return false;
        var nameEnd = _utf8.Length - name.Length + length;
        if (!TryEnd(nameEnd, out var end)) return false;
        var element = Elements.Of(name[..length]);
        token = new Token(isEnd ? TokenKind.End : TokenKind.Start, element, at, end, nameEnd);
        if (!isEnd && length == 1 && IsComparison(_utf8[token.Attributes])) return false;
        if (element == Element.Preformatted) _isPreformatted = !isEnd;
        if (element == Element.Hidden) token = token with { Kind = TokenKind.Dropped, End = isEnd ? end : EndOfHidden(name[..length], end) };
        return true;
    }

    /// <summary>Whether a tag of one letter is rather the middle of <c>a &lt;b and c&gt; d</c>.</summary>
    private static bool IsComparison(ReadOnlySpan<byte> attributes) => attributes.ContainsAnyExcept(s_separators) && !attributes.Contains((byte)'=');

    private static bool IsBlank(byte character) => character is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)'\f';

    /// <summary>A comment, a doctype, or an XML declaration such as old word processors leave.</summary>
    private bool TryDeclaration(int at, out Token token)
    {
        token = default;
        var rest = _utf8[at..];
        var length = -1;
        if (rest.StartsWith("<!--"u8))
        {
            if (!_hasNoCommentEnd) length = rest[4..].IndexOf("-->"u8) + 7;
            if (length == 6) _hasNoCommentEnd = true;
            if (_hasNoCommentEnd) return false;
        }
        else if (StartsWithWord(rest, "<!doctype"u8) || StartsWithWord(rest, "<?xml"u8) || rest.StartsWith("<![if"u8) || rest.StartsWith("<![endif"u8))
        {
            length = rest[1..].IndexOfAny((byte)'<', (byte)'>') + 2;
            if (length < 2 || rest[length - 1] != '>') return false;
        }

        if (length < 0) return false;
        token = new Token(TokenKind.Dropped, default, at, at + length, 0);
        return true;
    }

    private static bool StartsWithWord(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word) => text.Length >= word.Length && Elements.IsSameName(text[..word.Length], word);

    /// <summary>
    /// Finds the end of a tag. A quoted value may hold tags until that has led astray once; then it may not, so no walk is repeated.
    /// </summary>
    private bool TryEnd(int at, out int end)
    {
        var passedTag = false;
        end = 0;
        while (_utf8[at..].IndexOfAny((byte)'>', (byte)'<', (byte)'=') is var found and >= 0)
        {
            at += found;
            if (_utf8[at] == '>')
            {
                end = at + 1;
                return true;
            }

            if (_utf8[at] == '<') break;
            at++;
            while (at < _utf8.Length && IsBlank(_utf8[at])) at++;
            if (at == _utf8.Length || _utf8[at] is not ((byte)'"' or (byte)'\'')) continue;
            var value = _utf8[(at + 1)..];
            var length = value.IndexOf(_utf8[at]);
            at++;
            if (length < 0) continue;
            var holdsTag = value[..length].Contains((byte)'<');
            if (holdsTag && (_hasTornTags || value[..length].IndexOf("</"u8) >= 0)) continue;
            passedTag |= holdsTag;
            at += length + 1;
        }

        _hasTornTags |= passedTag;
        return false;
    }

    /// <summary>The end of a dropped element: behind its end tag, or behind its start tag when there is none.</summary>
    private int EndOfHidden(ReadOnlySpan<byte> name, int at)
    {
        var bit = 1u << Elements.HiddenNumber(name);
        if ((_hasNoEndOf & bit) != 0 || _utf8[at - 2] == '/') return at;
        for (var end = at; _utf8[end..].IndexOf("</"u8) is var found and >= 0; end += 2)
        {
            end += found;
            var rest = _utf8[(end + 2)..];
            if (!StartsWithWord(rest, name) || rest.Length == name.Length || s_nameCharacters.Contains(rest[name.Length])) continue;
            var close = rest.IndexOf((byte)'>');
            if (close < 0) break;
            return end + 2 + close + 1;
        }

        _hasNoEndOf |= bit;
        return at;
    }
}
