using System.Text.Json;
using Cuvee.Json;
using Cuvee.Report;

namespace Cuvee.Cli;

/// <summary>Explanations as one document: <c>{"records": [...]}</c>, the ledger's columns under their own names.</summary>
internal static class ExplanationJson
{
    public static void Write(Screen screen, IReadOnlyList<Explanation> found) => screen.Json(writer =>
    {
        writer.WriteStartArray("records");
        foreach (var explanation in found) Write(writer, explanation);
        writer.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter writer, Explanation found)
    {
        writer.WriteStartObject();
        writer.WriteString("dataset", found.Dataset);
        RecordJson.Write(writer, found.Record, found.Text);
        if (found.Detail is not null) writer.WriteString("detail", found.Detail);
        if (found.Raw is not null) writer.WriteString("raw", found.Raw);
        PersonalData(writer, found);
        if (found.IsInputGone) writer.WriteBoolean("input_gone", true);
        if (found.History is { } history) History(writer, history);
        Choice(writer, found.Choice);
        Tied(writer, found.Tied);
        Items(writer, found);
        if (found.Other is { } other)
        {
            writer.WriteStartObject("other");
            RecordJson.Write(writer, other, found.OtherText);
            RecordJson.Embed(writer, "as_decided", found.OtherHistory?.AsDecided);
            writer.WriteEndObject();
        }
        else if (found.OtherHistory is { } reference)
        {
            writer.WriteStartObject("reference");
            writer.WriteString("place", found.ReferencePlace);
            RecordJson.Embed(writer, "as_decided", reference.AsDecided);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    /// <summary>The record as it was read, what was done to it, and what came of that.</summary>
    private static void History(Utf8JsonWriter writer, RecordHistory history)
    {
        RecordJson.Embed(writer, "as_read", history.AsRead);
        if (history.AsDecided != history.AsRead) RecordJson.Embed(writer, "as_decided", history.AsDecided);
        Array(writer, "texts", history.Changes, change =>
        {
            writer.WriteString("rule", change.Rule);
            writer.WriteString("where", change.Where);
            writer.WriteString("before", change.Before);
            writer.WriteString("after", change.After);
        });
        Array(writer, "repairs", history.Repairs, repair =>
        {
            writer.WriteString("before", repair.Before);
            writer.WriteString("after", repair.After);
            writer.WriteString("kind", JsonNamingPolicy.SnakeCaseLower.ConvertName(repair.Kind.ToString()));
            if (repair.Rounds > 0) writer.WriteString("codec", repair.Codec);
            if (repair.Rounds > 0) writer.WriteNumber("rounds", repair.Rounds);
            writer.WriteNumber("count", repair.Count);
        });
        if (history.Cut is { } cut) Cut(writer, cut);
        Array(writer, "judgements", history.Judgements, judgement =>
        {
            writer.WriteString("filter", judgement.Filter);
            foreach (var (name, value) in judgement.Measures.Where(measure => double.IsFinite(measure.Value))) writer.WriteNumber(name, value);
            writer.WriteString("reason", judgement.Reason);
        });
    }

    private static void Cut(Utf8JsonWriter writer, TokenCut cut)
    {
        writer.WriteStartObject("cut");
        writer.WriteNumber("tokens_before", cut.TokensBefore);
        writer.WriteNumber("tokens_after", cut.TokensAfter);
        writer.WriteNumber("maximum", cut.Maximum);
        Array(writer, "turns", cut.Turns, turn =>
        {
            writer.WriteNumber("turn", turn.Number);
            writer.WriteString("role", turn.Role);
            writer.WriteString("text", turn.Text);
        });
        writer.WriteEndObject();
    }

    private static void PersonalData(Utf8JsonWriter writer, Explanation found) => Array(writer, "personal_data", found.PersonalData, data =>
    {
        writer.WriteString("kind", data.Kind);
        writer.WriteString("value", data.Value);
        writer.WriteString("placeholder", data.Placeholder);
        writer.WriteString("where", data.Where);
        writer.WriteString("why", data.Why);
    });

    private static void Choice(Utf8JsonWriter writer, RankedChoice? choice)
    {
        if (choice is null) return;
        writer.WriteStartObject("choice");
        writer.WriteString("stage", choice.Stage);
        writer.WriteString("among", choice.Among);
        writer.WriteNumber("rank", choice.Rank);
        if (choice.Place is { } place) writer.WriteNumber("place", place);
        if (choice.Limit is { } limit) writer.WriteNumber("limit", limit);
        writer.WriteString("unit", choice.InTokens ? "tokens" : "records");
        writer.WriteEndObject();
    }

    private static void Tied(Utf8JsonWriter writer, TiedRecords? tied)
    {
        if (tied is null) return;
        writer.WriteStartObject("component");
        writer.WriteNumber("records", tied.Size);
        writer.WriteStrings("tied_by", tied.By);
        Array(writer, "others", tied.Others, other =>
        {
            writer.WriteString("id", other.Id);
            writer.WriteString("place", other.Place);
            writer.WriteString("tied_by", other.TiedBy);
        });
        writer.WriteEndObject();
    }

    private static void Items(Utf8JsonWriter writer, Explanation found) => Array(writer, "benchmark_items", found.Items, item =>
    {
        writer.WriteString("benchmark", item.Benchmark);
        writer.WriteString("item", item.Item);
        writer.WriteString("part", item.Part);
        writer.WriteString("action", item.Action);
        writer.WriteNumber("share", item.Share);
        writer.WriteNumber("longest", item.Longest);
        writer.WriteString("record_words", item.RecordWords);
        writer.WriteString("item_words", item.ItemWords);
    });

    /// <summary>A list of objects; nothing where it is empty.</summary>
    private static void Array<T>(Utf8JsonWriter writer, string name, IReadOnlyCollection<T> values, Action<T> write)
    {
        if (values.Count > 0) writer.WriteObjects(name, values, write);
    }
}
