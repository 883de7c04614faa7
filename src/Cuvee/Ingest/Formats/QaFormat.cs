using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Ingest.Formats;

/// <summary>question and answer, problem and solution, query and response; a context stands before the question, apart by a blank line.</summary>
internal static class QaFormat
{
    public static bool Fits(KnownFields fields) =>
        fields[KnownField.Question].Kind == JsonKind.Text && (fields.Has(KnownField.Answer) || fields.Has(KnownField.Output));

    public static string? Read(KnownFields fields, RecordDraft draft)
    {
        draft.Begin(fields, RecordFormat.Qa);
        draft.AddSystem();
        AddQuestion(fields[KnownField.Question], fields[KnownField.Context], draft);
        var answer = fields.Has(KnownField.Answer) ? fields[KnownField.Answer] : fields[KnownField.Output];
        if (!TryAnswer(answer, out var text)) return "the answer is not a text";
        draft.AddAnswer(text);
        return null;
    }

    public static void AddQuestion(JsonNode question, JsonNode context, RecordDraft draft) =>
        draft.Add(Role.User, context.Kind == JsonKind.Text && !context.Text.IsEmpty
            ? question.Tape.Arena.Join(context.Text.Span, "\n\n"u8, question.Text.Span)
            : question.Text);

    /// <summary>
    /// A text; the value of {value, aliases} as in TriviaQA; the first of a list; the first text of SQuAD's {text: [...]}. An empty list is
    /// an unanswerable question: an empty text.
    /// </summary>
    public static bool TryAnswer(JsonNode node, out Utf8 text)
    {
        switch (node.Kind)
        {
            case JsonKind.Array:
                foreach (var element in node.Elements()) return TryAnswer(element, out text);
                text = Utf8.Empty;
                return true;
            case JsonKind.Object:
                var value = node["value"u8] is { Exists: true } given ? given : node["text"u8];
                text = default;
                return value.Exists && TryAnswer(value, out text);
            default:
                return RecordDraft.TryText(node, out text);
        }
    }
}
