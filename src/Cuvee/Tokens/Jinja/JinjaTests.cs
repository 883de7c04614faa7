namespace Cuvee.Tokens.Jinja;

/// <summary>The tests (<c>value is test</c>) that chat templates use.</summary>
internal static class JinjaTests
{
    public static bool Holds(string name, object? value, List<object?> arguments) => name switch
    {
        "defined" => value is not JinjaValues.UndefinedValue,
        "undefined" => value is JinjaValues.UndefinedValue,
        "none" => value is null,
        "string" => value is string,
        "mapping" => value is Dictionary<string, object?>,
        "iterable" or "sequence" => value is string or List<object?> or Dictionary<string, object?>,
        "number" => value is long or double,
        "integer" => value is long,
        "float" => value is double,
        "boolean" => value is bool,
        "true" => value is true,
        "false" => value is false,
        "odd" => value is long number && number % 2 != 0,
        "even" => value is long number && number % 2 == 0,
        "equalto" or "eq" or "==" => JinjaValues.AreEqual(value, arguments[0]),
        "ne" or "!=" => !JinjaValues.AreEqual(value, arguments[0]),
        "in" => (bool)JinjaValues.Compute("in", value, arguments[0])!,
        "divisibleby" => value is long number && arguments[0] is long divisor && divisor != 0 && number % divisor == 0,
        "callable" => value is JinjaFunction,
        _ => throw new JinjaException($"the test '{name}' is not supported"),
    };
}
