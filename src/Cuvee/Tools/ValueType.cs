using System.Collections.Immutable;
using System.Text.Json;
using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Tools;

/// <summary>What the value of a parameter may be, as far as the schema says so for certain: what it leaves open is accepted.</summary>
internal sealed record ValueType
{
    /// <summary>Anything.</summary>
    public static readonly ValueType Any = new() { Words = "any" };

    private ImmutableArray<JsonKind> Kinds { get; init; } = [];

    private ImmutableArray<Utf8> Texts { get; init; } = [];

    private bool IsWholeOnly { get; init; }

    private ValueType? Item { get; init; }

    /// <summary>The type in words, for an offender.</summary>
    public required string Words { get; init; }

    /// <summary>The type of a JSON Schema; combinations and references are not followed.</summary>
    public static ValueType OfSchema(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object) return Any;
        if (schema.TryGetProperty("enum", out var choices) && choices.ValueKind == JsonValueKind.Array && choices.EnumerateArray().All(choice => choice.ValueKind == JsonValueKind.String))
            return OfTexts([.. choices.EnumerateArray().Select(choice => choice.GetString()!)]);
        if (!schema.TryGetProperty("type", out var type)) return Any;
        var words = type.ValueKind switch
        {
            JsonValueKind.String => [type.GetString()!],
            JsonValueKind.Array => type.EnumerateArray().Where(word => word.ValueKind == JsonValueKind.String).Select(word => word.GetString()!).ToArray(),
            _ => [],
        };
        var item = schema.TryGetProperty("items", out var items) ? OfSchema(items) : Any;
        return Join([.. words.Select(word => OfWord(word, item))]);
    }

    /// <summary>The type of TypeScript's spelling: <c>string</c>, <c>string[]</c>, <c>'asc' | 'desc'</c>. A named type may be anything.</summary>
    public static ValueType OfTypeScript(string text) => Join([.. text.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(OfAlternative)]);

    /// <summary>Whether a value is of the type.</summary>
    public bool Accepts(JsonNode value)
    {
        if (Kinds.IsEmpty && Texts.IsEmpty) return true;
        if (value.Kind == JsonKind.Text && IsAmong(value.Text)) return true;
        if (!Kinds.Contains(value.Kind) || (IsWholeOnly && value.Kind == JsonKind.Number && !IsWhole(value.Source.Span))) return false;
        foreach (var element in value.Elements())
        {
            if (Item is not null && !Item.Accepts(element)) return false;
        }

        return true;
    }

    private static ValueType OfAlternative(string word)
    {
        if (word.EndsWith("[]", StringComparison.Ordinal)) return OfWord("array", OfTypeScript(word[..^2].Trim('(', ')'))) with { Words = word };
        return word is ['\'' or '"', .. var literal, '\'' or '"'] ? OfTexts([literal]) : OfWord(word, Any);
    }

    private static ValueType OfTexts(ImmutableArray<string> texts) => new() { Words = $"one of {string.Join(", ", texts)}", Texts = [.. texts.Select(Utf8.Of)] };

    private static ValueType OfWord(string word, ValueType item) => word switch
    {
        "string" => new() { Words = word, Kinds = [JsonKind.Text] },
        "number" => new() { Words = word, Kinds = [JsonKind.Number] },
        "integer" => new() { Words = word, Kinds = [JsonKind.Number], IsWholeOnly = true },
        "boolean" => new() { Words = word, Kinds = [JsonKind.True, JsonKind.False] },
        "object" => new() { Words = word, Kinds = [JsonKind.Object] },
        "array" => new() { Words = word, Kinds = [JsonKind.Array], Item = item },
        "null" => new() { Words = word, Kinds = [JsonKind.Null] },
        _ => Any,
    };

    private static ValueType Join(ImmutableArray<ValueType> types)
    {
        if (types.IsEmpty || types.Any(type => type.Kinds.IsEmpty && type.Texts.IsEmpty)) return Any;
        if (types is [var only]) return only;
        var texts = types.SelectMany(type => type.Texts).ToImmutableArray();
        var isTextsAlone = types.All(type => type.Kinds.IsEmpty);
        return new()
        {
            Words = isTextsAlone ? $"one of {string.Join(", ", texts)}" : string.Join(" or ", types.Select(type => type.Words)),
            Kinds = [.. types.SelectMany(type => type.Kinds)],
            Texts = texts,
            IsWholeOnly = types.Any(type => type.IsWholeOnly) && !types.Any(type => !type.IsWholeOnly && type.Kinds.Contains(JsonKind.Number)),
            Item = types.Select(type => type.Item).OfType<ValueType>().ToList() is [var item] ? item : null,
        };
    }

    private bool IsAmong(Utf8 text)
    {
        foreach (var allowed in Texts)
        {
            if (allowed == text) return true;
        }

        return false;
    }

    /// <summary>As JSON Schema has it: 1.0 is whole.</summary>
    private static bool IsWhole(ReadOnlySpan<byte> number) =>
        double.TryParse(number, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var value) && Math.Floor(value) == value;
}
