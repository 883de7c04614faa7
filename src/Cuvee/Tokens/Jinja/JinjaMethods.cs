using System.Globalization;

namespace Cuvee.Tokens.Jinja;

/// <summary>The methods of Python's texts, dictionaries and lists that chat templates call.</summary>
internal static class JinjaMethods
{
    public static object? Call(object? of, string name, List<object?> arguments) => (of, name) switch
    {
        (string text, "strip") => Strip(text, First(arguments), left: true, right: true),
        (string text, "lstrip") => Strip(text, First(arguments), left: true, right: false),
        (string text, "rstrip") => Strip(text, First(arguments), left: false, right: true),
        (string text, "upper") => text.ToUpperInvariant(),
        (string text, "lower") => text.ToLowerInvariant(),
        (string text, "title") => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(text.ToLowerInvariant()),
        (string text, "capitalize") => text.Length == 0 ? text : text[..1].ToUpperInvariant() + text[1..].ToLowerInvariant(),
        (string text, "startswith") => text.StartsWith(Required(arguments, 0), StringComparison.Ordinal),
        (string text, "endswith") => text.EndsWith(Required(arguments, 0), StringComparison.Ordinal),
        (string text, "replace") => Required(arguments, 0) is { Length: > 0 } old ? text.Replace(old, Required(arguments, 1), StringComparison.Ordinal) : text,
        (string text, "find") => (long)text.IndexOf(Required(arguments, 0), StringComparison.Ordinal),
        (string text, "split") => Split(text, arguments),
        (string text, "join") => string.Join(text, JinjaValues.Items(arguments[0]).Select(JinjaValues.Text)),
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
        list.Add(item);
        return null;
    }

    private static string? First(List<object?> arguments) => arguments.FirstOrDefault() as string;

    private static string Required(List<object?> arguments, int index) =>
        arguments.ElementAtOrDefault(index) is string text ? text : throw new JinjaException("a text is missing among the arguments of a method");
}
