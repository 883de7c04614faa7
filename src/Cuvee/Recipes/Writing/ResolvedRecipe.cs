using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Cuvee.Json;
using Cuvee.Pii;

namespace Cuvee.Recipes;

/// <summary>
/// A recipe with every default filled in, as <c>recipe.json</c> keeps it. It is a recipe again, since YAML reads JSON, and reading it gives the same text.
/// It holds no absolute path: a file named by one stands under its last segment alone.
/// </summary>
public static class ResolvedRecipe
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Indented JSON that ends with a line feed; equal for recipes that mean the same, whatever their layout and comments.</summary>
    public static string Json(Recipe recipe)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("name", recipe.Name);
            json.WriteNumber("seed", recipe.Seed);
            WriteObject(json, "sources", recipe.Sources, source => source.Name, Write);
            WriteObject(json, "normalize", recipe.Normalize, rule => rule.Name, (json, rule) => WriteOption(json, rule.Option));
            if (recipe.Pii is { } pii) Write(json, pii);
            if (recipe.Tokens is { } tokens) Write(json, tokens);
            ResolvedFilters.Write(json, recipe.Filters);
            if (!recipe.Decontaminate.IsEmpty) Write(json, recipe.Decontaminate);
            Write(json, recipe.Dedup);
            WriteObject(json, "datasets", recipe.Datasets, dataset => dataset.Name, ResolvedDataset.Write);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    /// <summary>The SHA-256 of <see cref="Json"/>: 64 hexadecimal digits, lower case.</summary>
    public static string Sha256(Recipe recipe) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Json(recipe))));

    /// <summary>A mapping of the items by name.</summary>
    internal static void WriteObject<T>(Utf8JsonWriter json, string key, IEnumerable<T> items, Func<T, string> name, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartObject(key);
        foreach (var item in items)
        {
            json.WritePropertyName(name(item));
            write(json, item);
        }

        json.WriteEndObject();
    }

    /// <summary>A number in its shortest form, whatever zeros it was written with.</summary>
    internal static void WriteNumber(Utf8JsonWriter json, decimal number) => json.WriteNumberValue(Numbers.Shortest(number));

    private static void WriteOption(Utf8JsonWriter json, string option)
    {
        if (option == "true")
        {
            json.WriteBooleanValue(true);
        }
        else
        {
            json.WriteStringValue(option);
        }
    }

    private static void Write(Utf8JsonWriter json, PiiRule rule)
    {
        json.WriteStartObject("pii");
        json.WriteString("action", rule.ActionWord);
        json.WriteStrings("kinds", rule.Kinds.Select(kind => kind.Word()));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, TokenRule tokens)
    {
        json.WriteStartObject("tokens");
        json.WriteString("tokenizer", DecontaminateRule.WithoutRoot(tokens.Tokenizer));
        if (tokens.Pattern is { } pattern) json.WriteString("pattern", pattern);
        json.WriteString("template", DecontaminateRule.WithoutRoot(tokens.Template));
        json.WriteBoolean("ledger", tokens.IsForLedger);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Source source)
    {
        json.WriteStartObject();
        json.WriteStrings("files", source.Files.Select(file => Path.IsPathRooted(file) ? Path.GetFileName(file) : file));
        WriteObject(json, "tags", source.Tags.Where(tag => tag is not (ContaminatedTag or PiiStatusTag)), tag => tag.Name, ResolvedFilters.Write);
        json.WriteString("format", source.Format);
        WriteObject(json, "map", source.Map, mapping => mapping.Target, (json, mapping) => json.WriteStringValue(mapping.Path));
        Write(json, source.Score);
        if (source.Take is { } take)
        {
            json.WriteNumber("take", take);
        }

        ResolvedFilters.Write(json, source.Filters);
        json.WriteString("encoding", source.Encoding);
        json.WriteString("on_damage", source.OnDamage == DamageAction.Fail ? "fail" : "quarantine");
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ScoreRule score)
    {
        json.WriteStartObject("score");
        json.WriteStrings("field", score.Fields);
        json.WriteStartArray("from");
        WriteNumber(json, score.From);
        WriteNumber(json, score.To);
        json.WriteEndArray();
        if (score.Default is { } value)
        {
            json.WritePropertyName("default");
            WriteNumber(json, value);
        }

        json.WriteEndObject();
    }

    /// <summary>The keys of a rule for near-duplicates, into an object that is open.</summary>
    internal static void Write(Utf8JsonWriter json, NearDuplicates rule)
    {
        json.WritePropertyName("similarity");
        WriteNumber(json, rule.Similarity);
        json.WriteNumber("n", rule.ShingleWords);
        json.WriteString("on", RecipeWords.Of(rule.On));
    }

    private static void Write(Utf8JsonWriter json, ImmutableArray<DecontaminateRule> rules)
    {
        json.WriteObjects("decontaminate", rules, rule =>
        {
            json.WriteStrings("against", rule.Against.Select(DecontaminateRule.WithoutRoot));
            if (rule.Name is { } name) json.WriteString("name", name);
            WriteObject(json, "map", rule.Map.GroupBy(column => column.Key, column => column.Value, StringComparer.Ordinal), part => part.Key, (json, part) =>
            {
                json.WriteStartArray();
                foreach (var path in part) json.WriteStringValue(path);
                json.WriteEndArray();
            });
            json.WriteNumber("n", rule.WordsPerNgram);
            json.WritePropertyName("share");
            WriteNumber(json, rule.Share);
            json.WritePropertyName("answer_share");
            WriteNumber(json, rule.AnswerShare);
            json.WriteNumber("longest", rule.Longest);
            json.WriteString("action", rule.ActionWord);
            if (rule.Allow is { } allow) json.WriteString("allow", DecontaminateRule.WithoutRoot(allow));
        });
    }

    private static void Write(Utf8JsonWriter json, DedupRule dedup)
    {
        json.WriteStartObject("dedup");
        if (dedup.Exact is { } exact)
        {
            json.WriteStartObject("exact");
            json.WriteString("on", RecipeWords.Of(exact.On));
            if (exact.On == DedupKey.Conversation)
            {
                json.WriteString("system", exact.IgnoresSystem ? "ignore" : "keep");
            }

            json.WriteString("conflict", exact.KeepsConflicts ? "keep" : "drop");
            json.WriteEndObject();
        }

        if (dedup.Near is { } near)
        {
            json.WriteStartObject("near");
            Write(json, near.Rule);
            json.WriteStrings("within", [.. near.WithinSource ? ["source"] : Array.Empty<string>(), .. near.WithinFamily ? ["family"] : Array.Empty<string>()]);
            if (near.Against is { } against) json.WriteString("against", against);
            json.WriteEndObject();
        }

        json.WriteString("keep", RecipeWords.Of(dedup.Keep));
        json.WriteEndObject();
    }
}
