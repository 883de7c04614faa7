using System.Buffers;

namespace Cuvee.Ingest;

/// <summary>
/// Finds where values begin and end in a text that arrives in pieces, knowing only brackets and strings. Holds no bytes, only places in the caller's buffer,
/// and keeps a count instead of a stack, so that nesting costs nothing.
/// </summary>
internal sealed class JsonValueScanner
{
    private static readonly SearchValues<byte> Brackets = SearchValues.Create("\"{}[]"u8);
    private static readonly SearchValues<byte> BracketsAndComma = SearchValues.Create("\"{}[],"u8);
    private static readonly SearchValues<byte> EndOfStray = SearchValues.Create("\n{["u8);

    private readonly List<ItemRange> _items = [];
    private int _position;
    private long _released;

    // Lines are counted up to a place, and only when a number is asked for.
    private long _line = 1;
    private int _counted;

    // The open top-level array.
    private bool _inArray;
    private long _arrayLine;
    private bool _afterComma;
    private bool _elementExpected;

    // The value being read; _start is -1 between values.
    private int _start = -1;
    private int _depth;
    private bool _inString;
    private bool _afterBackslash;
    private bool _isStray;
    private int _completeAt = -1;
    private string? _error;

    // Index of the next item that belongs to _indexLine.
    private long _indexLine;
    private long _nextIndex;

    /// <summary>The 1-based line up to which lines were counted: after <see cref="Release"/>, that of the value being read.</summary>
    public long Line => _line;

    /// <summary>The items found since the last call, or null when there are none.</summary>
    public ItemRange[]? TakeItems()
    {
        if (_items.Count == 0) return null;
        ItemRange[] items = [.. _items];
        _items.Clear();
        return items;
    }

    /// <summary>Lets go of the bytes before the value being read. Returns how many; the caller moves the others to the front of its buffer.</summary>
    public int Release(ReadOnlySpan<byte> text)
    {
        var kept = _start >= 0 ? _start : _position;
        CountLines(text, kept);
        _counted -= kept;
        _position -= kept;
        _released += kept;
        if (_start >= 0) _start -= kept;
        if (_completeAt >= 0) _completeAt -= kept;
        return kept;
    }

    /// <summary>Reads on to the end of <paramref name="text"/>: the bytes kept since the last <see cref="Release"/>, and new ones.</summary>
    public void Scan(ReadOnlySpan<byte> text)
    {
        while (_position < text.Length)
        {
            if (_inString) ReadString(text);
            else if (_isStray) ReadStray(text);
            else if (_start < 0) Begin(text);
            else ReadBrackets(text);
        }
    }

    /// <summary>Closes what the end of the file leaves open.</summary>
    public void End(ReadOnlySpan<byte> text)
    {
        var isCutOff = _start >= 0 && _completeAt < 0;
        if (isCutOff && !_isStray) _error = "the value is not closed before the end of the file; the file may be cut off";
        if (_start >= 0) Finish(text, text.Length);
        if (_inArray && !isCutOff)
            Add(text.Length, 0, _arrayLine, $"the array that begins on line {_arrayLine} is not closed before the end of the file; the file may be cut off");
    }

    private void Begin(ReadOnlySpan<byte> text)
    {
        var blank = text[_position..].IndexOfAnyExcept(JsonWhiteSpace.Bytes);
        if (blank < 0)
        {
            _position = text.Length;
            return;
        }
        _position += blank;
        var first = text[_position];
        if (_inArray && first is (byte)',' or (byte)']')
        {
            EndOfElement(first);
        }
        else if (!_inArray && first == '[')
        {
            _arrayLine = CountLines(text, _position++);
            _inArray = true;
            _afterComma = false;
            _elementExpected = true;
        }
        else
        {
            _start = _position;
            _isStray = !_inArray && first is not ((byte)'{' or (byte)'"');
        }
    }

    /// <summary>At a comma or the bracket that closes the top-level array, with no element before it or the element just finished.</summary>
    private void EndOfElement(byte first)
    {
        if (_elementExpected && (first == ',' || _afterComma)) Add(_position, 0, _arrayLine, $"an element is missing before '{(char)first}'");
        _position++;
        _inArray = first == ',';
        _afterComma = _elementExpected = _inArray;
    }

    private void ReadString(ReadOnlySpan<byte> text)
    {
        if (_afterBackslash)
        {
            _afterBackslash = false;
            _position++;
            return;
        }
        var found = text[_position..].IndexOfAny((byte)'"', (byte)'\\');
        if (found < 0)
        {
            _position = text.Length;
            return;
        }
        _position += found + 1;
        if (text[_position - 1] == '\\')
        {
            _afterBackslash = true;
            return;
        }
        _inString = false;
        if (_depth == 0) Complete(text);
    }

    private void ReadStray(ReadOnlySpan<byte> text)
    {
        var found = text[_position..].IndexOfAny(EndOfStray);
        _position = found < 0 ? text.Length : _position + found;
        if (found >= 0) Finish(text, _position);
    }

    private void ReadBrackets(ReadOnlySpan<byte> text)
    {
        var found = text[_position..].IndexOfAny(_depth == 0 ? BracketsAndComma : Brackets);
        if (found < 0)
        {
            _position = text.Length;
            return;
        }
        _position += found;
        var value = text[_position];
        // At depth 0 there is either the first byte of a value or, within the top-level array, what follows it.
        if (_depth == 0 && value is (byte)',' or (byte)']')
        {
            Finish(text, _position);
            EndOfElement(value);
            return;
        }
        if (_depth == 0 && _position > _start && value != '}') BeginWithoutComma(text);
        _position++;
        if (value == '"') _inString = true;
        else if (value is (byte)'{' or (byte)'[') _depth++;
        else if (_depth > 0 && --_depth == 0) Complete(text);
    }

    /// <summary>At a value that no comma parts from the one before it, which is sound and ends where it was complete; this one is at fault.</summary>
    private void BeginWithoutComma(ReadOnlySpan<byte> text)
    {
        if (_completeAt < 0)
        {
            _error = "two values without a comma between them";
            return;
        }

        var behind = _completeAt;
        Finish(text, behind);
        _start = behind + text[behind..].IndexOfAnyExcept(JsonWhiteSpace.Bytes);
        _error = "a comma is missing before this value";
    }

    /// <summary>A string or bracket closed at depth 0: the end of a top-level value, while an element lasts to the next comma.</summary>
    private void Complete(ReadOnlySpan<byte> text)
    {
        if (_inArray) _completeAt = _position;
        else Finish(text, _position);
    }

    private void Finish(ReadOnlySpan<byte> text, int end)
    {
        var value = text[_start..end];
        value = value[..JsonWhiteSpace.TrimmedLength(value)];
        _error ??= ErrorOf(value);
        Add(_start, value.Length, _inArray ? _arrayLine : CountLines(text, _start), _error);
        _start = _completeAt = -1;
        _depth = 0;
        _inString = _afterBackslash = _isStray = false;
        _error = null;
        _elementExpected = false;
    }

    private string? ErrorOf(ReadOnlySpan<byte> value)
    {
        if (_completeAt >= 0 && _completeAt != _start + value.Length) return "text after the end of the value";
        if (value[0] is (byte)'{' or (byte)'[' or (byte)'"') return null;
        // A number or a word may be a JSON value: that is for the parser to say.
        return value.ContainsAny(JsonWhiteSpace.Bytes) || !(char.IsAsciiLetterOrDigit((char)value[0]) || value[0] == '-') ? "stray text, no JSON value" : null;
    }

    private void Add(int start, int length, long line, string? error)
    {
        if (line != _indexLine) (_indexLine, _nextIndex) = (line, 0);
        _items.Add(new ItemRange(start, length, line, _nextIndex++, _released + start, error));
    }

    private long CountLines(ReadOnlySpan<byte> text, int end)
    {
        _line += text[_counted..end].Count((byte)'\n');
        _counted = end;
        return _line;
    }
}
