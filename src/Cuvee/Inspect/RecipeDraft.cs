using System.Globalization;
using System.Text;
using Cuvee.Model;

namespace Cuvee.Inspect;

/// <summary>Writes a first recipe for what an inspection found: one that builds as it is, with comments on what to think about.</summary>
public static class RecipeDraft
{
    public const string FileName = "recipe.yaml";

    /// <summary>Below so many records a tenth is too few to measure anything with.</summary>
    private const long MinRecordsToSplit = 100;

    /// <summary>More files than this stand one below the other.</summary>
    private const int MaxFilesInLine = 3;

    /// <summary>Output formats, with what their dataset is called.</summary>
    private static readonly (string Output, string Dataset)[] Outputs = [("messages", "chat"), ("preference", "preference"), ("kto", "kto"), ("text", "text")];

    // A word that YAML would not take for a text.
    private static readonly string[] Flags = ["true", "false", "null", "yes", "no", "on", "off"];

    /// <summary>Writes <c>recipe.yaml</c> into the folder that the report's paths start from. An existing one is left as it is.</summary>
    /// <returns>The file's path.</returns>
    /// <exception cref="CuveeException">There is one already, it cannot be written, or no file is of use.</exception>
    public static string Write(string folder, InspectionReport report)
    {
        var path = Path.Combine(folder, FileName);
        if (report.Sources.IsEmpty) throw new CuveeException($"{folder}: no file holds records to train on; see what 'cuvee inspect' says of them");
        try
        {
            using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            var head = $"# A first recipe, drafted by `cuvee init` from {Number(report.Files.Length, "file")}. Read it, change it, then:\n#   cuvee check recipe.yaml\n#   cuvee build recipe.yaml\n";
            file.Write(Encoding.UTF8.GetBytes(head + Text(Path.GetFileName(Path.GetFullPath(folder).TrimEnd('/')), report)));
        }
        catch (IOException exception) when (File.Exists(path))
        {
            throw new CuveeException($"{path}: is there already and is not overwritten; move it away first", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CuveeException($"{path}: cannot be written ({exception.Message.TrimEnd('.')})", exception);
        }

        return path;
    }

    /// <summary>The lines of one source, as they stand below <c>sources:</c>.</summary>
    public static IEnumerable<string> Lines(SuggestedSource source)
    {
        yield return $"  {Quote(source.Name)}: # {source.Description}";
        if (source.Files.Length <= MaxFilesInLine)
        {
            yield return $"    files: [{string.Join(", ", source.Files.Select(Quote))}]";
        }
        else
        {
            yield return "    files:";
            foreach (var file in source.Files) yield return $"      - {Quote(file)}";
        }

        if (!source.Map.IsEmpty) yield return $"    map: {{ {string.Join(", ", source.Map.Select(entry => $"{entry.Key}: {Quote(entry.Value)}"))} }}";
        if (source.ScoreField is { } score)
        {
            yield return source.ScoreScale == 1 && SourceSuggestions.UsualScores.Contains(score)
                ? $"    # {score} lies in 0..1 and is found without 'score'"
                : $"    score: {{ field: {Quote(score)}, from: [0, {source.ScoreScale.ToString(CultureInfo.InvariantCulture)}] }} # brought to 0..1";
        }

        if (source.Tags.IsEmpty) yield break;
        yield return "    tags: # drive mix, caps, holdouts and coverage";
        foreach (var (tag, field) in source.Tags) yield return $"      {tag}: {{ field: {Quote(field)} }}";
    }

    /// <summary>The recipe that fits a report, each line ended by a line feed; it builds as it is.</summary>
    /// <param name="name">What it is called; made a name where it is none.</param>
    /// <param name="report">At least one of its sources must be of use.</param>
    public static string Text(string name, InspectionReport report)
    {
        var lines = new List<string>
        {
            $"name: {Name(name)}",
            "seed: 42 # every choice follows from it and from the content of the records",
            "",
            "sources:",
        };
        foreach (var source in report.Sources) lines.AddRange(Lines(source));
        lines.AddRange(LeftOut(report));
        lines.AddRange(["", .. Repairs(report.Total), ""]);
        lines.AddRange(Filters(report));
        lines.AddRange(["", "dedup:", $"  exact: {{ on: conversation }} # {Duplicates(report.Total.Duplicates)}", "", "datasets:"]);
        foreach (var (output, dataset) in Outputs) lines.AddRange(Dataset(dataset, output, [.. report.Sources.Where(source => source.Output == output)]));
        return string.Join('\n', lines) + "\n";
    }

    private static IEnumerable<string> LeftOut(InspectionReport report)
    {
        var files = report.Files.Where(file => !SourceSuggestions.IsUsable(file)).ToList();
        if (files.Count == 0) yield break;
        yield return "";
        yield return "# Left out:";
        foreach (var file in files)
        {
            var reason = file.Damage is { } damage ? damage.Replace(file.File + ": ", "", StringComparison.Ordinal)
                : file.IsEmpty ? "empty"
                : file.Content.Records > 0 ? "no record has an answer"
                : $"no known format (fields: {string.Join(", ", file.Content.Columns.Take(6).Select(column => column.Name))})";
            yield return $"#   {file.File}: {reason}".ReplaceLineEndings(" ");
        }
    }

    private static IEnumerable<string> Repairs(ContentSummary content)
    {
        yield return content.Repairable > 0
            ? $"# normalize: {{ encoding: repair, unicode: nfc, trim: true }} # misread text in {Number(content.Repairable, "record")}; texts stay as they are without it"
            : "# normalize: { unicode: nfc, trim: true } # texts stay as they are without it";
        if (!content.PersonalData.IsEmpty) yield return $"# pii: {{ action: redact }} # seen: {string.Join(", ", content.PersonalData.Select(kind => $"{Number(kind.Value)} {kind.Key}"))}";
    }

    private static IEnumerable<string> Filters(InspectionReport report)
    {
        yield return "filters: # a record is dropped by the first filter that refuses it";
        yield return $"  - has_answer # {Number(report.Sources.Sum(source => source.Unanswered), "record")} without one";
        if (report.Sources.Sum(source => source.WithTools) is > 0 and var tools) yield return $"  # - no_tools # {Number(tools, "record")} with tools";
        if (report.Sources.Sum(source => source.WithMedia) is > 0 and var media) yield return $"  # - no_images # {Number(media, "record")} with images, audio or video";
        if (report.Sources.Any(source => source.ScoreField is not null)) yield return "  # - score: { min: 0.5, missing: keep }";
    }

    private static string Duplicates(DuplicateSummary duplicates)
    {
        var about = duplicates.OneIn == 1 ? "" : "about ";
        return $"{about}{Number(duplicates.Content, "record")} came before; with 'on: prompt', {about}{Number(duplicates.Prompt, "record")}, {Number(duplicates.Conflicts)} of them with another answer";
    }

    private static IEnumerable<string> Dataset(string name, string output, List<SuggestedSource> sources)
    {
        if (sources.Count == 0) yield break;
        var losses = sources.SelectMany(source => source.Losses).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        yield return $"  {name}:";
        yield return $"    from: [{string.Join(", ", sources.Select(source => Quote(source.Name)))}]";
        if (sources.Count > 1) yield return $"    # mix: {{ shares: {{ {string.Join(", ", sources.Select(source => $"{Quote(source.Name)}: 1"))} }} }} # everything without it";
        if (sources.Sum(source => source.Records) >= MinRecordsToSplit) yield return "    split: { train: 90, validation: 5, test: 5 } # records with one prompt stay together";
        yield return losses.Count == 0
            ? $"    output: {{ format: {output}, files: jsonl }}"
            : $"    output: {{ format: {output}, files: jsonl, allow: [{string.Join(", ", losses)}] }} # some records lose what is allowed";
    }

    private static string Name(string folder) =>
        string.Concat(folder.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' ? letter : '_')).TrimStart('-') is { Length: > 0 } name ? Quote(name) : "data";

    /// <summary>A text as YAML: plain where nothing in it has a meaning, else in double quotes.</summary>
    private static string Quote(string text)
    {
        var isPlain = text.Length > 0
            && (char.IsAsciiLetter(text[0]) || text[0] == '_')
            && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.' or '/' or '*' or '-')
            && !Flags.Contains(text, StringComparer.OrdinalIgnoreCase);
        if (isPlain) return text;
        var quoted = new Json.ByteBuffer();
        Json.JsonText.WriteText(quoted, Encoding.UTF8.GetBytes(text));
        return Encoding.UTF8.GetString(quoted.Written);
    }

    private static string Number(long count, string thing) => $"{Number(count)} {thing}{(count == 1 ? "" : "s")}";

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
