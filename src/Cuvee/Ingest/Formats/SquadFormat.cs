using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Ingest.Formats;

/// <summary>SQuAD v1 and v2, nested as published: data, paragraphs, context, qas. An unanswerable question is kept with an empty answer.</summary>
internal static class SquadFormat
{
    public static bool Fits(KnownFields fields) => IsNested(fields[KnownField.Data]) || fields[KnownField.Paragraphs].Kind == JsonKind.Array;

    /// <summary>Every question of the value, in order, with its paragraph's context.</summary>
    public static IEnumerable<(JsonNode Question, JsonNode Context)> Questions(JsonNode root)
    {
        foreach (var article in List(root["data"u8] is { Exists: true } data ? data : default, root))
        {
            foreach (var paragraph in List(article["paragraphs"u8]))
            {
                foreach (var question in List(paragraph["qas"u8])) yield return (question, paragraph["context"u8]);
            }
        }
    }

    public static string? Read(KnownFields fields, JsonNode question, JsonNode context, RecordDraft draft)
    {
        draft.Begin(fields, RecordFormat.Squad);
        if (question["question"u8].Kind != JsonKind.Text) return "a question is not a text";
        QaFormat.AddQuestion(question["question"u8], context, draft);
        if (!QaFormat.TryAnswer(question["answers"u8], out var answer)) return "an answer is not a text";
        draft.Add(Role.Assistant, answer.IsAbsent ? Utf8.Empty : answer);
        return null;
    }

    /// <summary>Whether a list holds articles.</summary>
    public static bool IsNested(JsonNode data)
    {
        foreach (var article in data.Elements()) return article["paragraphs"u8].Kind == JsonKind.Array;
        return false;
    }

    /// <summary>The elements as a list that survives a yield (the tape's own enumerator lives on the stack).</summary>
    private static List<JsonNode> List(JsonNode array, JsonNode otherwise = default)
    {
        var list = new List<JsonNode>();
        foreach (var element in array.Elements()) list.Add(element);
        if (!array.Exists && otherwise.Exists) list.Add(otherwise);
        return list;
    }
}
