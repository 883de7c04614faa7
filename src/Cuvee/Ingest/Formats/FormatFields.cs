using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Ingest.Formats;

/// <summary>Which fields a record of a format is made of. All others stay beside it as extra fields.</summary>
internal static class FormatFields
{
    /// <summary>Whether the record that was read from these fields holds what stands in <paramref name="field"/>. The label is asked for elsewhere.</summary>
    public static bool Uses(RecordFormat format, KnownFields fields, KnownField field) => field switch
    {
        KnownField.Tools or KnownField.Media => true,
        KnownField.System => format is not (RecordFormat.Squad or RecordFormat.Text) && fields[field].Kind == JsonKind.Text,
        _ => ShapeOf(format, fields) switch
        {
            RecordFormat.Messages or RecordFormat.Sharegpt => field == KnownField.Messages,
            RecordFormat.Alpaca => field is KnownField.Instruction or KnownField.History or KnownField.Instances
                || IsThinking(fields, field)
                || IsFirst(fields, field, KnownField.Input, KnownField.Context)
                || IsFirst(fields, field, KnownField.Output, KnownField.Completion, KnownField.Answer),
            RecordFormat.PromptCompletion => field == KnownField.Prompt
                || IsThinking(fields, field)
                || IsFirst(fields, field, KnownField.Completion, KnownField.Output, KnownField.Answer),
            RecordFormat.Preference => field is KnownField.Chosen or KnownField.Rejected
                || IsFirst(fields, field, KnownField.Messages, KnownField.Prompt, KnownField.Instruction, KnownField.Question)
                || (field == KnownField.Input && IsFirst(fields, KnownField.Instruction, KnownField.Messages, KnownField.Prompt, KnownField.Instruction)),
            RecordFormat.Qa => field is KnownField.Question or KnownField.Context || IsThinking(fields, field) || IsFirst(fields, field, KnownField.Answer, KnownField.Output),
            RecordFormat.Squad => field is KnownField.Data or KnownField.Paragraphs or KnownField.Question or KnownField.Answer,
            _ => field == KnownField.Text,
        },
    };

    /// <summary>A labelled record has the shape of another format.</summary>
    private static RecordFormat ShapeOf(RecordFormat format, KnownFields fields) =>
        format != RecordFormat.Kto ? format
        : MessagesFormat.Fits(fields) ? RecordFormat.Messages
        : AlpacaFormat.Fits(fields) ? RecordFormat.Alpaca
        : RecordFormat.PromptCompletion;

    private static bool IsThinking(KnownFields fields, KnownField field) => field == KnownField.Thinking && fields[field].Kind == JsonKind.Text;

    /// <summary>Whether this field is the first of the choices that is there.</summary>
    private static bool IsFirst(KnownFields fields, KnownField field, params ReadOnlySpan<KnownField> choices)
    {
        foreach (var choice in choices)
        {
            if (fields.Has(choice)) return choice == field;
        }

        return false;
    }
}
