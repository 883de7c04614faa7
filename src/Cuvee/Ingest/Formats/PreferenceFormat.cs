using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Ingest.Formats;

/// <summary>
/// chosen and rejected, each a text, a turn or a list of turns, with or without a prompt. A text with "\n\nHuman:" and "\n\nAssistant:"
/// is a whole conversation. What both sides begin with is the prompt.
/// </summary>
internal static class PreferenceFormat
{
    /// <summary>Both answers are there; two nulls are the empty columns of another format.</summary>
    public static bool Fits(KnownFields fields) =>
        fields.Has(KnownField.Chosen) && fields.Has(KnownField.Rejected) && !(fields[KnownField.Chosen].IsNull && fields[KnownField.Rejected].IsNull);

    public static string? Read(KnownFields fields, RecordDraft draft)
    {
        draft.Begin(fields, RecordFormat.Preference);
        draft.AddSystem();
        var prompt = new List<Turn>(draft.Turns);
        if (ReadPrompt(fields, draft, prompt) is { } problem) return problem;
        var chosen = new List<Turn>();
        var rejected = new List<Turn>();
        problem = ReadSide(fields[KnownField.Chosen], draft, chosen) ?? ReadSide(fields[KnownField.Rejected], draft, rejected);
        if (problem is not null) return problem;

        // A side that tells the whole conversation repeats the prompt; the side is then the better witness.
        var whole = chosen.Count > 0 && chosen[0].Role != Role.Assistant;
        var turns = whole ? chosen : [.. prompt, .. chosen];
        var other = whole ? rejected : [.. prompt, .. rejected];
        var common = 0;
        while (common < Math.Min(turns.Count, other.Count) - 1 && turns[common].Equals(other[common])) common++;
        draft.Turns.Clear();
        if (whole && turns[0].Role != Role.System && prompt.Count > 0 && prompt[0].Role == Role.System)
        {
            draft.Turns.Add(prompt[0]);
            draft.RejectedFrom = 1;
        }

        draft.Turns.AddRange(turns);
        draft.RejectedFrom += common;
        draft.Rejected = [.. other.Skip(common)];
        return null;
    }

    private static string? ReadPrompt(KnownFields fields, RecordDraft draft, List<Turn> prompt)
    {
        var node = fields.Has(KnownField.Messages) ? fields[KnownField.Messages]
            : fields.Has(KnownField.Prompt) ? fields[KnownField.Prompt]
            : fields.Has(KnownField.Instruction) ? fields[KnownField.Instruction] : fields[KnownField.Question];
        if (node.IsNull) return null;
        if (node.Kind == JsonKind.Array) return draft.AddTurns(node, prompt);
        if (node.Kind != JsonKind.Text) return "the prompt is neither a text nor a list of turns";
        if (Dialogue.TrySplit(node.Text, prompt)) return null;
        var text = node.Text;
        if (fields.Has(KnownField.Instruction) && fields[KnownField.Input] is { Kind: JsonKind.Text } input && !input.Text.IsEmpty)
        {
            draft.Instruction = text;
            text = fields.Root.Tape.Arena.Join(text.Span, "\n"u8, input.Text.Span);
        }

        prompt.Add(new Turn(Role.User, text));
        return null;
    }

    private static string? ReadSide(JsonNode node, RecordDraft draft, List<Turn> side)
    {
        switch (node.Kind)
        {
            case JsonKind.Array:
                return draft.AddTurns(node, side);
            case JsonKind.Object:
                if (draft.TurnReader.Read(node, out var turn) is { } problem) return problem;
                side.Add(turn);
                return null;
            case JsonKind.Text:
                if (!Dialogue.TrySplit(node.Text, side)) side.Add(new Turn(Role.Assistant, node.Text));
                return null;
            default:
                return "an answer of the preference is neither a text nor turns";
        }
    }
}
