using System.Collections.Frozen;

namespace Cuvee.Tokens.Jinja;

/// <summary>The filters that chat templates use.</summary>
internal static class JinjaFilters
{
    /// <summary>Names that a template may use.</summary>
    public static readonly FrozenSet<string> Names = new[]
    {
        "trim", "length", "count", "tojson", "upper", "lower", "title", "capitalize", "join", "first", "last", "list", "string", "int", "default", "d", "replace", "items",
        "map", "selectattr", "rejectattr", "safe", "reverse", "unique", "dictsort", "indent",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static object? Apply(string name, object? value, List<object?> arguments, Dictionary<string, object?> named) => name switch
    {
        "trim" => JinjaMethods.Strip(JinjaValues.Text(value), arguments.FirstOrDefault() as string, left: true, right: true),
        "length" or "count" => value is string text ? text.EnumerateRunes().LongCount() : JinjaValues.Items(value).LongCount(),
        "tojson" => JinjaValues.Json(value, (int?)(Argument(arguments, named, 0, "indent") as long?)),
        "upper" or "lower" or "title" or "capitalize" => JinjaMethods.Call(JinjaValues.Text(value), name, []),
        "join" => string.Join(Argument(arguments, named, 0, "d") as string ?? string.Empty, JinjaValues.Items(value).Select(item => JinjaValues.Text(named.TryGetValue("attribute", out var key) ? JinjaValues.Member(item, key) : item))),
        "first" => JinjaValues.Items(value).FirstOrDefault(JinjaValues.Undefined),
        "last" => JinjaValues.Items(value).LastOrDefault(JinjaValues.Undefined),
        "list" => JinjaValues.Items(value).ToList(),
        "string" => JinjaValues.Text(value),
        "int" => long.TryParse(JinjaValues.Text(value), System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var whole) ? whole : 0L,
        "default" or "d" => value is JinjaValues.UndefinedValue || (Argument(arguments, named, 1, "boolean") is true && !JinjaValues.IsTrue(value)) ? Argument(arguments, named, 0, "default_value") ?? string.Empty : value,
        "replace" => JinjaMethods.Call(JinjaValues.Text(value), "replace", arguments),
        "items" => value is JinjaValues.UndefinedValue ? new List<object?>() : JinjaMethods.Call(value, "items", []),
        "map" => JinjaValues.Items(value).Select(item => named.TryGetValue("attribute", out var key) ? JinjaValues.Member(item, key) : Apply((string)arguments[0]!, item, arguments[1..], [])).ToList(),
        "selectattr" or "rejectattr" => JinjaValues.Items(value).Where(item => HasMember(item, arguments) == (name == "selectattr")).ToList(),
        "safe" => value,
        "reverse" => value is string ? JinjaValues.Slice(value, null, null, -1) : JinjaValues.Items(value).Reverse().ToList(),
        "unique" => JinjaValues.Items(value).Aggregate(new List<object?>(), (known, item) => known.Exists(other => JinjaValues.AreEqual(other, item)) ? known : [.. known, item]),
        "dictsort" => value is Dictionary<string, object?> dictionary
            ? dictionary.OrderBy(entry => entry.Key, StringComparer.OrdinalIgnoreCase).Select(entry => (object?)new List<object?> { entry.Key, entry.Value }).ToList()
            : throw new JinjaException("'dictsort' of something that is no dictionary"),
        "indent" => JinjaValues.Text(value).Replace("\n", "\n" + new string(' ', (int)(Argument(arguments, named, 0, "width") as long? ?? 4)), StringComparison.Ordinal),
        _ => throw new JinjaException($"the filter '{name}' is not supported"),
    };

    private static object? Argument(List<object?> arguments, Dictionary<string, object?> named, int index, string name) =>
        index < arguments.Count ? arguments[index] : named.GetValueOrDefault(name);

    private static bool HasMember(object? item, List<object?> arguments)
    {
        var member = JinjaValues.Member(item, arguments[0]);
        return arguments.Count < 2 ? JinjaValues.IsTrue(member) : JinjaTests.Holds((string)arguments[1]!, member, arguments[2..]);
    }
}
