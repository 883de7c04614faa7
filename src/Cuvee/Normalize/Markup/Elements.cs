using System.Collections.Frozen;
using System.Text;

namespace Cuvee.Normalize.Markup;

/// <summary>The names of HTML's elements, those that browsers still know too.</summary>
internal static class Elements
{
    /// <summary>Bytes of the longest name.</summary>
    private const int LongestName = 10;

    /// <summary>Bytes of the longest prefix that word processors use: <c>st1:place</c>.</summary>
    private const int LongestPrefix = 3;

    private static readonly string[] s_hidden = ["script", "style", "title", "template", "noscript", "iframe", "noembed", "noframes", "svg", "object", "embed", "applet", "canvas"];

    private static readonly FrozenDictionary<string, Element>.AlternateLookup<ReadOnlySpan<char>> s_names = Names().ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The kind of a name, whatever its case.</summary>
    public static Element Of(ReadOnlySpan<byte> name)
    {
        if (name.IndexOf((byte)':') is > 0 and <= LongestPrefix && name.Count((byte)':') == 1 && name[^1] != ':') return Element.Foreign;
        if (name.Length > LongestName) return Element.Unknown;
        Span<char> lower = stackalloc char[LongestName];
        for (var i = 0; i < name.Length; i++) lower[i] = char.ToLowerInvariant((char)name[i]);
        return s_names.TryGetValue(lower[..name.Length], out var element) ? element : Element.Unknown;
    }

    /// <summary>Whether it begins a new line.</summary>
    public static bool IsBlock(this Element element) => element is Element.Page or Element.Paragraph or Element.Division or Element.Rule or Element.BulletList
        or Element.NumberList or Element.Item or Element.Quote or Element.Preformatted or Element.Table or Element.Row or Element.Cell
        or (>= Element.Heading1 and <= Element.Heading6);

    /// <summary>Whether it never holds anything.</summary>
    public static bool IsVoid(this Element element) => element is Element.Break or Element.Rule or Element.Image;

    /// <summary>Whether the names are the same, whatever their case.</summary>
    public static bool IsSameName(ReadOnlySpan<byte> name, ReadOnlySpan<byte> other) => Ascii.EqualsIgnoreCase(name, other);

    /// <summary>The place of an element among those that are <see cref="Element.Hidden"/>.</summary>
    public static int HiddenNumber(ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < s_hidden.Length; i++)
        {
            if (Ascii.EqualsIgnoreCase(name, s_hidden[i])) return i;
        }

        throw new ArgumentOutOfRangeException(nameof(name));
    }

    private static Dictionary<string, Element> Names()
    {
        var names = new Dictionary<string, Element>(StringComparer.Ordinal);
        Add(Element.Inline, "span font small big sub mark abbr acronym cite q dfn var time data bdi bdo wbr nobr ruby rb rt rp label legend output noindex");
        Add(Element.Page, "html head body meta link base frameset frame center main");
        Add(Element.Control, "form input button select option optgroup textarea fieldset datalist");
        foreach (var hidden in s_hidden) Add(Element.Hidden, hidden);
        Add(Element.Paragraph, "p");
        Add(Element.Division, "div section article header footer nav aside address figure figcaption details summary hgroup dl dt dd");
        Add(Element.Break, "br");
        Add(Element.Rule, "hr");
        for (var level = 0; level < 6; level++) Add(Element.Heading1 + (byte)level, $"h{level + 1}");
        Add(Element.BulletList, "ul menu dir");
        Add(Element.NumberList, "ol");
        Add(Element.Item, "li");
        Add(Element.Quote, "blockquote");
        Add(Element.Preformatted, "pre listing xmp");
        Add(Element.Code, "code kbd samp tt");
        Add(Element.Strong, "b strong");
        Add(Element.Emphasis, "i em");
        Add(Element.Strike, "s strike del");
        Add(Element.Underline, "u ins");
        Add(Element.Superscript, "sup");
        Add(Element.Link, "a");
        Add(Element.Image, "img");
        Add(Element.Table, "table");
        Add(Element.Row, "tr");
        Add(Element.Cell, "td th");
        Add(Element.TablePart, "thead tbody tfoot colgroup col caption");
        return names;

        void Add(Element element, string words)
        {
            foreach (var word in words.Split(' ')) names.Add(word, element);
        }
    }
}
