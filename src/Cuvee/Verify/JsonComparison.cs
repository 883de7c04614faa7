using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cuvee.Verify;

/// <summary>Compares what a document says with what was counted again, member by member.</summary>
internal static class JsonComparison
{
    /// <summary>The differences as clauses: <c>sources.pool.kept is 12, counted 13</c>. Numbers are equal by value, members by name.</summary>
    /// <param name="path">What the document is called, with the way to the value.</param>
    /// <param name="expected">What was counted.</param>
    /// <param name="found">What the document says.</param>
    public static IEnumerable<string> Differences(string path, JsonNode? expected, JsonElement found)
    {
        if (expected is JsonObject members && found.ValueKind == JsonValueKind.Object) return Members(path, members, found);
        if (expected is JsonArray elements && found.ValueKind == JsonValueKind.Array && found.GetArrayLength() == elements.Count)
            return elements.SelectMany((element, i) => Differences($"{path}[{i}]", element, found[i]));
        return IsSame(expected, found) ? [] : [$"{path} is {found.GetRawText()}, counted {expected?.ToJsonString() ?? "null"}"];
    }

    private static IEnumerable<string> Members(string path, JsonObject expected, JsonElement found)
    {
        foreach (var (name, value) in expected)
        {
            if (!found.TryGetProperty(name, out var member)) yield return $"{path}.{name} is missing";
            else foreach (var difference in Differences($"{path}.{name}", value, member)) yield return difference;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in found.EnumerateObject())
        {
            if (!names.Add(member.Name)) yield return $"{path}.{member.Name} stands twice";
            else if (!expected.ContainsKey(member.Name)) yield return $"{path}.{member.Name} should not be there";
        }
    }

    private static bool IsSame(JsonNode? expected, JsonElement found) => expected?.GetValueKind() switch
    {
        null or JsonValueKind.Null => found.ValueKind == JsonValueKind.Null,
        JsonValueKind.Number => found.ValueKind == JsonValueKind.Number && found.TryGetDecimal(out var number) && number == decimal.Parse(expected.ToJsonString(), CultureInfo.InvariantCulture),
        JsonValueKind.String => found.ValueKind == JsonValueKind.String && found.GetString() == expected.GetValue<string>(),
        _ => false,
    };
}
