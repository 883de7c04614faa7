using System.Buffers;
using System.Globalization;

namespace Cuvee.Tokens.Jinja;

/// <summary>The methods of Python's texts, dictionaries and lists that chat templates call.</summary>
internal static class JinjaMethods
{
    private static readonly SearchValues<char> LineEnds = SearchValues.Create("\n\r\v\f\u001c\u001d\u001e\u0085\u2028\u2029");

    public static object? Call(object? of, string name, List<object?> arguments) => (of, name) switch
    {
        (string text, "strip") => Strip(text, First(arguments), left: true, right: true),
        (string text, "lstrip") => Strip(text, First(arguments), left: true, right: false),
        (string text, "rstrip") => Strip(text, First(arguments), left: false, right: true),
        (string text, "upper") => text.ToUpperInvariant(),
        (string text, "lower") => text.ToLowerInvariant(),
        (string text, "title") => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(text.ToLowerInvariant()),
        (string text, "capitalize") => text.Length == 0 ? text : text[..1].ToUpperInvariant() + text[1..].ToLowerInvariant(),
        (string text, "startswith") => Affixes(arguments).Exists(affix => text.StartsWith(affix, StringComparison.Ordinal)),
        (string text, "endswith") => Affixes(arguments).Exists(affix => text.EndsWith(affix, StringComparison.Ordinal)),
        (string text, "replace") => Replace(text, Required(arguments, 0), Required(arguments, 1)),
        (string text, "count") => Required(arguments, 0) is { Length: > 0 } part ? (long)text.AsSpan().Count(part) : text.EnumerateRunes().LongCount() + 1,
        (string text, "splitlines") => Lines(text).ConvertAll(line => (object?)line),
        (string text, "find") => (long)text.IndexOf(Required(arguments, 0), StringComparison.Ordinal),
        (string text, "split") => Split(text, arguments),
        (string text, "join") => Join(text, JinjaValues.Items(arguments[0])),
        (Dictionary<string, object?> dictionary, "items") => dictionary.Select(entry => (object?)new List<object?> { entry.Key, entry.Value }).ToList(),
        (Dictionary<string, object?> dictionary, "keys") => dictionary.Keys.Select(key => (object?)key).ToList(),
        (Dictionary<string, object?> dictionary, "values") => dictionary.Values.ToList(),
        (Dictionary<string, object?> dictionary, "get") => dictionary.TryGetValue(Required(arguments, 0), out var value) ? value : arguments.ElementAtOrDefault(1),
        (List<object?> list, "append") => Append(list, arguments[0]),
        _ => throw new JinjaException($"'{name}' is called, which is no function"),
    };

    /// <summary>Removes white space, or any of the given characters, at the ends.</summary>
    public static string Strip(string text, string? characters, bool left, bool right)
    {
        var set = characters?.ToCharArray();
        if (left) text = set is null ? text.TrimStart() : text.TrimStart(set);
        if (right) text = set is null ? text.TrimEnd() : text.TrimEnd(set);
        return text;
    }

    /// <summary>The items as texts with another between them.</summary>
    public static string Join(string between, IEnumerable<object?> items)
    {
        var target = new JinjaText();
        return target.AddAll(items, between, item => target.Add(JinjaValues.Text(item))).ToString();
    }

    /// <summary>The lines of a text, without their ends: all the line ends that Python knows.</summary>
    public static List<string> Lines(string text)
    {
        var lines = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var length = text.AsSpan(start).IndexOfAny(LineEnds);
            if (length < 0) length = text.Length - start;
            lines.Add(text.Substring(start, length));
            start += length + (text.AsSpan(start + length).StartsWith("\r\n") ? 2 : 1);
        }

        return lines;
    }

    private static string Replace(string text, string old, string by)
    {
        if (old.Length == 0) return text;
        JinjaBudget.CheckText(text.Length + (long)text.AsSpan().Count(old) * (by.Length - old.Length));
        return text.Replace(old, by, StringComparison.Ordinal);
    }

    private static List<string> Affixes(List<object?> arguments) =>
        arguments.ElementAtOrDefault(0) is List<object?> list && list.TrueForAll(item => item is string) ? list.ConvertAll(item => (string)item!) : [Required(arguments, 0)];

    private static List<object?> Split(string text, List<object?> arguments)
    {
        var limit = arguments.ElementAtOrDefault(1) is long most and >= 0 ? (int)Math.Min(most + 1, int.MaxValue) : int.MaxValue;
        var parts = First(arguments) is { Length: > 0 } separator
            ? text.Split(separator, limit, StringSplitOptions.None)
            : text.Split((char[]?)null, limit, StringSplitOptions.RemoveEmptyEntries);
        return [.. parts];
    }

    private static object? Append(List<object?> list, object? item)
    {
        JinjaBudget.CheckList(list.Count + 1L);
        list.Add(item);
        return null;
    }

    private static string? First(List<object?> arguments) => arguments.FirstOrDefault() as string;

    private static string Required(List<object?> arguments, int index) =>
        arguments.ElementAtOrDefault(index) is string text ? text : throw new JinjaException("a text is missing among the arguments of a method");
}
