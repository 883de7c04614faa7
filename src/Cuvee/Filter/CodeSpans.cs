namespace Cuvee.Filter;

/// <summary>Tells which places of a text are code: fenced blocks, and spans between backticks within a line. Asked in ascending order.</summary>
/// <param name="text">Valid UTF-8.</param>
internal ref struct CodeSpans(ReadOnlySpan<byte> text)
{
    private readonly ReadOnlySpan<byte> _text = text;
    private FencedLines _lines = new(text);
    private int _ticks;
    private int _seen;
    private int _lastTick;

    /// <summary>Whether the byte at that place belongs to code.</summary>
    public bool Contains(int place)
    {
        while (_lines.End <= place && _lines.Next())
        {
            _ticks = 0;
            _seen = _lines.Start;
            _lastTick = _lines.Start + _text[_lines.Start.._lines.End].LastIndexOf((byte)'`');
        }

        if (_lines.IsCode) return true;

        // An odd number of backticks before it in the line, and one behind it.
        _ticks += _text[_seen..place].Count((byte)'`');
        _seen = place;
        return _ticks % 2 != 0 && _lastTick > place;
    }
}
