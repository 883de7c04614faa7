using Cuvee.Json;

namespace Cuvee.Normalize.Markup;

/// <summary>
/// The formatting and links that are open. Marks are written only around words: before the first word, and right behind the last, so white space stays outside and
/// empty ones vanish. A line end closes them all, and the next word opens them again.
/// </summary>
internal sealed class InlineMarks(ByteBuffer output)
{
    /// <summary>More inside one another are passed over.</summary>
    private const int MaxDepth = 16;

    private readonly InlineMark[] _open = new InlineMark[MaxDepth];
    private int _count;

    /// <summary>Opens one. Inside another of its kind it has no marks.</summary>
    public void Open(Element element, byte[] opening, byte[] closing)
    {
        if (_count == MaxDepth) return;
        var isInside = Array.Exists(_open[.._count], mark => mark.Element == element);
        _open[_count++] = isInside ? new InlineMark(element, [], [], -1) : new InlineMark(element, opening, closing, -1);
    }

    /// <summary>Closes the last one of a kind, and what was opened after it.</summary>
    public void Close(Element element)
    {
        var last = Array.FindLastIndex(_open, Math.Max(0, _count - 1), mark => mark.Element == element);
        if (_count == 0 || last < 0) return;
        Write(last);
        _count = last;
    }

    /// <summary>A word follows.</summary>
    public void Begin()
    {
        for (var i = 0; i < _count; i++)
        {
            ref var mark = ref _open[i];
            if (mark.Start >= 0) continue;
            output.Add(mark.Opening);
            mark.Start = output.Length;
        }
    }

    /// <summary>The line ends.</summary>
    public void Pause() => Write(0);

    /// <summary>Forgets all: the cell of a table ends.</summary>
    public void Clear()
    {
        Pause();
        _count = 0;
    }

    private void Write(int first)
    {
        for (var i = _count - 1; i >= first; i--)
        {
            ref var mark = ref _open[i];
            if (mark.Start >= 0 && !IsShown(mark)) output.Add(mark.Closing);
            mark.Start = -1;
        }
    }

    /// <summary>Whether the words are the address already that would follow in parentheses.</summary>
    private bool IsShown(InlineMark mark)
    {
        if (mark.Element != Element.Link || !mark.Opening.AsSpan().IsEmpty || mark.Closing.Length < 4) return false;
        return output.Written[mark.Start..].IndexOf(Bare(mark.Closing.AsSpan(2..^1))) >= 0;
    }

    /// <summary>An address without protocol and final slash: so people write it.</summary>
    private static ReadOnlySpan<byte> Bare(ReadOnlySpan<byte> address)
    {
        var protocol = address.IndexOf("://"u8);
        return (protocol < 0 ? address : address[(protocol + 3)..]).TrimEnd((byte)'/');
    }
}
