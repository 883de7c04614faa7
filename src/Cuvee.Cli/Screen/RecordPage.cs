using System.Globalization;
using System.Text.Json;
using Cuvee.Normalize.Misread;
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
        foreach (var (rule, count) in record.Changes) Row(screen, "changed", $"{rule}, {Words.Count(count, rule.StartsWith("pii_", StringComparison.Ordinal) ? "value" : "text")}");
        foreach (var repair in found.Repairs) Row(screen, "repaired", RepairOf(repair));
        foreach (var data in found.PersonalData) Row(screen, "found", $"{data.Kind} {data.Value} {(data.Placeholder is null ? "is still there" : $"became {data.Placeholder}")} ({data.Where}: {data.Why})");
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
            if (!explanation.PersonalData.IsEmpty) WritePersonalData(writer, explanation.PersonalData);
            if (explanation.Raw is not null) writer.WriteString("raw", explanation.Raw);
            Repairs(writer, explanation);
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

    private static void Repairs(Utf8JsonWriter writer, Explanation found)
    {
        if (found.Repairs.IsEmpty) return;
        writer.WriteStartArray("repairs");
        foreach (var repair in found.Repairs)
        {
            writer.WriteStartObject();
            writer.WriteString("before", repair.Before);
            writer.WriteString("after", repair.After);
            writer.WriteString("kind", JsonNamingPolicy.SnakeCaseLower.ConvertName(repair.Kind.ToString()));
            if (repair.Rounds > 0) writer.WriteString("codec", repair.Codec);
            if (repair.Rounds > 0) writer.WriteNumber("rounds", repair.Rounds);
            writer.WriteNumber("count", repair.Count);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WritePersonalData(Utf8JsonWriter writer, IEnumerable<FoundPersonalData> found)
    {
        writer.WriteStartArray("personal_data");
        foreach (var data in found)
        {
            writer.WriteStartObject();
            writer.WriteString("kind", data.Kind);
            writer.WriteString("value", data.Value);
            writer.WriteString("placeholder", data.Placeholder);
            writer.WriteString("where", data.Where);
            writer.WriteString("why", data.Why);
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
        else if (found.Record is { Stage: "near_dedup", OtherId: { } reference, Similarity: { } alike })
        {
            Row(screen, "kept instead", string.Create(CultureInfo.InvariantCulture, $"{reference}, {alike:0.###} alike, of the source that 'dedup.near.against' names; it is no part of this dataset"));
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

    /// <summary><c>'Ã©' is now 'é': UTF-8 read as windows-1252, 12 times</c>.</summary>
    private static string RepairOf(TextRepair repair)
    {
        var what = repair switch
        {
            { Kind: RepairKind.Misread, Rounds: > 1 } => $"UTF-8 read as {repair.Codec}, {repair.Rounds} rounds",
            { Kind: RepairKind.Misread } => $"UTF-8 read as {repair.Codec}",
            { Kind: RepairKind.LostByte } => "a byte had been lost",
            { Kind: RepairKind.ByteOrderMark } => "byte order mark",
            { Kind: RepairKind.Entity } => "HTML entity",
            { Kind: RepairKind.Ligature } => "ligature",
            _ => "control character",
        };
        return $"{Quoted(repair.Before)} is now {Quoted(repair.After)}: {what}{(repair.Count > 1 ? $", {repair.Count} times" : "")}";
    }

    private static string Quoted(string text) =>
        $"'{string.Concat(ChatText.Shorten(text).Select(character => char.IsControl(character) || character is '\uFEFF' or '\u00A0' or '\u00AD' ? $"\\u{(int)character:X4}" : character.ToString()))}'";

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
