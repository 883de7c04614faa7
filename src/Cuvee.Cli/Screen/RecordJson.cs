using System.Text.Json;
using Cuvee.Report;

namespace Cuvee.Cli;

/// <summary>A row of the ledger as members of a JSON object, under the ledger's own names; what is null there is left out.</summary>
internal static class RecordJson
{
    public static void Write(Utf8JsonWriter writer, LedgerEntry record, string? text)
    {
        writer.WriteString("id", record.Id);
        writer.WriteString("source", record.Source);
        Optional(writer, "family", record.Family);
        writer.WriteString("file", record.File);
        writer.WriteNumber("line", record.Line);
        writer.WriteNumber("item", record.Item);
        writer.WriteString("state", record.State);
        Optional(writer, "stage", record.Stage);
        Optional(writer, "reason", record.Reason);
        Optional(writer, "measured", record.Measured);
        Optional(writer, "threshold", record.Threshold);
        Optional(writer, "other_id", record.OtherId);
        Optional(writer, "similarity", record.Similarity);
        if (!record.Changes.IsEmpty)
        {
            writer.WriteStartObject("changes");
            foreach (var (rule, count) in record.Changes) writer.WriteNumber(rule, count);
            writer.WriteEndObject();
        }

        Optional(writer, "content_hash", record.ContentHash);
        writer.WriteNumber("copies", record.Copies);
        Optional(writer, "split", record.Split);
        Optional(writer, "output_file", record.OutputFile);
        if (record.OutputLine is { } line) writer.WriteNumber("output_line", line);
        Optional(writer, "output_hash", record.OutputHash);
        Embed(writer, "tags", record.Tags);
        Embed(writer, "record", text);
    }

    private static void Optional(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null) writer.WriteString(name, value);
    }

    private static void Optional(Utf8JsonWriter writer, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number)) writer.WriteNumber(name, number);
    }

    /// <summary>Writes JSON as a member; nothing when there is none.</summary>
    public static void Embed(Utf8JsonWriter writer, string name, string? json)
    {
        if (json is null) return;
        writer.WritePropertyName(name);
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 1024 });
        document.RootElement.WriteTo(writer);
    }
}
