namespace Cuvee.Filter;

/// <summary>
/// The lines of a text, and which of them are fenced code by the rules of CommonMark: a fence is a line of at least three backticks or tildes; a closing one
/// is of the same sign, at least as long and bare. Unlike there any indentation is allowed, since fences stand in lists.
/// </summary>
/// <param name="text">Valid UTF-8.</param>
internal ref struct FencedLines(ReadOnlySpan<byte> text)
{
    private const int ShortestFence = 3;

    private ReadOnlySpan<byte> _rest = text;
    private bool _isDone = text.IsEmpty;
    private byte _fence;
    private int _fenceLength;

    /// <summary>The current line, without its end, trimmed of ASCII white space.</summary>
    public ReadOnlySpan<byte> Line { get; private set; }

    /// <summary>Where the current line starts in the text, before trimming.</summary>
    public int Start { get; private set; }

    /// <summary>Where the next line starts.</summary>
    public int End { get; private set; }

    /// <summary>Whether the current line is a fence or lies between two, or behind one that is never closed.</summary>
    public bool IsCode { get; private set; }

    /// <summary>Whether a fence is open behind the current line.</summary>
    public readonly bool IsOpen => _fenceLength > 0;

    public bool Next()
    {
        if (_isDone) return false;
        var length = _rest.IndexOf((byte)'\n');
        _isDone = length < 0;
        Line = (_isDone ? _rest : _rest[..length]).Trim(" \t\r"u8);
        Start = End;
        End += _isDone ? _rest.Length : length + 1;
        _rest = _isDone ? default : _rest[(length + 1)..];
        IsCode = IsOpen;
        if (Line.Length >= ShortestFence && Line[0] is (byte)'`' or (byte)'~') ReadFence();
        return true;
    }

    private void ReadFence()
    {
        var sign = Line[0];
        var length = Line.IndexOfAnyExcept(sign);
        var info = length < 0 ? default : Line[length..];
        if (length < 0) length = Line.Length;
        if (IsOpen)
        {
            if (sign == _fence && length >= _fenceLength && info.IsEmpty) _fenceLength = 0;
        }
        else if (length >= ShortestFence && (sign == (byte)'~' || !info.Contains((byte)'`')))
        {
            (_fence, _fenceLength, IsCode) = (sign, length, true);
        }
    }
}
