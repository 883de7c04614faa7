using System.Text.Json;
using Cuvee.Ingest;
using Cuvee.Json;
using Cuvee.Publish;

namespace Cuvee.Inspect;

/// <summary>Writes a report as one JSON document: the answer of <c>cuvee inspect --json</c>.</summary>
public static class InspectionJson
{
    public static void Write(Stream target, InspectionReport report) => JsonDocumentWriter.Write(target, writer => Write(writer, report));

    private static void Write(Utf8JsonWriter writer, InspectionReport report)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("files");
        foreach (var file in report.Files) WriteFile(writer, file);
        writer.WriteEndArray();
        writer.WriteStartObject("total");
        writer.WriteNumber("files", report.Files.Length);
        writer.WriteNumber("damaged", report.Damaged.Count());
        WriteContent(writer, report.Total);
        writer.WriteEndObject();
        writer.WriteStartArray("sources");
        foreach (var source in report.Sources) WriteSource(writer, source);
        writer.WriteEndArray();
        writer.WriteString("recipe", report.Sources.IsEmpty ? null : RecipeDraft.Text("data", report));
        if (report.Quality is { } quality) WriteQuality(writer, quality);
        writer.WriteStartArray("sample");
        foreach (var record in report.Sample) WriteRecord(writer, record);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteFile(Utf8JsonWriter writer, FileSummary file)
    {
        writer.WriteStartObject();
        writer.WriteString("file", file.File);
        writer.WriteNumber("bytes", file.Bytes);
        writer.WriteString("container", file.Detection is { } detection ? ContainerWords.Of(detection.Kind) : null);
        if (file.Detection is not null)
        {
            writer.WriteNumber("confidence", file.Detection.Confidence);
            writer.WriteString("evidence", file.Detection.Evidence);
        }

        writer.WriteString("compression", file.Compression.ToString().ToLowerInvariant());
        writer.WriteString("encoding", file.EncodingName);
        writer.WriteString("damage", file.Damage);
        WriteContent(writer, file.Content);
        writer.WriteEndObject();
    }

    private static void WriteContent(Utf8JsonWriter writer, ContentSummary content)
    {
        writer.WriteNumber("values", content.Values);
        writer.WriteNumber("records", content.Records);
        WriteFormats(writer, content);
        WriteQuarantined(writer, content);
        WriteColumns(writer, content);
        writer.WriteStartObject("lengths");
        WriteLength(writer, "prompt", content.PromptLength);
        WriteLength(writer, "answer", content.AnswerLength);
        WriteLength(writer, "conversation", content.ConversationLength);
        WriteLength(writer, "turns", content.TurnCount);
        if (content.TokenCount is not null) WriteLength(writer, "tokens", content.TokenCount);
        else WriteLength(writer, "tokens_estimate", content.TokenEstimate);
        writer.WriteEndObject();
        writer.WriteCounts("roles", content.Roles);
        writer.WriteNumber("tool_calls", content.ToolCalls);
        writer.WriteCounts("records_with", content.With);
        writer.WriteCounts("labels", [new("true", content.LabelTrue), new("false", content.LabelFalse)]);
        WriteScores(writer, content);
        WriteTags(writer, content);
        writer.WriteStartObject("duplicates");
        writer.WriteNumber("content", content.Duplicates.Content);
        writer.WriteNumber("prompt", content.Duplicates.Prompt);
        writer.WriteNumber("conflicts", content.Duplicates.Conflicts);
        writer.WriteNumber("one_in", content.Duplicates.OneIn);
        writer.WriteEndObject();
        writer.WriteNumber("no_answer", content.NoAnswers);
        writer.WriteNumber("empty_answer", content.EmptyAnswers);
        writer.WriteNumber("empty_rejected", content.EmptyRejected);
        writer.WriteNumber("replacement_characters", content.WithReplacement);
        WriteRepairs(writer, content);
        writer.WriteNumber("duplicate_keys", content.DuplicateKeys);
        writer.WriteCounts("scripts", content.Scripts);
        if (!content.Languages.IsEmpty) writer.WriteCounts("languages", content.Languages);
        writer.WriteCounts("personal_data", content.PersonalData);
        WriteRepeated(writer, "repeated_prompt", content.RepeatedPrompt);
        WriteRepeated(writer, "repeated_answer", content.RepeatedAnswer);
        writer.WriteString("longest", content.Longest?.ToString());
        writer.WriteBoolean("longest_is_extreme", content.IsLongestExtreme);
        writer.WriteCounts("lost_in_messages", content.LostInMessages);
        writer.WriteCounts("unread_turn_fields", content.UnreadTurnFields);
        writer.WriteStrings("unmapped_columns", content.UnmappedColumns);
    }

    private static void WriteRepairs(Utf8JsonWriter writer, ContentSummary content)
    {
        writer.WriteStartObject("misread");
        writer.WriteNumber("records", content.Repairable);
        writer.WriteStartArray("first");
        foreach (var (place, before, after) in content.Repairs)
        {
            writer.WriteStartObject();
            writer.WriteString("place", place.ToString());
            writer.WriteString("before", before);
            writer.WriteString("after", after);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteRepeated(Utf8JsonWriter writer, string name, RepeatedText? repeated)
    {
        if (repeated is null) return;
        writer.WriteStartObject(name);
        writer.WriteNumber("records_at_least", repeated.Records);
        writer.WriteString("first", repeated.First.ToString());
        writer.WriteEndObject();
    }

    private static void WriteFormats(Utf8JsonWriter writer, ContentSummary content)
    {
        writer.WriteObjects("formats", content.Formats, format =>
        {
            writer.WriteString("format", FormatWords.Of(format.Format));
            writer.WriteNumber("count", format.Count);
            writer.WriteNumber("share", format.Share);
            writer.WriteString("evidence", format.Evidence);
        });
    }

    private static void WriteQuarantined(Utf8JsonWriter writer, ContentSummary content)
    {
        writer.WriteStartArray("quarantined");
        foreach (var (reason, count, places) in content.Quarantined)
        {
            writer.WriteStartObject();
            writer.WriteString("reason", reason);
            writer.WriteNumber("count", count);
            writer.WriteObjects("first", places, place =>
            {
                writer.WriteString("file", place.File);
                writer.WriteNumber("line", place.Line);
                writer.WriteNumber("item", place.Item);
                writer.WriteString("detail", place.Detail);
            });
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteColumns(Utf8JsonWriter writer, ContentSummary content)
    {
        writer.WriteObjects("columns", content.Columns, column =>
        {
            writer.WriteString("name", column.Name);
            writer.WriteNumber("present", column.Present);
            writer.WriteNumber("presence", column.Presence);
            writer.WriteNumber("null_rate", column.NullRate);
            writer.WriteCounts("types", column.Types);
            writer.WriteNumber("used", column.Used);
            writer.WriteNumber("mean_characters", column.MeanCharacters);
            writer.WriteString("constant", column.Constant);
            writer.WriteString("example", column.Example);
        });
        writer.WriteNumber("other_column_values", content.OtherColumnValues);
    }

    private static void WriteLength(Utf8JsonWriter writer, string name, LengthSummary? length)
    {
        if (length is null)
        {
            writer.WriteNull(name);
            return;
        }

        writer.WriteStartObject(name);
        writer.WriteNumber("min", length.Min);
        writer.WriteNumber("median", length.Median);
        writer.WriteNumber("mean", length.Mean);
        writer.WriteNumber("p95", length.P95);
        writer.WriteNumber("max", length.Max);
        writer.WriteEndObject();
    }

    private static void WriteScores(Utf8JsonWriter writer, ContentSummary content)
    {
        writer.WriteObjects("numbers", content.Scores, score =>
        {
            writer.WriteString("field", score.Path);
            writer.WriteNumber("count", score.Count);
            writer.WriteNumber("min", score.Min);
            writer.WriteNumber("max", score.Max);
            if (score.Scale is { } scale) writer.WriteNumber("scale", scale);
            else writer.WriteNull("scale");
            writer.WriteBoolean("is_named_score", score.IsNamedScore);
        });
    }

    private static void WriteTags(Utf8JsonWriter writer, ContentSummary content)
    {
        writer.WriteObjects("tags", content.Tags, tag =>
        {
            writer.WriteString("field", tag.Path);
            writer.WriteNumber("missing", tag.Missing);
            writer.WriteCounts("values", tag.Values);
        });
    }

    private static void WriteSource(Utf8JsonWriter writer, SuggestedSource source)
    {
        writer.WriteStartObject();
        writer.WriteString("name", source.Name);
        writer.WriteStrings("files", source.Files);
        writer.WriteString("output", source.Output);
        writer.WriteNumber("records", source.Records);
        writer.WriteString("recipe", string.Join('\n', RecipeDraft.Lines(source)));
        writer.WriteEndObject();
    }

    private static void WriteQuality(Utf8JsonWriter writer, QualitySummary quality)
    {
        writer.WriteStartObject("quality");
        writer.WriteObjects("measures", quality.Measures, measure =>
        {
            writer.WriteString("filter", measure.Filter);
            writer.WriteString("measure", measure.Measure);
            writer.WriteNumber("measured", measure.Measured);
            foreach (var (name, value) in measure.Spread) writer.WriteNumber(name, value);
            if (measure.Minimum is { } minimum) writer.WriteNumber("default_minimum", minimum);
            if (measure.Maximum is { } maximum) writer.WriteNumber("default_maximum", maximum);
            writer.WriteNumber("outside", measure.Outside);
        });
        writer.WriteCounts("dropped_by_default", quality.Dropped);
        writer.WriteEndObject();
    }

    private static void WriteRecord(Utf8JsonWriter writer, SampledRecord record)
    {
        writer.WriteStartObject();
        writer.WriteString("file", record.File);
        writer.WriteNumber("line", record.Line);
        writer.WriteNumber("item", record.Item);
        writer.WriteString("format", FormatWords.Of(record.Format));
        writer.WritePropertyName("record");
        writer.WriteRawValue(record.Json.Span, skipInputValidation: true);
        writer.WriteEndObject();
    }
}
