using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Ingest.Formats;

/// <summary>A plain text for continued pretraining: one assistant turn, so that all of it is trained on.</summary>
internal static class TextFormat
{
    public static bool Fits(KnownFields fields) => fields[KnownField.Text].Kind == JsonKind.Text;

    public static string? Read(KnownFields fields, RecordDraft draft)
    {
        draft.Begin(fields, RecordFormat.Text);
        draft.Add(Role.Assistant, fields[KnownField.Text].Text);
        return null;
    }
}
