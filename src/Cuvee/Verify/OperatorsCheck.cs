using System.Text.Json;
using Cuvee.Dedup;
using Cuvee.Interop;
using Cuvee.Recipes;

namespace Cuvee.Verify;

/// <summary>The operators of manifest.json, against those that the recipe implies.</summary>
internal static class OperatorsCheck
{
    /// <summary>The differences as clauses. Of a codec, whose version is the build's, only that there is one.</summary>
    public static IEnumerable<string> Differences(EmittedDataset dataset)
    {
        if (!dataset.Manifest.TryGetProperty("operators", out var found) || found.ValueKind != JsonValueKind.Array) return ["manifest.json has no list of operators"];
        var expected = Expected(dataset).ToList();
        return found.GetArrayLength() == expected.Count
            ? expected.SelectMany((operation, i) => Compare($"manifest.json: operators[{i}]", operation, found[i]))
            : [$"manifest.json has {found.GetArrayLength():N0} operators, the recipe {expected.Count:N0}"];
    }

    /// <summary>Rules, filters and dedup in the order in which they run, then codecs, whose version is null.</summary>
    private static IEnumerable<(string Name, string? Version, string Parameters)> Expected(EmittedDataset dataset)
    {
        var (recipe, output) = (dataset.Recipe, dataset.Dataset.Output);
        foreach (var rule in recipe.Normalize) yield return (rule.Name, "1", rule.Option);
        if (recipe.Pii is { } pii) yield return ("pii", $"{PiiRule.Version}", pii.Parameters);
        var filters = dataset.Dataset.From.SelectMany(name => recipe.Sources.First(source => source.Name == name).Filters).Concat(recipe.Filters);
        foreach (var call in filters.DistinctBy(call => call.ToString())) yield return (call.Operator.Name, $"{call.Operator.Version}", call.Arguments.ToString());
        foreach (var rule in recipe.Decontaminate) yield return ("decontaminate", "1", rule.Parameters);
        foreach (var call in DedupCalls.Of(recipe, dataset.Dataset)) yield return call;
        yield return ("duckdb", null, "ledger, parquet");
        if (output.Files == "jsonl.zst") yield return ("zstd", null, $"level {Zstd.DefaultLevel}");
        if (output.Files == "jsonl.gz") yield return ("gzip", null, "optimal");
    }

    private static IEnumerable<string> Compare(string path, (string Name, string? Version, string Parameters) expected, JsonElement found)
    {
        var names = found.ValueKind == JsonValueKind.Object ? found.EnumerateObject().Select(member => member.Name).ToList() : [];
        if (!names.SequenceEqual(["name", "version", "parameters"])) return [$"{path} is not a name, a version and parameters"];
        var (name, version, parameters) = (Text("name"), Text("version"), Text("parameters"));
        var isSame = name == expected.Name && parameters == expected.Parameters && (expected.Version is null ? !string.IsNullOrWhiteSpace(version) : version == expected.Version);
        return isSame ? [] : [$"{path} is {name} {version} ({parameters}), the recipe has {expected.Name} {expected.Version ?? "of some version"} ({expected.Parameters})"];

        string? Text(string member) => found.GetProperty(member) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
    }
}
