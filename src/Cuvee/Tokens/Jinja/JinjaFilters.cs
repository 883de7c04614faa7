namespace Cuvee.Tokens.Jinja;

/// <summary>The filters that chat templates use.</summary>
internal static class JinjaFilters
{
    /// <summary>More blanks than this before a line are a mistake of the template.</summary>
    private const int MaxIndent = 1000;

    public static object? Apply(string name, object? value, List<object?> arguments, Dictionary<string, object?> named) => name switch
    {
        "trim" => JinjaMethods.Strip(JinjaValues.Text(value), arguments.FirstOrDefault() as string, left: true, right: true),
        "length" or "count" => value is string text ? text.EnumerateRunes().LongCount() : JinjaValues.Items(value).LongCount(),
        "tojson" => Json(value, Argument(arguments, named, 0, "indent"), named.GetValueOrDefault("separators")),
        "upper" or "lower" or "title" or "capitalize" => JinjaMethods.Call(JinjaValues.Text(value), name, []),
        "join" => JinjaMethods.Join(
            Argument(arguments, named, 0, "d") as string ?? string.Empty, JinjaValues.Items(value).Select(item => named.TryGetValue("attribute", out var key) ? JinjaValues.Member(item, key) : item)),
        "first" => JinjaValues.Items(value).FirstOrDefault(JinjaValues.Undefined),
        "last" => JinjaValues.Items(value).LastOrDefault(JinjaValues.Undefined),
        "list" => JinjaValues.Items(value).ToList(),
        "string" => JinjaValues.Text(value),
        "int" => long.TryParse(JinjaValues.Text(value), System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var whole) ? whole : 0L,
        "default" or "d" => value is JinjaValues.UndefinedValue || (Argument(arguments, named, 1, "boolean") is true && !JinjaValues.IsTrue(value)) ? Argument(arguments, named, 0, "default_value") ?? string.Empty : value,
        "replace" => JinjaMethods.Call(JinjaValues.Text(value), "replace", arguments),
        "items" => value is JinjaValues.UndefinedValue ? new List<object?>() : JinjaMethods.Call(value, "items", []),
        "map" => JinjaValues.Items(value).Select(item => named.TryGetValue("attribute", out var key) ? JinjaValues.Member(item, key) : Apply((string)arguments[0]!, item, arguments[1..], [])).ToList(),
        "select" or "reject" => JinjaValues.Items(value).Where(item => Passes(item, arguments) == (name == "select")).ToList(),
        "selectattr" or "rejectattr" => JinjaValues.Items(value).Where(item => Passes(JinjaValues.Member(item, arguments[0]), arguments[1..]) == (name == "selectattr")).ToList(),
        "safe" => value,
        "reverse" => value is string ? JinjaValues.Slice(value, null, null, -1) : JinjaValues.Items(value).Reverse().ToList(),
        "unique" => JinjaValues.Items(value).Aggregate(new List<object?>(), (known, item) => known.Exists(other => JinjaValues.AreEqual(other, item)) ? known : [.. known, item]),
        "dictsort" => value is Dictionary<string, object?> dictionary
            ? dictionary.OrderBy(entry => entry.Key, StringComparer.OrdinalIgnoreCase).Select(entry => (object?)new List<object?> { entry.Key, entry.Value }).ToList()
            : throw new JinjaException("'dictsort' of something that is no dictionary"),
        "indent" => Indent(JinjaValues.Text(value), Argument(arguments, named, 0, "width"), Argument(arguments, named, 1, "first"), Argument(arguments, named, 2, "blank")),
        _ => throw new JinjaException($"the filter '{name}' is not supported"),
    };

    private static object? Argument(List<object?> arguments, Dictionary<string, object?> named, int index, string name) =>
        index < arguments.Count ? arguments[index] : named.GetValueOrDefault(name);

    private static bool Passes(object? value, List<object?> test) => test.Count == 0 ? JinjaValues.IsTrue(value) : JinjaTests.Holds((string)test[0]!, value, test[1..]);

    private static string Json(object? value, object? indent, object? separators)
    {
        var width = indent switch { null => (int?)null, long number => (int)Math.Clamp(number, 0, MaxIndent), _ => throw new JinjaException("'tojson' with an 'indent' that is no number") };
        return separators switch
        {
            null => JinjaPrinter.Json(value, width),
            List<object?> and [string comma, string colon] => JinjaPrinter.Json(value, width, comma, colon),
            _ => throw new JinjaException("'tojson' with 'separators' that are not two texts"),
        };
    }

    /// <summary>Blanks before each line but the first and the empty ones.</summary>
    private static string Indent(string text, object? width, object? first, object? blank)
    {
        var indent = width switch { null => "    ", string own => own, long number => new string(' ', (int)Math.Clamp(number, 0, MaxIndent)), _ => throw new JinjaException("'indent' by something other than a number or text") };
        var target = new JinjaText();
        var (indentsFirst, indentsBlank, isFirst) = (JinjaValues.IsTrue(first), JinjaValues.IsTrue(blank), true);
        // A line end at the end begins one more line, which is empty
        target.AddAll(JinjaMethods.Lines(text + "\n"), "\n", line =>
        {
            if (isFirst ? indentsFirst : indentsBlank || line.Length > 0) target.Add(indent);
            isFirst = false;
            target.Add(line);
        });
        return target.ToString();
    }
}
