using System.Globalization;
using System.Text.Json;
using Cuvee.Report;

namespace Cuvee.Cli;

/// <summary>A record for people to read, or as JSON.</summary>
internal static class RecordPage
{
    private const int LabelColumns = 13;

    /// <summary>All that is known of a record's life.</summary>
    public static void Life(Screen screen, Explanation found)
    {
        var record = found.Record;
        screen.Line(screen.OutStyle.Bold($"{found.Dataset}: {record.Id}"));
        Row(screen, "read from", $"{record.Place}, source {record.Source}");
        if (record.Family is { } family && family != record.Source) Row(screen, "family", family);
        if (record.Tags is not null) Row(screen, "tags", Tags(record.Tags));
        foreach (var (rule, count) in record.Changes) Row(screen, "changed", $"{rule}, {Words.Count(count, "text")}");
        Row(screen, "state", StateOf(record));
        if (Measured(record) is { } measured) Row(screen, "measured", measured);
        if (Meaning(record) is { } meaning) Row(screen, "which means", meaning);
        if (found.Detail is not null && found.Detail != Meaning(record)) Row(screen, "detail", found.Detail);
        if (record.OutputFile is not null) Row(screen, "written to", $"{record.OutputFile}:{record.OutputLine}, split {record.Split}{(record.Copies > 1 ? $", {record.Copies} copies" : "")}");
        foreach (var change in found.Markup) ChatText.WriteText(screen, "as HTML", ChatText.Shorten(Prose.Visible(change.Before)));
        Body(screen, found);
    }

    /// <summary>A record among others: where it stood, and its text.</summary>
    public static void Look(Screen screen, Explanation found)
    {
        var record = found.Record;
        screen.Line($"{screen.OutStyle.Bold(record.Place)}  {record.Id[..8]}{(record.Split is null ? "" : $"  {record.Split}")}");
        if (!record.IsKept) Row(screen, "state", StateOf(record));
        if (Measured(record) is { } measured) Row(screen, "measured", measured);
        if (found.Detail is not null) Row(screen, "detail", found.Detail);
        Body(screen, found);
    }

    /// <summary><c>kept</c>, <c>dropped by filter: score_low</c>, <c>quarantined: malformed_json</c>.</summary>
    public static string StateOf(LedgerEntry record) => record switch
    {
        { IsKept: true } => "kept",
        { Stage: "read" } => $"{record.State}: {record.Reason}",
        _ => $"{record.State} by {record.Stage}: {record.Reason}",
    };

    /// <summary>One document: <c>{"records": [...]}</c>, the ledger's columns under their own names.</summary>
    public static void Json(Screen screen, IReadOnlyList<Explanation> found) => screen.Json(writer =>
    {
        writer.WriteStartArray("records");
        foreach (var explanation in found)
        {
            writer.WriteStartObject();
            writer.WriteString("dataset", explanation.Dataset);
            RecordJson.Write(writer, explanation.Record, explanation.Text);
            if (explanation.Detail is not null) writer.WriteString("detail", explanation.Detail);
            if (explanation.Raw is not null) writer.WriteString("raw", explanation.Raw);
            Markup(writer, explanation);
            if (explanation.AsRead is var (asRead, _)) RecordJson.Embed(writer, "as_read", asRead);
            if (explanation.Other is { } other)
            {
                writer.WriteStartObject("other");
                RecordJson.Write(writer, other, explanation.OtherText);
                if (explanation.AsRead is var (_, otherAsRead)) RecordJson.Embed(writer, "as_read", otherAsRead);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    private static void Markup(Utf8JsonWriter writer, Explanation found)
    {
        if (found.Markup.IsEmpty) return;
        writer.WriteStartArray("markup");
        foreach (var change in found.Markup)
        {
            writer.WriteStartObject();
            writer.WriteString("before", change.Before);
            writer.WriteString("after", change.After);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Body(Screen screen, Explanation found)
    {
        if (found.Other is { } other)
        {
            var similarity = found.Record.Similarity is { } alike ? string.Create(CultureInfo.InvariantCulture, $", {alike:0.###} alike") : "";
            Row(screen, "kept instead", $"{other.Place}  {other.Id}{similarity}");
            if (!other.IsKept) Row(screen, "", $"which was then {StateOf(other)}");
        }

        else if (found.Record.OtherId is { } item)
        {
            Row(screen, "found in it", item);
        }

        if (found.Raw is not null) screen.Line($"  {ChatText.Shorten(Prose.Visible(found.Raw))}");
        if (found.AsRead is var (dropped, kept)) DifferenceText.Write(screen, dropped, kept);
        else if ((found.Text ?? found.OtherText) is { } text) ChatText.Write(screen, text);
    }

    private static void Row(Screen screen, string label, string value) => screen.Line($"  {screen.OutStyle.Dim(label.PadRight(LabelColumns))} {value}");

    private static string? Measured(LedgerEntry record) => (record.Measured, record.Threshold) switch
    {
        ({ } measured, { } threshold) => string.Create(CultureInfo.InvariantCulture, $"{measured}, against {threshold}"),
        ({ } measured, null) => string.Create(CultureInfo.InvariantCulture, $"{measured}"),
        _ => null,
    };

    private static string? Meaning(LedgerEntry record) => record.IsKept ? null : LedgerWords.All.FirstOrDefault(word => word.Stage == record.Stage && word.Reason == record.Reason)?.Meaning;

    private static string Tags(string json)
    {
        using var tags = JsonDocument.Parse(json);
        return string.Join(", ", tags.RootElement.EnumerateObject().Select(tag => $"{tag.Name} {tag.Value.GetString()}"));
    }
}
