using System.Text;

namespace Cuvee.Tokens.Jinja;

/// <summary>What a piece of a template is.</summary>
internal enum JinjaTokenKind : byte
{
    /// <summary>Text as it stands.</summary>
    Text,

    /// <summary><c>{{</c>.</summary>
    BeginOutput,

    /// <summary><c>{%</c>.</summary>
    BeginBlock,

    /// <summary><c>}}</c> or <c>%}</c>.</summary>
    End,

    Name,
    String,
    Number,
    Operator,
    EndOfTemplate,
}

/// <summary>A piece of a template.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">What it says; a string without quotes and escapes.</param>
/// <param name="Line">1-based.</param>
internal readonly record struct JinjaToken(JinjaTokenKind Kind, string Text, int Line);

/// <summary>
/// Cuts a template into pieces, with <c>trim_blocks</c> and <c>lstrip_blocks</c> on, as chat templates are written for: the line end behind a block and the blanks
/// before it on its line are no part of the text.
/// </summary>
internal sealed class JinjaLexer(string template)
{
    private static readonly string[] Operators = ["**", "//", "==", "!=", "<=", ">=", "+", "-", "*", "/", "%", "~", "<", ">", "=", "(", ")", "[", "]", "{", "}", ",", ".", ":", "|"];

    private readonly List<JinjaToken> _tokens = [];
    private int _at;
    private int _line = 1;

    /// <exception cref="JinjaException">It does not end what it begins.</exception>
    public List<JinjaToken> Run()
    {
        var isTrimmed = false;
        while (_at < template.Length)
        {
            var open = NextTag();
            AddText(open, isTrimmed);
            if (open == template.Length) break;
            var isOutput = template[open + 1] == '{';
            if (template[open + 1] == '#') isTrimmed = SkipComment(open);
            else isTrimmed = ReadTag(open, isOutput);
            if (!isOutput && !isTrimmed) SkipLineEnd();
        }

        _tokens.Add(new JinjaToken(JinjaTokenKind.EndOfTemplate, string.Empty, _line));
        return _tokens;
    }

    private int NextTag()
    {
        for (var at = _at; at + 1 < template.Length; at++)
        {
            if (template[at] == '{' && template[at + 1] is '{' or '%' or '#') return at;
        }

        return template.Length;
    }

    /// <summary>The text up to a tag; a tag with a minus takes the white space before it, a block the blanks of its line.</summary>
    private void AddText(int open, bool isTrimmed)
    {
        var text = template[_at..open];
        var lines = text.Count(character => character == '\n');
        if (isTrimmed) text = text.TrimStart();
        if (open < template.Length)
        {
            var sign = open + 2 < template.Length ? template[open + 2] : ' ';
            if (sign == '-') text = text.TrimEnd();
            else if (template[open + 1] != '{' && sign != '+') text = WithoutIndent(text, open);
        }

        if (text.Length > 0) _tokens.Add(new JinjaToken(JinjaTokenKind.Text, text, _line));
        _line += lines;
        _at = open;
    }

    private string WithoutIndent(string text, int open)
    {
        var line = open;
        while (line > 0 && template[line - 1] is ' ' or '\t') line--;
        return line == 0 || template[line - 1] == '\n' ? text[..Math.Max(0, text.Length - (open - line))] : text;
    }

    private bool SkipComment(int open)
    {
        var end = template.IndexOf("#}", open + 2, StringComparison.Ordinal);
        if (end < 0) throw new JinjaException($"line {_line}: a comment does not end");
        _line += template.AsSpan(open, end - open).Count('\n');
        _at = end + 2;
        return template[end - 1] == '-';
    }

    private void SkipLineEnd()
    {
        if (_at < template.Length && template[_at] == '\r') _at++;
        if (_at >= template.Length || template[_at] != '\n') return;
        _at++;
        _line++;
    }

    /// <summary>The pieces of one tag; returns whether its end takes the white space behind it.</summary>
    private bool ReadTag(int open, bool isOutput)
    {
        var close = isOutput ? "}}" : "%}";
        _tokens.Add(new JinjaToken(isOutput ? JinjaTokenKind.BeginOutput : JinjaTokenKind.BeginBlock, string.Empty, _line));
        _at = open + 2;
        if (_at < template.Length && template[_at] is '-' or '+') _at++;
        var depth = 0;
        while (true)
        {
            while (_at < template.Length && char.IsWhiteSpace(template[_at])) _line += template[_at++] == '\n' ? 1 : 0;
            if (_at >= template.Length) throw new JinjaException($"line {_line}: a tag does not end");
            var rest = template.AsSpan(_at);
            var hasMinus = rest[0] is '-' or '+' && rest[1..].StartsWith(close);
            if (depth == 0 && (hasMinus || rest.StartsWith(close)))
            {
                _tokens.Add(new JinjaToken(JinjaTokenKind.End, string.Empty, _line));
                _at += hasMinus ? 3 : 2;
                return hasMinus && rest[0] == '-';
            }

            ReadToken(ref depth);
        }
    }

    private void ReadToken(ref int depth)
    {
        var first = template[_at];
        if (first is '\'' or '"')
        {
            ReadString(first);
            return;
        }

        var start = _at;
        if (char.IsLetter(first) || first == '_')
        {
            while (_at < template.Length && (char.IsLetterOrDigit(template[_at]) || template[_at] == '_')) _at++;
            _tokens.Add(new JinjaToken(JinjaTokenKind.Name, template[start.._at], _line));
            return;
        }

        if (char.IsAsciiDigit(first))
        {
            while (_at < template.Length && (char.IsAsciiDigit(template[_at]) || (template[_at] == '.' && _at + 1 < template.Length && char.IsAsciiDigit(template[_at + 1])))) _at++;
            _tokens.Add(new JinjaToken(JinjaTokenKind.Number, template[start.._at], _line));
            return;
        }

        var found = Array.Find(Operators, word => template.AsSpan(start).StartsWith(word, StringComparison.Ordinal)) ?? throw new JinjaException($"line {_line}: unexpected '{first}'");
        depth += found is "(" or "[" or "{" ? 1 : found is ")" or "]" or "}" ? -1 : 0;
        _at += found.Length;
        _tokens.Add(new JinjaToken(JinjaTokenKind.Operator, found, _line));
    }

    private void ReadString(char quote)
    {
        var text = new StringBuilder();
        var line = _line;
        for (_at++; ; _at++)
        {
            if (_at >= template.Length) throw new JinjaException($"line {line}: a string does not end");
            var character = template[_at];
            if (character == quote) break;
            if (character == '\n') _line++;
            if (character == '\\' && _at + 1 < template.Length)
            {
                if (template[_at + 1] == '\n') _line++;
                _at += JinjaEscapes.Read(template.AsSpan(_at + 1), text) ?? throw new JinjaException($"line {_line}: the escape '\\{template[_at + 1]}' in a string is not complete");
            }
            else
            {
                text.Append(character);
            }
        }

        _at++;
        _tokens.Add(new JinjaToken(JinjaTokenKind.String, text.ToString(), line));
    }
}
