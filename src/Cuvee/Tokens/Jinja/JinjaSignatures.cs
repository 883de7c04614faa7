using System.Collections.Frozen;

namespace Cuvee.Tokens.Jinja;

/// <summary>Which filters, tests and methods there are, and what they take: what is not right is an error when a template is read, not one of each record.</summary>
internal static class JinjaSignatures
{
    private sealed record Signature(int Fewest, int Most, params string[] Named);

    private static readonly Signature None = new(0, 0);

    private static readonly FrozenDictionary<string, Signature> Filters = new Dictionary<string, Signature>(StringComparer.Ordinal)
    {
        ["trim"] = new(0, 1),
        ["length"] = None,
        ["count"] = None,
        ["tojson"] = new(0, 1, "indent", "separators", "ensure_ascii"),
        ["upper"] = None,
        ["lower"] = None,
        ["title"] = None,
        ["capitalize"] = None,
        ["join"] = new(0, 1, "d", "attribute"),
        ["first"] = None,
        ["last"] = None,
        ["list"] = None,
        ["string"] = None,
        ["int"] = None,
        ["default"] = new(0, 2, "default_value", "boolean"),
        ["d"] = new(0, 2, "default_value", "boolean"),
        ["replace"] = new(2, 2),
        ["items"] = None,
        ["map"] = new(0, int.MaxValue, "attribute"),
        ["select"] = new(0, 2),
        ["reject"] = new(0, 2),
        ["selectattr"] = new(1, 3),
        ["rejectattr"] = new(1, 3),
        ["safe"] = None,
        ["reverse"] = None,
        ["unique"] = None,
        ["dictsort"] = None,
        ["indent"] = new(0, 3, "width", "first", "blank"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, int> Tests = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["defined"] = 0,
        ["undefined"] = 0,
        ["none"] = 0,
        ["string"] = 0,
        ["mapping"] = 0,
        ["iterable"] = 0,
        ["sequence"] = 0,
        ["number"] = 0,
        ["integer"] = 0,
        ["float"] = 0,
        ["boolean"] = 0,
        ["true"] = 0,
        ["false"] = 0,
        ["odd"] = 0,
        ["even"] = 0,
        ["callable"] = 0,
        ["equalto"] = 1,
        ["eq"] = 1,
        ["=="] = 1,
        ["ne"] = 1,
        ["!="] = 1,
        ["in"] = 1,
        ["divisibleby"] = 1,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, Signature> Methods = new Dictionary<string, Signature>(StringComparer.Ordinal)
    {
        ["strip"] = new(0, 1),
        ["lstrip"] = new(0, 1),
        ["rstrip"] = new(0, 1),
        ["upper"] = None,
        ["lower"] = None,
        ["title"] = None,
        ["capitalize"] = None,
        ["startswith"] = new(1, 1),
        ["endswith"] = new(1, 1),
        ["replace"] = new(2, 2),
        ["find"] = new(1, 1),
        ["count"] = new(1, 1),
        ["split"] = new(0, 2),
        ["splitlines"] = None,
        ["join"] = new(1, 1),
        ["items"] = None,
        ["keys"] = None,
        ["values"] = None,
        ["get"] = new(1, 2),
        ["append"] = new(1, 1),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What is wrong with the use of a filter, or null.</summary>
    public static string? ProblemOfFilter(string name, List<JinjaExpression> arguments, Dictionary<string, JinjaExpression> named)
    {
        if (!Filters.TryGetValue(name, out var signature)) return $"the filter '{name}' is not supported";
        if (arguments.Count < signature.Fewest || arguments.Count > signature.Most) return $"the filter '{name}' does not take {arguments.Count} arguments";
        if (named.Keys.FirstOrDefault(key => !signature.Named.Contains(key, StringComparer.Ordinal)) is { } unknown) return $"the argument '{unknown}' of the filter '{name}' is not supported";
        return name switch
        {
            "select" or "reject" when arguments.Count > 0 => ProblemOfTest(arguments[0], arguments.Count - 1),
            "selectattr" or "rejectattr" when arguments.Count > 1 => ProblemOfTest(arguments[1], arguments.Count - 2),
            "map" when named.Count == 0 && arguments.Count == 0 => "the filter 'map' has neither a filter nor an 'attribute'",
            "map" when named.Count == 0 => arguments[0] is JinjaConstant { Constant: string filter } ? ProblemOfFilter(filter, arguments[1..], []) : "the filter 'map' needs the name of a filter as a text",
            "map" when arguments.Count > 0 => "the filter 'map' takes a filter or an 'attribute', not both",
            "tojson" when named.TryGetValue("ensure_ascii", out var value) && value is not JinjaConstant { Constant: false } => "'tojson' with 'ensure_ascii' other than false is not supported",
            _ => null,
        };
    }

    /// <summary>What is wrong with the use of a test, or null.</summary>
    public static string? ProblemOfTest(string name, int argumentCount) =>
        !Tests.TryGetValue(name, out var count) ? $"the test '{name}' is not supported" : count != argumentCount ? $"the test '{name}' does not take {argumentCount} arguments" : null;

    /// <summary>What is wrong with the call of a method, or null.</summary>
    public static string? ProblemOfMethod(string name, int argumentCount, int namedCount)
    {
        if (!Methods.TryGetValue(name, out var signature)) return $"the method '{name}' is not supported";
        if (namedCount > 0) return $"arguments with a name are not supported for the method '{name}'";
        return argumentCount < signature.Fewest || argumentCount > signature.Most ? $"the method '{name}' does not take {argumentCount} arguments" : null;
    }

    private static string? ProblemOfTest(JinjaExpression name, int argumentCount) =>
        name is JinjaConstant { Constant: string test } ? ProblemOfTest(test, argumentCount) : "the name of a test must be a text";
}
