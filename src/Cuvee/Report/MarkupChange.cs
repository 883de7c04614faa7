using System.Collections.Immutable;
using System.Text.Json;
using Cuvee.Model;
using Cuvee.Normalize;
using Cuvee.Recipes;

namespace Cuvee.Report;

/// <summary>A text that was written in HTML, for people.</summary>
/// <param name="Before">As it was read.</param>
/// <param name="After">What the rule <c>markup</c> made of it; rules behind it may have changed it further.</param>
public sealed record MarkupChange(string Before, string After)
{
    /// <summary>Repeats the rule on the texts of a record as they were read, in their order; empty where it changed nothing or the input is not at hand.</summary>
    internal static ImmutableArray<MarkupChange> Of(string folder, string? inputs, LedgerEntry record)
    {
        if (!record.Changes.Any(change => change.Rule == MarkupNormalizer.Name)) return [];
        var recipe = RecipeReader.Parse(File.ReadAllText(Path.Combine(folder, "recipe.json")), "recipe.json");
        if (recipe.Normalize.FirstOrDefault(rule => rule.Name == MarkupNormalizer.Name) is not { } rule || SourceText.Read(folder, inputs, record) is not { } row) return [];
        var normalizer = new MarkupNormalizer(MarkupNormalizer.FormOf(rule.Option));
        using var document = JsonDocument.Parse(row, new JsonDocumentOptions { MaxDepth = 1024 });
        var changes = ImmutableArray.CreateBuilder<MarkupChange>();
        foreach (var text in document.RootElement.EnumerateObject().SelectMany(field => Texts(field.Value)))
        {
            var after = normalizer.Apply(Utf8.Of(text), out var count);
            if (count > 0) changes.Add(new MarkupChange(text, after.ToString()));
        }

        return changes.DrainToImmutable();
    }

    private static IEnumerable<string> Texts(JsonElement field) => field.ValueKind != JsonValueKind.Array
        ? []
        : field.EnumerateArray()
            .Where(turn => turn.ValueKind == JsonValueKind.Object && turn.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.String)
            .Select(turn => turn.GetProperty("content").GetString()!);
}
