using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Ingest.Formats;

/// <summary>
/// instruction, input, output (or response), optionally history and system. The user turn is the instruction, then a line feed and the
/// input if that is not empty. A list of instances gives one record each.
/// </summary>
internal static class AlpacaFormat
{
    /// <summary>An instruction and an answer are there; an instruction and an output of null are the empty columns of another format.</summary>
    public static bool Fits(KnownFields fields) =>
        fields.Has(KnownField.Instruction)
        && !(fields[KnownField.Instruction].IsNull && fields[KnownField.Output].IsNull && fields[KnownField.Input].IsNull && !fields.Has(KnownField.Instances))
        && (fields.Has(KnownField.Output) || fields.Has(KnownField.Completion) || fields.Has(KnownField.Answer) || fields.Has(KnownField.Instances));

    public static string? Read(KnownFields fields, RecordDraft draft)
    {
        var input = fields.Has(KnownField.Input) ? fields[KnownField.Input] : fields[KnownField.Context];
        var output = fields.Has(KnownField.Output) ? fields[KnownField.Output]
            : fields.Has(KnownField.Completion) ? fields[KnownField.Completion] : fields[KnownField.Answer];
        return Read(fields, draft, input, output);
    }

    /// <summary>Reads one record with the input and output of an instance.</summary>
    public static string? Read(KnownFields fields, RecordDraft draft, JsonNode input, JsonNode output)
    {
        draft.Begin(fields, fields[KnownField.Label].Kind is JsonKind.True or JsonKind.False ? RecordFormat.Kto : RecordFormat.Alpaca);
        draft.AddSystem();
        if (fields[KnownField.History] is { IsNull: false } history && ReadHistory(history, draft) is { } problem) return problem;
        if (!RecordDraft.TryText(fields[KnownField.Instruction], out var instruction)) return "'instruction' is not a text";
        if (!RecordDraft.TryText(input, out var inputText)) return "'input' is not a text";
        if (!RecordDraft.TryText(output, out var answer)) return "'output' is not a text";
        draft.Instruction = instruction.IsAbsent ? Utf8.Empty : instruction;
        draft.Add(Role.User, inputText.IsEmpty ? instruction
            : instruction.IsEmpty ? inputText
            : fields.Root.Tape.Arena.Join(instruction.Span, "\n"u8, inputText.Span));
        draft.AddAnswer(answer);
        return null;
    }

    private static string? ReadHistory(JsonNode history, RecordDraft draft)
    {
        foreach (var pair in history.Elements())
        {
            if (pair.Kind != JsonKind.Array || pair.Count != 2) return "'history' is not a list of pairs";
            var role = Role.User;
            foreach (var text in pair.Elements())
            {
                if (!RecordDraft.TryText(text, out var said)) return "'history' holds something other than texts";
                draft.Add(role, said);
                role = Role.Assistant;
            }
        }

        return null;
    }
}
