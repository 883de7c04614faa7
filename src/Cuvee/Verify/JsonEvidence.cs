using System.Text.Json;

namespace Cuvee.Verify;

/// <summary>Reads what a document of the dataset must have; what is not there or of another kind is missing evidence.</summary>
internal static class JsonEvidence
{
    public static string Text(this JsonElement element, string name) =>
        element.Member(name, JsonValueKind.String).GetString()!;

    public static long Number(this JsonElement element, string name) =>
        element.Member(name, JsonValueKind.Number).TryGetInt64(out var number) ? number : throw new MissingEvidenceException($"'{name}' of manifest.json is no whole number");

    public static JsonElement.ArrayEnumerator List(this JsonElement element, string name) => element.Member(name, JsonValueKind.Array).EnumerateArray();

    public static JsonElement.ObjectEnumerator Map(this JsonElement element, string name) => element.Member(name, JsonValueKind.Object).EnumerateObject();

    private static JsonElement Member(this JsonElement element, string name, JsonValueKind kind) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) && member.ValueKind == kind
            ? member
            : throw new MissingEvidenceException($"manifest.json has no '{name}' where it should");
}
