using Cuvee.Json;

namespace Cuvee.Normalize.Markup;

/// <summary>
/// Writes words into lines. Spaces, line ends and blank lines are asked for and written only when a word follows, so they never stand at an end or pile up; each line
/// begins with the marks of the quotes and list items it stands in.
/// </summary>
internal sealed class LineWriter(ByteBuffer output, bool isSingleLine)
{
    /// <summary>Quotes and items inside one another that are still indented.</summary>
    private const int MaxDepth = 16;

    private readonly (byte[] Mark, bool IsQuote, bool IsWritten)[] _margins = new (byte[], bool, bool)[MaxDepth];
    private int _depth;
    private int _lowestDepth;
    private int _lineEnds;
    private int _blanks;
    private bool _isEmpty = true;

    /// <summary>How many quotes and items are open.</summary>
    public int Depth => Math.Min(_depth, MaxDepth);

    /// <summary>Whether the next word begins a line.</summary>
    public bool IsAtLineStart => _isEmpty || _lineEnds > 0;

    /// <summary>Asks for a line end (1) or a blank line (2). Behind the mark of an item, before its first word, there is none.</summary>
    public void Break(int lineEnds)
    {
        if (isSingleLine)
        {
            Blank(1);
            return;
        }

        _blanks = 0;
        if (!_isEmpty && !IsAtMark) _lineEnds = Math.Max(_lineEnds, lineEnds);
    }

    /// <summary>Asks for spaces between two words.</summary>
    public void Blank(int count)
    {
        if (!IsAtLineStart) _blanks = count;
    }

    /// <summary>Asks for spaces before the first word of a line.</summary>
    public void Indent(int count)
    {
        if (IsAtLineStart) _blanks = count;
    }

    /// <summary>Opens a quote or a list item; every line in it begins with the mark, those of an item but the first with as many spaces.</summary>
    public void Open(byte[] mark, bool isQuote)
    {
        if (_depth < MaxDepth) _margins[_depth] = (mark, isQuote, false);
        _depth++;
    }

    /// <summary>Closes the last one.</summary>
    public void Close()
    {
        _depth--;
        _lowestDepth = Math.Min(_lowestDepth, _depth);
    }

    /// <summary>Writes what was asked for. A word must follow.</summary>
    public void Begin()
    {
        if (IsAtLineStart)
        {
            if (!_isEmpty) EndLine(_lineEnds);
            WriteMargins(Depth, true);
            (_isEmpty, _lineEnds) = (false, 0);
        }

        for (; _blanks > 0; _blanks--) output.Add((byte)' ');
        _lowestDepth = Depth;
    }

    /// <summary>Writes lines as they are, each with its margin.</summary>
    public void WriteLines(ReadOnlySpan<byte> lines)
    {
        Begin();
        while (lines.IndexOf((byte)'\n') is var end and >= 0)
        {
            output.Add(lines[..end]);
            output.Add((byte)'\n');
            lines = lines[(end + 1)..];
            WriteMargins(Depth, lines is not [] and not [(byte)'\n', ..]);
        }

        output.Add(lines);
    }

    private bool IsAtMark => _depth is > 0 and <= MaxDepth && _margins[_depth - 1] is { IsQuote: false, IsWritten: false };

    private void EndLine(int lineEnds)
    {
        output.Add((byte)'\n');
        if (lineEnds < 2) return;
        WriteMargins(Math.Min(_lowestDepth, Depth), false);
        output.Add((byte)'\n');
    }

    /// <summary>The beginning of a line; that of a blank line without spaces at its end.</summary>
    private void WriteMargins(int depth, bool hasText)
    {
        var start = output.Length;
        for (var i = 0; i < depth; i++)
        {
            ref var margin = ref _margins[i];
            if (margin.IsQuote || (hasText && !margin.IsWritten)) output.Add(margin.Mark);
            else for (var blank = 0; blank < margin.Mark.Length; blank++) output.Add((byte)' ');
            if (hasText) margin.IsWritten = true;
        }

        if (!hasText) output.Truncate(start + output.Written[start..].TrimEnd((byte)' ').Length);
    }
}
