using System.Text.Json;

namespace Cuvee.Verify;

/// <summary>Members of manifest.json that no build writes, where nothing else compares all members.</summary>
internal static class ManifestKeys
{
    private static readonly string[] Top =
    [
        "schema_version", "name", "recipe_sha256", "seed", "operators", "inputs", "references", "benchmarks", "models", "tokenizers", "tool_schema", "counts", "tokens", "splits", "sources", "families", "mix", "holdouts", "losses", "content_digest",
    ];

    private static readonly string[] Input = ["source", "file", "bytes", "sha256", "records", "quarantined", "duplicate_keys", "damage"];
    private static readonly string[] Benchmark = ["entry", "name", "split", "file", "sha256", "items"];
    private static readonly string[] Model = ["file", "bytes", "sha256"];
    private static readonly string[] Schema = ["file", "bytes", "sha256", "tools"];
    private static readonly string[] Split = ["records", "tokens", "files"];
    private static readonly string[] DataFile = ["path", "bytes", "sha256", "content_sha256", "records"];

    /// <summary>The unknown and the doubled members as clauses.</summary>
    public static IEnumerable<string> Differences(JsonElement manifest) =>
    [
        .. Unknown("manifest.json", manifest, Top),
        .. manifest.List("inputs").SelectMany((input, i) => Unknown($"manifest.json: inputs[{i}]", input, Input)),
        .. (manifest.TryGetProperty("references", out _) ? manifest.List("references") : []).SelectMany((input, i) => Unknown($"manifest.json: references[{i}]", input, Input)),
        .. (manifest.TryGetProperty("benchmarks", out _) ? manifest.List("benchmarks") : []).SelectMany((benchmark, i) => Unknown($"manifest.json: benchmarks[{i}]", benchmark, Benchmark)),
        .. (manifest.TryGetProperty("models", out _) ? manifest.List("models") : []).SelectMany((model, i) => Unknown($"manifest.json: models[{i}]", model, Model)),
        .. (manifest.TryGetProperty("tokenizers", out _) ? manifest.List("tokenizers") : []).SelectMany((file, i) => Unknown($"manifest.json: tokenizers[{i}]", file, Model)),
        .. manifest.TryGetProperty("tool_schema", out var schema) ? Unknown("manifest.json: tool_schema", schema, Schema) : [],
        .. manifest.Map("splits").SelectMany(split => Unknown($"manifest.json: splits.{split.Name}", split.Value, Split)
            .Concat(split.Value.List("files").SelectMany((file, i) => Unknown($"manifest.json: splits.{split.Name}.files[{i}]", file, DataFile)))),
    ];

    private static IEnumerable<string> Unknown(string path, JsonElement element, string[] known)
    {
        if (element.ValueKind != JsonValueKind.Object) yield break;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            if (!known.Contains(member.Name, StringComparer.Ordinal)) yield return $"{path} has the unknown member '{member.Name}'";
            else if (!seen.Add(member.Name)) yield return $"{path} has '{member.Name}' twice";
        }
    }
}
