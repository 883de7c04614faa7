using System.Globalization;
using System.Text.Json;
using Cuvee.Report;

namespace Cuvee.Cli;

/// <summary>A record for people to read.</summary>
internal static class RecordPage
{
    private const int LabelColumns = 13;

    /// <summary>Edits of one text that are shown; the document of <c>--json</c> has the whole text before and after.</summary>
    private const int MaxEdits = 5;

    /// <summary>All that is known of a record's life.</summary>
    public static void Life(Screen screen, Explanation found)
    {
        var record = found.Record;
        screen.Line(screen.OutStyle.Bold($"{found.Dataset}: {record.Id}"));
        Row(screen, "read from", $"{record.Place}, source {record.Source}");
        if (record.Family is { } family && family != record.Source) Row(screen, "family", family);
        if (record.Tags is not null) Row(screen, "tags", Tags(record.Tags));
        if (found.IsInputGone) Row(screen, "not shown", $"what was done to it: {record.File} is not to be found, or not the file that was read; --inputs DIR says where it is");
        Changes(screen, found);
        foreach (var data in found.PersonalData) Row(screen, "found", $"{data.Kind} {data.Value} {(data.Placeholder is null ? "is still there" : $"became {data.Placeholder}")} ({data.Where}: {data.Why})");
        if (Passed(found) is { Length: > 0 } passed) Row(screen, "passed", passed);
        Row(screen, "state", StateOf(record));
        if (Measured(found) is { } measured) Row(screen, "measured", measured);
        if (Meaning(record) is { } meaning) Row(screen, "which means", meaning);
        if (found.Detail is not null && found.Detail != Meaning(record)) Row(screen, "detail", found.Detail);
        if (found.Choice is { } choice) Row(screen, "rank", RankOf(choice));
        if (found.Tied is { } tied) Ties(screen, tied);
        if (record.OutputFile is not null) Row(screen, "written to", $"{record.OutputFile}:{record.OutputLine}, split {record.Split}{(record.Copies > 1 ? $", {record.Copies} copies" : "")}");
        Body(screen, found);
    }

    /// <summary>A record among others: where it stood, and its text.</summary>
    public static void Look(Screen screen, Explanation found)
    {
        var record = found.Record;
        screen.Line($"{screen.OutStyle.Bold(record.Place)}  {record.Id[..8]}{(record.Split is null ? "" : $"  {record.Split}")}");
        if (!record.IsKept) Row(screen, "state", StateOf(record));
        if (Measured(found) is { } measured) Row(screen, "measured", measured);
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

    /// <summary>Each rule that changed something, and below it what.</summary>
    private static void Changes(Screen screen, Explanation found)
    {
        foreach (var (rule, count) in found.Record.Changes)
        {
            Row(screen, "changed", $"{rule}, {Words.Count(count, rule.StartsWith("pii_", StringComparison.Ordinal) ? "value" : rule == "tokens" ? "turn" : "text")}");
            if (rule == "encoding") foreach (var repair in found.History?.Repairs ?? []) Row(screen, "repaired", EditText.Of(repair));
            else if (rule == "tokens" && found.History?.Cut is { } cut) Cut(screen, cut);
            else foreach (var change in found.History?.Changes ?? []) if (change.Rule == rule) Change(screen, change);
        }
    }

    private static void Change(Screen screen, TextChange change)
    {
        if (change.Rule == "markup")
        {
            ChatText.WriteText(screen, "as HTML", ChatText.Shorten(Prose.Visible(change.Before)));
            return;
        }

        var edits = TextEdits.Of(change.Before, change.After);
        foreach (var edit in edits.Take(MaxEdits)) Row(screen, "", $"{EditText.Of(edit)} ({change.Where})");
        if (edits.Length > MaxEdits) Row(screen, "", $"and {Words.Count(edits.Length - MaxEdits, "more change")} ({change.Where})");
    }

    private static void Cut(Screen screen, TokenCut cut)
    {
        Row(screen, "", Invariant($"{cut.TokensBefore:N0} tokens before, {cut.TokensAfter:N0} after; the limit is {cut.Maximum:N0}"));
        foreach (var (number, role, text) in cut.Turns) ChatText.WriteText(screen, Invariant($"cut {number}"), $"{role}: {ChatText.Shorten(Prose.Visible(text))}");
    }

    /// <summary>Filters that let it pass, with what they measured.</summary>
    private static string Passed(Explanation found) => string.Join(", ", (found.History?.Judgements ?? []).Where(judgement => judgement.Reason is null).Select(judgement => judgement.Measures switch
    {
        [] => judgement.Filter,
        [var (name, value)] when name == judgement.Filter => $"{judgement.Filter} {Number(value)}",
        _ => $"{judgement.Filter} ({string.Join(", ", judgement.Measures.Select(measure => $"{measure.Name} {Number(measure.Value)}"))})",
    }));

    private static void Ties(Screen screen, TiedRecords tied)
    {
        Row(screen, "tied to", $"{Words.Count(tied.Size - 1, "other record")} by {string.Join(" and ", tied.By)}, which the split keeps together");
        foreach (var other in tied.Others) Row(screen, "", $"{other.Place}  {other.Id}{(other.TiedBy is { } by && by != string.Join(',', tied.By) ? $" by {by}" : "")}");
        if (tied.Others.Length < tied.Size - 1) Row(screen, "", $"and {Words.Count(tied.Size - 1 - tied.Others.Length, "more record")}");
    }

    private static string RankOf(RankedChoice choice)
    {
        var rank = Invariant($"{choice.Rank:0.000000} in the choice '{choice.Stage}' among {choice.Among}, the smallest come first");
        return choice switch
        {
            { Place: { } place, Limit: { } limit, InTokens: true } => rank + Invariant($"; with it there would be {place:N0} tokens, the budget is {limit:N0}"),
            { Place: { } place, Limit: { } limit } => rank + Invariant($"; number {place:N0} of them, and {limit:N0} are taken"),
            _ => rank,
        };
    }

    private static void Body(Screen screen, Explanation found)
    {
        if (found.Other is { } other)
        {
            Row(screen, "kept instead", $"{other.Place}  {other.Id}{Alike(found.Record)}");
            if (!other.IsKept) Row(screen, "", $"which was then {StateOf(other)}");
        }
        else if (found.Record is { Stage: "near_dedup", OtherId: { } reference })
        {
            Row(screen, "kept instead", $"{(found.ReferencePlace is { } place ? $"{place}  " : "")}{reference}{Alike(found.Record)}");
            Row(screen, "", "of the source that 'dedup.near.against' names, which is no part of this dataset");
        }
        else if (found.Record.OtherId is { } item && found.Items.IsEmpty)
        {
            Row(screen, "found in it", $"{item}, which is beyond those that decontamination.json lists with their words");
        }

        foreach (var item in found.Items) Item(screen, item);
        if (found.Raw is not null) screen.Line($"  {ChatText.Shorten(Prose.Visible(found.Raw))}");
        else if (found is { History.AsDecided: var dropped, OtherHistory.AsDecided: var kept } && dropped != kept) DifferenceText.Write(screen, dropped, kept);
        else if ((found.Text ?? found.OtherText ?? found.OtherHistory?.AsDecided ?? found.History?.AsDecided) is { } text) ChatText.Write(screen, text);
    }

    private static void Item(Screen screen, FoundItem item)
    {
        Row(screen, "found in it", Invariant($"{item.Benchmark}/{item.Item}: {item.Share * 100:0.#} % of its {item.Part}, {Words.Count(item.Longest, "word")} in a row ({item.Action})"));
        ChatText.WriteText(screen, "its words", DifferenceText.Words(screen, item.RecordWords, item.ItemWords));
    }

    private static string Alike(LedgerEntry record) => record.Similarity is { } alike ? Invariant($", {alike:0.###} alike") : "";

    private static void Row(Screen screen, string label, string value) => screen.Line($"  {screen.OutStyle.Dim(label.PadRight(LabelColumns))} {value}");

    /// <summary>What the deciding stage measured; a place by rank has a line of its own.</summary>
    private static string? Measured(Explanation found) => found.Choice?.Place is not null ? null : (found.Record.Measured, found.Record.Threshold) switch
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

    private static string Number(double number) => number.ToString("#,0.####", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
