using System.Text.Json;
using System.Text.Json.Nodes;
using Cuvee.Report;

namespace Cuvee.Verify;

/// <summary>summary.json against what its datasets hold. A dataset that cannot be counted has failed already.</summary>
internal static class SummaryCheck
{
    /// <summary>Whether the summary says that a gate of a dataset failed, which decides where the dataset lies.</summary>
    public static bool SaysFailed(JsonElement claim) => claim.ValueKind == JsonValueKind.Object && claim.TryGetProperty("gates", out var gates) && gates.ValueKind == JsonValueKind.Object
        && gates.EnumerateObject().Any(gate => gate.Value.ValueKind == JsonValueKind.String && gate.Value.GetString() == GatesFile.Word(GateStatus.Failed));

    /// <summary>What is wrong with its conclusion, as clauses.</summary>
    /// <param name="summary">The document.</param>
    /// <param name="datasets">Its datasets.</param>
    public static IEnumerable<string> Differences(JsonElement summary, JsonElement datasets)
    {
        var expected = datasets.EnumerateObject().Any(dataset => SaysFailed(dataset.Value)) ? JsonValueKind.False : JsonValueKind.True;
        if (!summary.TryGetProperty("passed", out var passed) || passed.ValueKind != expected) yield return $"{SummaryFile.Name}: 'passed' is not {(expected == JsonValueKind.True ? "true" : "false")}, as its gates ask";
    }

    /// <summary>What is wrong with what it says of one dataset, and with the recipe's name, as clauses.</summary>
    /// <param name="summary">The document.</param>
    /// <param name="name">The dataset's name.</param>
    /// <param name="claim">What the document says of it.</param>
    /// <param name="dataset">The dataset.</param>
    public static IEnumerable<string> Differences(JsonElement summary, string name, JsonElement claim, EmittedDataset dataset)
    {
        if (claim.ValueKind != JsonValueKind.Object) return [$"{SummaryFile.Name}: {name} is no object"];
        try
        {
            var recipe = summary.TryGetProperty("name", out var found) && found.ValueKind == JsonValueKind.String ? found.GetString() : null;
            var named = recipe == dataset.Recipe.Name ? (string[])[] : [$"{SummaryFile.Name}: 'name' is not that of the recipe, {dataset.Recipe.Name}"];
            return [.. named, .. JsonComparison.Differences($"{SummaryFile.Name}: {name}", Expected(dataset), claim)];
        }
        catch (MissingEvidenceException missing)
        {
            return [$"{SummaryFile.Name}: {name} cannot be compared: {missing.Message}"];
        }
    }

    private static JsonObject Expected(EmittedDataset dataset)
    {
        var counts = dataset.Recount.Counts;
        return new JsonObject
        {
            ["read"] = counts.Read,
            ["dropped"] = new JsonObject(counts.Dropped.Select(stage => KeyValuePair.Create(stage.Key, (JsonNode?)Numbers(stage.Value)))),
            ["quarantined"] = counts.Quarantined,
            ["kept"] = counts.Kept,
            ["emitted"] = counts.Emitted,
            ["splits"] = Numbers(counts.Splits),
            ["gates"] = new JsonObject(dataset.GatesDocument.List("gates").Select(gate => KeyValuePair.Create(gate.Text("name"), (JsonNode?)gate.Text("status")))),
            ["content_digest"] = dataset.Recount.ContentDigest,
        };
    }

    private static JsonObject Numbers(IEnumerable<KeyValuePair<string, long>> numbers) => new(numbers.Select(number => KeyValuePair.Create(number.Key, (JsonNode?)number.Value)));
}
