using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Cuvee.Model;
using Cuvee.Normalize;
using Cuvee.Normalize.Misread;
using Cuvee.Recipes;

namespace Cuvee.Report;

/// <summary>One step of the repair of mis-decoded text, for people.</summary>
/// <param name="Before">What stood there.</param>
/// <param name="After">What stands there now.</param>
/// <param name="Kind">What was done.</param>
/// <param name="Codec">The IANA name of the codec that UTF-8 had been read with; empty where none was.</param>
/// <param name="Rounds">How many times over; 0 where no codec was.</param>
/// <param name="Count">How often the same was done in the record.</param>
public sealed record TextRepair(string Before, string After, RepairKind Kind, string Codec, int Rounds, int Count)
{
    /// <summary>Repeats the repair of a record on its texts as they were read.</summary>
    internal static ImmutableArray<TextRepair> Of(string folder, string? inputs, LedgerEntry record)
    {
        if (!record.Changes.Any(change => change.Rule == EncodingNormalizer.Name)) return [];
        var recipe = RecipeReader.Parse(File.ReadAllText(Path.Combine(folder, "recipe.json")), "recipe.json");
        if (recipe.Normalize.FirstOrDefault(rule => rule.Name == EncodingNormalizer.Name) is not { } rule || SourceText.Read(folder, inputs, record) is not { } row) return [];
        using var document = JsonDocument.Parse(row, new JsonDocumentOptions { MaxDepth = 1024 });
        return
        [
            .. document.RootElement.EnumerateObject().SelectMany(field => Texts(field.Value))
                .SelectMany(text => Steps(Encoding.UTF8.GetBytes(text), EncodingNormalizer.ScopeOf(rule.Option)))
                .GroupBy(step => step)
                .Select(group => group.Key with { Count = group.Count() }),
        ];
    }

    private static IEnumerable<string> Texts(JsonElement field) =>
        field.ValueKind != JsonValueKind.Array ? [] : field.EnumerateArray()
            .Where(turn => turn.ValueKind == JsonValueKind.Object && turn.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.String)
            .Select(turn => turn.GetProperty("content").GetString()!);

    private static List<TextRepair> Steps(byte[] text, RepairScope scope) =>
        [.. EncodingRepair.Repair(text, new ArrayBufferWriter<byte>(), scope).Steps.Select(step => new TextRepair(Encoding.UTF8.GetString(text, step.Start, step.Length), step.Result, step.Kind, step.Codec, step.Rounds, 1))];
}
