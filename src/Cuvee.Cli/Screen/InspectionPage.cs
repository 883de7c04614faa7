using System.Globalization;
using Cuvee.Ingest;
using Cuvee.Inspect;

namespace Cuvee.Cli;

/// <summary>What the doctor found, for people to read: few files one by one, many as a table and all together.</summary>
internal static class InspectionPage
{
    /// <summary>So many files are told in full; more are a table.</summary>
    private const int MaxFiles = 3;

    /// <summary>Values of a tag that are named.</summary>
    private const int MaxTagValues = 8;

    /// <summary>Columns that are shown; the document has 256.</summary>
    private const int MaxColumns = 30;

    private const int LabelColumns = 12;

    public static void Write(Screen screen, InspectionReport report)
    {
        if (report.Files.Length > MaxFiles)
        {
            WriteTable(screen, report);
            screen.Line();
            screen.Line(screen.OutStyle.Bold($"{Words.Count(report.Files.Length, "file")} together"));
            WriteContent(screen, report.Total);
            if (report.Damaged.Any()) screen.Line();
        }
        else
        {
            foreach (var file in report.Files) WriteFile(screen, file, isFirst: file == report.Files[0]);
            WriteAcross(screen, report);
        }

        foreach (var file in report.Damaged) screen.Line($"{screen.OutStyle.Red("DAMAGED")} {file.Damage}");
        if (report.Quality is { } quality) QualityPage.Write(screen, quality);
        WriteSources(screen, report);
        WriteSample(screen, report);
    }

    private static void WriteTable(Screen screen, InspectionReport report)
    {
        var table = new TextTable().Column("file").Column("bytes", isNumber: true).Column("kind").Column("records", isNumber: true).Column("format").Column("remarks");
        foreach (var file in report.Files)
        {
            table.Row(
                file.File,
                Number(file.Bytes),
                file.Detection is null ? "" : ContainerWords.Of(file.Detection.Kind),
                Number(file.Content.Records),
                string.Join(", ", file.Content.Formats.Select(format => FormatWords.Of(format.Format))),
                string.Join(", ", Remarks(file)));
        }

        table.Write(screen);
    }

    private static IEnumerable<string> Remarks(FileSummary file)
    {
        if (file.Damage is not null) yield return "DAMAGED";
        foreach (var entry in file.Content.Quarantined) yield return $"{Number(entry.Count)} {entry.Reason}";
        if (file.Content.NoAnswers + file.Content.EmptyAnswers is > 0 and var empty) yield return $"{Number(empty)} without answer";
        if (file.Content.Duplicates.Content is > 0 and var duplicates) yield return Words.Count(duplicates, "duplicate");
        if (file.Content.WithReplacement is > 0 and var replaced) yield return $"{Number(replaced)} with U+FFFD";
    }

    private static void WriteFile(Screen screen, FileSummary file, bool isFirst)
    {
        if (!isFirst) screen.Line();
        screen.Line(screen.OutStyle.Bold(file.File));
        var compression = file.Compression == Compression.None ? "" : $", {file.Compression.ToString().ToLowerInvariant()}";
        var encoding = file.EncodingName is null or "none" ? "" : $", {file.EncodingName}";
        if (file.Detection is { } detection)
            Row(screen, "file", Invariant($"{ContainerWords.Of(detection.Kind)}{compression}{encoding}, {Words.Count(file.Bytes, "byte")}: {detection.Evidence} (confidence {detection.Confidence:0.0})"));
        if (!file.IsEmpty && file.Detection is not null) WriteContent(screen, file.Content);
    }

    /// <summary>What shows only when files are compared with each other.</summary>
    private static void WriteAcross(Screen screen, InspectionReport report)
    {
        var (content, prompt) = (Across(duplicates => duplicates.Content), Across(duplicates => duplicates.Prompt));
        if (report.Files.Length < 2 || content + prompt <= 0) return;
        screen.Line();
        Row(screen, "across files", $"{Number(content)} more duplicates of content, {Number(prompt)} of prompt");

        long Across(Func<DuplicateSummary, long> count) => Math.Max(0, count(report.Total.Duplicates) - report.Files.Sum(file => count(file.Content.Duplicates)));
    }

    private static void WriteContent(Screen screen, ContentSummary content)
    {
        Row(screen, "records", content.Records == content.Values ? Number(content.Records) : $"{Number(content.Records)} in {Words.Count(content.Values, "value")}");
        foreach (var format in content.Formats) Row(screen, "format", $"{Number(format.Count)} {FormatWords.Of(format.Format)} ({Percent(format.Share)}): {format.Evidence}");
        foreach (var entry in content.Quarantined)
        {
            Row(screen, "quarantined", $"{Number(entry.Count)} {entry.Reason}: {entry.Places[0].Detail}");
            Row(screen, "", $"at {string.Join(", ", entry.Places.Select(place => Invariant($"{place.File}:{place.Line}")))}{(entry.Count > entry.Places.Length ? ", ..." : "")}");
        }

        WriteCounts(screen, content);
        WriteLanguages(screen, content);
        WriteFindings(screen, content);
        WriteSuspicions(screen, content);
        WriteLengths(screen, content);
        WriteColumns(screen, content);
    }

    private static void WriteCounts(Screen screen, ContentSummary content)
    {
        if (!content.Roles.IsEmpty) Row(screen, "turns", string.Join(", ", content.Roles.Select(role => $"{Number(role.Value)} {role.Key}")));
        if (!content.With.IsEmpty) Row(screen, "records with", string.Join(", ", content.With.Select(with => $"{Number(with.Value)} {with.Key}")) + (content.ToolCalls > 0 ? $" ({Words.Count(content.ToolCalls, "call")})" : ""));
        var labels = content.LabelTrue + content.LabelFalse;
        if (labels > 0) Row(screen, "labels", Invariant($"{content.LabelTrue:N0} true, {content.LabelFalse:N0} false ({100.0 * content.LabelTrue / labels:0.0} % true)"));
        foreach (var score in content.Scores.Where(score => score.IsNamedScore))
        {
            Row(screen, "score", Invariant($"{score.Path}: {score.Count:N0} numbers from {score.Min} to {score.Max}{(score.Scale is { } scale ? $", scale 0 to {scale}" : "")}"));
        }

        foreach (var tag in content.Tags)
        {
            var values = tag.Values.Take(MaxTagValues).Select(value => $"{value.Key} {Number(value.Value)}");
            Row(screen, "tag", $"{tag.Path}: {string.Join(", ", values)}{(tag.Values.Length > MaxTagValues ? $", and {Words.Count(tag.Values.Length - MaxTagValues, "value")} more" : "")}");
        }
    }

    private static void WriteLanguages(Screen screen, ContentSummary content)
    {
        if (!content.Languages.IsEmpty) Row(screen, "languages", Named(content.Languages));
        if (!content.Scripts.IsEmpty) Row(screen, "scripts", Named(content.Scripts) + (content.Languages.IsEmpty ? " (no languages without --model)" : ""));
    }

    /// <summary>Counts with their words, the first of them.</summary>
    private static string Named(IReadOnlyCollection<KeyValuePair<string, long>> counts) =>
        string.Join(", ", counts.Take(MaxTagValues).Select(count => $"{Number(count.Value)} {count.Key}")) + (counts.Count > MaxTagValues ? $", and {counts.Count - MaxTagValues} more" : "");

    /// <summary>What is often a mistake, and may be none.</summary>
    private static void WriteSuspicions(Screen screen, ContentSummary content)
    {
        if (content.RepeatedPrompt is { } prompt) Row(screen, "same prompt", $"in {Words.Count(prompt.Records, "record")} ({Percent((double)prompt.Records / content.Records)}) or more, as in {prompt.First}");
        if (content.RepeatedAnswer is { } answer) Row(screen, "same answer", $"in {Words.Count(answer.Records, "record")} ({Percent((double)answer.Records / content.Records)}) or more, as in {answer.First}");
        foreach (var column in content.Columns.Where(column => column.Constant is not null)) Row(screen, "one value", $"column '{column.Name}' is '{column.Constant}' nearly everywhere");
        if (content is { IsLongestExtreme: true, Longest: { } longest, ConversationLength: { } lengths })
            Row(screen, "far longer", $"{longest}, {Words.Count(lengths.Max, "character")}; 95 % have {Number(lengths.P95)} at most");
        if (!content.PersonalData.IsEmpty) Row(screen, "personal", $"{Named(content.PersonalData)}; the values are not shown");
    }

    private static void WriteFindings(Screen screen, ContentSummary content)
    {
        var duplicates = content.Duplicates;
        var about = duplicates.OneIn == 1 ? "" : Invariant($"about (1 key in {duplicates.OneIn} was compared) ");
        if (duplicates.Content + duplicates.Prompt > 0)
            Row(screen, "duplicates", $"{about}{Number(duplicates.Content)} of content, {Number(duplicates.Prompt)} of prompt, {Number(duplicates.Conflicts)} of them with another answer");
        if (content.NoAnswers > 0) Row(screen, "no answer", Words.Count(content.NoAnswers, "record"));
        if (content.EmptyAnswers > 0) Row(screen, "empty answer", Words.Count(content.EmptyAnswers, "record"));
        if (content.EmptyRejected > 0) Row(screen, "empty reject", Words.Count(content.EmptyRejected, "record"));
        if (content.WithReplacement > 0) Row(screen, "U+FFFD", $"{Words.Count(content.WithReplacement, "record")} with text that was decoded wrongly");
        if (content.Repairable > 0) Row(screen, "misread", $"{Words.Count(content.Repairable, "record")} that 'encoding: repair' would change, as {Examples(content)}");
        if (content.DuplicateKeys > 0) Row(screen, "same key", $"{Words.Count(content.DuplicateKeys, "time")} twice in one object; the last counts");
        foreach (var (loss, count) in content.LostInMessages) Row(screen, "would lose", $"{loss} of {Words.Count(count, "record")}, as messages");
        foreach (var (field, count) in content.UnreadTurnFields) Row(screen, "would lose", $"'{field}' of {Words.Count(count, "turn")}, in any format");
    }

    private static string Examples(ContentSummary content) => string.Join("; ", content.Repairs.Select(example => $"{EditText.Of(example)} in {example.Place}"));

    private static void WriteLengths(Screen screen, ContentSummary content)
    {
        if (content.ConversationLength is null) return;
        screen.Line();
        var table = new TextTable().Column("length of");
        foreach (var name in new[] { "min", "median", "mean", "95 %", "max" }) table.Column(name, isNumber: true);
        Add("prompt, characters", content.PromptLength!);
        Add("answer, characters", content.AnswerLength!);
        Add("all, characters", content.ConversationLength);
        if (content.TokenCount is { } tokens) Add("all, tokens", tokens);
        else if (content.TokenEstimate is { } estimate) Add("tokens, a guess", estimate);
        Add("all, turns", content.TurnCount!);
        table.Write(screen);
        if (content.TokenCount is null) screen.Line(screen.OutStyle.Dim("the guess is 4 bytes of UTF-8 a token; --tokenizer counts"));

        void Add(string name, LengthSummary length) =>
            table.Row(name, Number(length.Min), Number(length.Median), Invariant($"{length.Mean:N1}"), Number(length.P95), Number(length.Max));
    }

    private static void WriteColumns(Screen screen, ContentSummary content)
    {
        if (content.Columns.IsEmpty) return;
        screen.Line();
        var table = new TextTable().Column("column").Column("in", isNumber: true).Column("null", isNumber: true).Column("types").Column("used").Column("example");
        var shown = content.Columns.Length <= MaxColumns ? content.Columns : [.. content.Columns.OrderByDescending(column => column.Presence).Take(MaxColumns)];
        foreach (var column in shown)
        {
            var types = string.Join(", ", column.Types.Where(type => type.Key != "null").Select(type => type.Key));
            table.Row(column.Name, Percent(column.Presence), Percent(column.NullRate), types, column.Used > 0 ? "yes" : "no", column.Example ?? "");
        }

        table.Write(screen);
        if (shown.Length < content.Columns.Length) screen.Line($"and {Words.Count(content.Columns.Length - shown.Length, "column")} more, see --json");
    }

    private static void WriteSources(Screen screen, InspectionReport report)
    {
        if (report.Sources.IsEmpty) return;
        screen.Line();
        screen.Line(screen.OutStyle.Bold("a recipe that fits") + screen.OutStyle.Dim(" ('cuvee init FOLDER' writes one)"));
        foreach (var text in RecipeDraft.Text("data", report).TrimEnd('\n').Split('\n')) screen.Line(text.Length == 0 ? "" : $"  {text}");
    }

    private static void WriteSample(Screen screen, InspectionReport report)
    {
        foreach (var record in report.Sample)
        {
            screen.Line();
            screen.Line(Invariant($"{screen.OutStyle.Bold(Invariant($"{record.File}:{record.Line}"))}{(record.Item > 0 ? Invariant($", item {record.Item}") : "")}, {FormatWords.Of(record.Format)}"));
            ChatText.Write(screen, record.Json.ToString());
        }
    }

    private static void Row(Screen screen, string label, string value)
    {
        screen.Out.Write($"  {screen.OutStyle.Dim(label.PadRight(LabelColumns))} ");
        Prose.Write(screen, Prose.Visible(value).ReplaceLineEndings(" "), LabelColumns + 3);
    }

    private static string Percent(double share) => Invariant($"{share * 100:0.#} %");

    private static string Number(long number) => Invariant($"{number:N0}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
