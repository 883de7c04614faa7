using System.Text.Encodings.Web;
using System.Text.Json;

namespace Cuvee.Locks;

/// <summary>One line of a lock file: one thing that a recipe's datasets depend on, or one dataset. What is not known of it is null.</summary>
/// <param name="Recipe">Name of the recipe: several may stand in one folder.</param>
/// <param name="Kind">recipe, input, model, tokenizer (or chat template), benchmark, allowed, operator or dataset.</param>
/// <param name="Owner">The source of an input, the dataset of an operator; else empty.</param>
/// <param name="Name">Key of a file, name of an operator or dataset; empty for the recipe.</param>
public sealed record LockEntry(string Recipe, string Kind, string Owner, string Name)
{
    public const string OfRecipe = "recipe";
    public const string OfInput = "input";
    public const string OfModel = "model";
    public const string OfTokenizer = "tokenizer";
    public const string OfBenchmark = "benchmark";
    public const string OfAllowed = "allowed";
    public const string OfOperator = "operator";
    public const string OfDataset = "dataset";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Of the file as stored, of the resolved recipe, or the content digest of a dataset.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Of an operator.</summary>
    public string? Version { get; init; }

    /// <summary>Length of the file as stored.</summary>
    public long? Bytes { get; init; }

    /// <summary>Records that were read from a file; lines of a dataset.</summary>
    public long? Records { get; init; }

    /// <summary>What it is about, whatever is known of it.</summary>
    public LockEntry Subject => new(Recipe, Kind, Owner, Name);

    /// <summary>What it is about, for people.</summary>
    public string Title => string.Join(' ', ((string[])[Kind, Owner, Name]).Where(word => word.Length > 0));

    private static string OwnerWord(string kind) => kind == OfOperator ? "dataset" : "source";

    private static string NameWord(string kind) => kind is OfOperator or OfDataset ? "name" : "file";

    private static string DigestWord(string kind) => kind == OfDataset ? "content_digest" : "sha256";

    /// <summary>The line: a JSON object without spaces.</summary>
    public string ToLine()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteString("recipe", Recipe);
            json.WriteString("kind", Kind);
            if (Owner.Length > 0) json.WriteString(OwnerWord(Kind), Owner);
            if (Name.Length > 0) json.WriteString(NameWord(Kind), Name);
            if (Version is not null) json.WriteString("version", Version);
            if (Sha256 is not null) json.WriteString(DigestWord(Kind), Sha256);
            if (Bytes is { } bytes) json.WriteNumber("bytes", bytes);
            if (Records is { } records) json.WriteNumber("records", records);
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>Reads a line; null when it is none of a lock file.</summary>
    public static LockEntry? Parse(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var json = document.RootElement;
            if (json.ValueKind != JsonValueKind.Object || Text("recipe") is not { } recipe || Text("kind") is not { } kind) return null;
            return new LockEntry(recipe, kind, Text(OwnerWord(kind)) ?? "", Text(NameWord(kind)) ?? "")
            {
                Sha256 = Text(DigestWord(kind)),
                Version = Text("version"),
                Bytes = Number("bytes"),
                Records = Number("records"),
            };

            string? Text(string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;
            long? Number(string name) => json.TryGetProperty(name, out var value) ? value.GetInt64() : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
