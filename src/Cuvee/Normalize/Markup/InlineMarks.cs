using Cuvee.Json;

namespace Cuvee.Normalize.Markup;

/// <summary>
/// The formatting and links that are open. Marks are written only around words: before the first word, and right behind the last, so white space stays outside and
/// empty ones vanish. The end of a block closes them all, and the next word opens them again but for a link, whose address is written once. A line end within a block
/// does the same, but a link goes on over it, and what is around the link.
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
        var isInside = LastOf(element) >= 0;
        _open[_count++] = isInside ? new InlineMark(element, [], [], -1) : new InlineMark(element, opening, closing, -1);
    }

    /// <summary>Closes the last one of a kind, and what was opened after it.</summary>
    public void Close(Element element)
    {
        var last = LastOf(element);
        if (last < 0) return;
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

    /// <summary>The block ends.</summary>
    public void Pause() => Write(0);

    /// <summary>A line ends within a block.</summary>
    public void PauseInLink()
    {
        var link = LastOf(Element.Link);
        Write(link >= 0 && _open[link] is { Start: >= 0, Closing.Length: > 0 } ? link + 1 : 0);
    }

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
            if (mark is { Element: Element.Link, Start: >= 0 }) mark = mark with { Opening = [], Closing = [] };
            mark.Start = -1;
        }
    }

    private int LastOf(Element element)
    {
        var last = _count - 1;
        while (last >= 0 && _open[last].Element != element) last--;
        return last;
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
