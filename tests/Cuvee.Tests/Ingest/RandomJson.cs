using System.Text;

namespace Cuvee.Tests.Ingest;

/// <summary>A random sequence of JSON values and the items it was put together from.</summary>
internal sealed class RandomJson
{
    private readonly Random _random;
    private readonly StringBuilder _text = new();
    private readonly List<Found> _expected = [];
    private long _lastLine;
    private long _nextIndex;

    public RandomJson(int seed)
    {
        _random = new Random(seed);
        for (var count = _random.Next(12); count > 0; count--)
        {
            Space();
            if (_random.Next(3) == 0) AppendArray();
            else AppendItem(_random.Next(2) == 0 ? Nested('{', '}', 0) : QuotedText(), CurrentLine());
        }
        Space();
    }

    public string Text => _text.ToString();

    public IReadOnlyList<Found> Expected => _expected;

    private void AppendArray()
    {
        var line = CurrentLine();
        _text.Append('[');
        var count = _random.Next(5);
        for (var element = 0; element < count; element++)
        {
            if (element > 0) _text.Append(',');
            Space();
            AppendItem(Value(0), line);
            Space();
        }
        _text.Append(']');
    }

    private void AppendItem(string value, long line)
    {
        _nextIndex = line == _lastLine ? _nextIndex + 1 : 0;
        _lastLine = line;
        _expected.Add(new Found(value, line, _nextIndex, Encoding.UTF8.GetByteCount(_text.ToString())));
        _text.Append(value);
    }

    private string Value(int depth) => _random.Next(depth > 4 ? 2 : 4) switch
    {
        0 => new[] { "0", "-1.5e3", "true", "false", "null" }[_random.Next(5)],
        1 => QuotedText(),
        2 => Nested('{', '}', depth),
        _ => Nested('[', ']', depth),
    };

    private string Nested(char open, char close, int depth)
    {
        var elements = Enumerable.Range(0, _random.Next(4)).Select(_ => (open == '{' ? QuotedText() + ": " : "") + Value(depth + 1));
        return open + string.Join(_random.Next(2) == 0 ? "," : " ,\n", elements) + close;
    }

    private string QuotedText() =>
        "\"" + string.Concat(Enumerable.Range(0, _random.Next(6)).Select(_ => new[] { "a", "é", "\\\"", "\\\\", "{", "}", "[", "]", ",", "😀", "\\n", "\n" }[_random.Next(12)])) + "\"";

    private void Space()
    {
        for (var count = _random.Next(3); count > 0; count--) _text.Append(" \t\r\n"[_random.Next(4)]);
    }

    private long CurrentLine() => _text.ToString().Count(character => character == '\n') + 1;
}
