using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Ingest.Formats;

/// <summary>prompt and completion (or response), each a text or a list of turns; with a truth value as label it is KTO.</summary>
internal static class PromptCompletionFormat
{
    public static bool Fits(KnownFields fields) =>
        fields[KnownField.Prompt].Kind is JsonKind.Text or JsonKind.Array;

    public static string? Read(KnownFields fields, RecordDraft draft)
    {
        draft.Begin(fields, fields[KnownField.Label].Kind is JsonKind.True or JsonKind.False ? RecordFormat.Kto : RecordFormat.PromptCompletion);
        draft.AddSystem();
        var answer = fields.Has(KnownField.Completion) ? fields[KnownField.Completion]
            : fields.Has(KnownField.Output) ? fields[KnownField.Output] : fields[KnownField.Answer];
        return Add(fields[KnownField.Prompt], Role.User, draft) ?? Add(answer, Role.Assistant, draft);
    }

    private static string? Add(JsonNode node, Role role, RecordDraft draft)
    {
        if (node.Kind == JsonKind.Array) return draft.AddTurns(node);
        if (!RecordDraft.TryText(node, out var text)) return $"the {(role == Role.User ? "prompt" : "completion")} is neither a text nor a list of turns";
        if (!node.Exists) return null;
        if (role == Role.User) draft.Add(role, text);
        else draft.AddAnswer(text);
        return null;
    }
}
