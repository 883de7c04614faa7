using System.Globalization;
using System.Text;

namespace Cuvee.Normalize.Markup;

/// <summary>The lists, items and quotes that are open: a stack of fixed size, on which what is deeper is only counted.</summary>
internal sealed class OpenBlocks(LineWriter lines)
{
    private const int MaxDepth = 64;

    private readonly OpenBlock[] _open = new OpenBlock[MaxDepth];
    private int _count;
    private int _beyond;

    /// <summary>Whether a list is open.</summary>
    public bool IsInList => LastList() >= 0;

    /// <summary>Opens a list, an item or a quote.</summary>
    /// <param name="element">Which.</param>
    /// <param name="number">The first number of a list; an item's own, or null.</param>
    public void Open(Element element, int? number)
    {
        if (element == Element.Item) Close(Element.Item);
        if (_count == MaxDepth)
        {
            _beyond++;
            return;
        }

        if (element == Element.Quote) lines.Open("> "u8.ToArray(), isQuote: true);
        if (element == Element.Item) lines.Open(Mark(number), isQuote: false);
        _open[_count++] = new OpenBlock(element, number ?? 1);
    }

    /// <summary>Closes the last one of a kind, and what was opened after it; an item only in its own list.</summary>
    public void Close(Element element)
    {
        if (_beyond > 0)
        {
            _beyond--;
            return;
        }

        var at = _count - 1;
        while (at >= 0 && _open[at].Element != element)
        {
            if (element == Element.Item && IsList(_open[at].Element)) return;
            at--;
        }

        if (at < 0) return;
        while (_count > at)
        {
            _count--;
            if (!IsList(_open[_count].Element)) lines.Close();
        }
    }

    private static bool IsList(Element element) => element is Element.BulletList or Element.NumberList;

    private int LastList()
    {
        var last = _count - 1;
        while (last >= 0 && !IsList(_open[last].Element)) last--;
        return last;
    }

    private byte[] Mark(int? number)
    {
        var list = LastList();
        if (list < 0 || _open[list].Element == Element.BulletList) return "- "u8.ToArray();
        var own = number ?? _open[list].Number;
        _open[list].Number = own + 1;
        return Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{own}. "));
    }
}
