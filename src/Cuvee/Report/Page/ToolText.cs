using System.Text.Json;

namespace Cuvee.Report;

/// <summary>Tools and calls in few words; what has another shape than OpenAI's is left to be shown as it is.</summary>
internal static class ToolText
{
    /// <summary>A line for each call: its function's name and arguments. Null for another shape.</summary>
    public static string? OfCalls(JsonElement calls) =>
        Lines(calls, function => function.TryGetProperty("arguments", out var arguments) ? $" {(arguments.ValueKind == JsonValueKind.String ? arguments.GetString() : arguments.GetRawText())}" : string.Empty);

    /// <summary>A line for each tool: its name and its parameters' names. Null for another shape.</summary>
    public static string? OfTools(JsonElement tools) => Lines(tools, function => $"({string.Join(", ", ParametersOf(function))})");

    private static string? Lines(JsonElement list, Func<JsonElement, string> rest)
    {
        if (list.ValueKind != JsonValueKind.Array) return null;
        var lines = new List<string>();
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty("function", out var function) || function.ValueKind != JsonValueKind.Object) return null;
            if (!function.TryGetProperty("name", out var name) || name.ValueKind != JsonValueKind.String) return null;
            lines.Add($"{name.GetString()}{rest(function)}");
        }

        return string.Join('\n', lines);
    }

    private static IEnumerable<string> ParametersOf(JsonElement function) =>
        function.TryGetProperty("parameters", out var parameters) && parameters.ValueKind == JsonValueKind.Object && parameters.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object
            ? properties.EnumerateObject().Select(property => property.Name)
            : [];
}
