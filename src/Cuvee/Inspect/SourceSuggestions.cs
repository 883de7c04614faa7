using System.Collections.Immutable;
using System.Globalization;
using Cuvee.Engine;
using Cuvee.Ingest;
using Cuvee.Model;

namespace Cuvee.Inspect;

/// <summary>Groups files that are alike (same folder, ending, commonest format) into sources of a recipe.</summary>
internal static class SourceSuggestions
{
    /// <summary>A tag of more values than this balances nothing.</summary>
    private const int MaxTagValues = 20;

    /// <summary>So many tags of a source are suggested; the others are in the report.</summary>
    private const int MaxTags = 3;

    /// <summary>A column that so many records lack is no prompt.</summary>
    private const double MinPresence = 0.9;

    /// <summary>Where the recipe looks for a score by itself, when it lies in 0..1.</summary>
    public static readonly string[] UsualScores = ["quality_score", "_metadata.quality_score", "metadata.quality_score"];

    /// <param name="files">What was found in them.</param>
    /// <param name="paths">Where they are, in the same order.</param>
    /// <param name="folder">Where the recipe will be.</param>
    public static ImmutableArray<SuggestedSource> Of(IReadOnlyList<FileSummary> files, IReadOnlyList<InputPath> paths, string folder)
    {
        var groups = new List<(string Key, List<int> Files)>();
        for (var i = 0; i < files.Count; i++)
        {
            if (!IsUsable(files[i])) continue;
            var content = files[i].Content;
            var format = content.Formats.IsEmpty ? "" : FormatWords.Of(content.Formats[0].Format);
            var key = string.Join('\0', Path.GetDirectoryName(paths[i].Path), EndingOf(paths[i].Path), OutputOf(content), format, string.Join(',', MapOf(content)));
            if (groups.Find(group => group.Key == key) is { Files: { } known }) known.Add(i);
            else groups.Add((key, [i]));
        }

        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return [.. groups.Select(group => Suggest([.. group.Files.Select(i => files[i])], [.. group.Files.Select(i => paths[i].Path)], folder, names))];
    }

    /// <summary>Whether a recipe can draw records from a file.</summary>
    public static bool IsUsable(FileSummary file) =>
        file.Damage is null && !file.IsEmpty && (file.Content.Records > file.Content.NoAnswers || !MapOf(file.Content).IsEmpty);

    private static SuggestedSource Suggest(ImmutableArray<FileSummary> files, ImmutableArray<string> paths, string folder, HashSet<string> names)
    {
        var patterns = PatternsOf(paths, folder);
        var map = MapOf(files[0].Content);
        var score = ScoreOf(files);
        var output = OutputOf(files[0].Content);
        var kept = output switch { "preference" => "rejected", "kto" => "label", _ => "" };
        var losses = files.SelectMany(file => file.Content.LostInMessages.Select(loss => loss.Key)).Where(loss => loss != kept);
        return new SuggestedSource
        {
            Name = NameOf(patterns.Length == 1 && paths.Length == 1 ? StemOf(paths[0]) : Path.GetFileName(Path.GetDirectoryName(paths[0])!), names),
            Files = patterns,
            Output = output,
            Description = Describe(files, map),
            Records = files.Sum(file => map.IsEmpty ? file.Content.Records : file.Content.Values),
            Map = map,
            ScoreField = score?.Path,
            ScoreScale = score?.Scale ?? 1,
            Tags = TagsOf(files),
            Losses = [.. losses.Distinct().Order(StringComparer.Ordinal)],
            Unanswered = files.Sum(file => file.Content.NoAnswers + file.Content.EmptyAnswers),
            WithTools = files.Sum(file => file.Content.With.Where(with => with.Key is "tools" or "tool_calls").Select(with => with.Value).DefaultIfEmpty().Max()),
            WithMedia = files.Sum(file => file.Content.With.FirstOrDefault(with => with.Key == "media").Value),
        };
    }

    private static string OutputOf(ContentSummary content)
    {
        if (content.Records == 0) return MapOf(content) is [{ Key: "text" }] ? "text" : "messages";
        if (content.With.FirstOrDefault(with => with.Key == "rejected").Value == content.Records) return "preference";
        if (content.LabelTrue + content.LabelFalse == content.Records) return "kto";
        return content.Formats is [{ Format: RecordFormat.Text }] && content.With.IsEmpty && content.LostInMessages.IsEmpty ? "text" : "messages";
    }

    /// <summary>
    /// Where no format fits: the two columns with the longest texts, in their order, are taken for the prompt and the answer; one alone for a text. A single
    /// value says too little.
    /// </summary>
    private static ImmutableArray<KeyValuePair<string, string>> MapOf(ContentSummary content)
    {
        if (content.Records > 0 || content.Values < 2) return [];
        var longest = content.Columns
            .Where(column => column.Presence >= MinPresence && column.MeanCharacters > 0 && column.Types.All(type => type.Key is "text" or "null"))
            .OrderByDescending(column => column.MeanCharacters)
            .Take(2)
            .Select(column => column.Name)
            .ToList();
        var columns = content.Columns.Select(column => column.Name).Where(longest.Contains).ToList();
        return columns switch
        {
            [var prompt, var answer] => [new("user", prompt), new("assistant", answer)],
            [var text] => [new("text", text)],
            _ => [],
        };
    }

    /// <summary>The field that is named a score in most records and lies on a known scale everywhere.</summary>
    private static (string Path, int Scale)? ScoreOf(ImmutableArray<FileSummary> files)
    {
        var fields = files.SelectMany(file => file.Content.Scores).Where(score => score.IsNamedScore).GroupBy(score => score.Path).Where(field => field.All(score => score.Scale is not null));
        var best = fields
            .OrderBy(field => Array.IndexOf(UsualScores, field.Key) is >= 0 and var rank ? rank : UsualScores.Length)
            .ThenByDescending(field => field.Sum(score => score.Count))
            .ThenBy(field => field.Key, StringComparer.Ordinal)
            .FirstOrDefault();
        return best is null ? null : (best.Key, best.Max(score => score.Scale!.Value));
    }

    /// <summary>Fields with few values, but more than one, that most records of the source have.</summary>
    private static ImmutableArray<KeyValuePair<string, string>> TagsOf(ImmutableArray<FileSummary> files)
    {
        var tags = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        foreach (var field in files.SelectMany(file => file.Content.Tags).GroupBy(tag => tag.Path))
        {
            var values = field.SelectMany(tag => tag.Values.Select(value => value.Key)).Distinct(StringComparer.Ordinal).Count();
            var name = Clean(field.Key.Split('.')[^1]);
            var isCommon = field.Sum(tag => tag.Values.Sum(value => value.Value)) * 2 > files.Sum(file => file.Content.Values);
            if (!isCommon || values is < 2 or > MaxTagValues || tags.Count == MaxTags || tags.Any(tag => tag.Key == name)) continue;
            tags.Add(new(name, field.Key));
        }

        return tags.ToImmutable();
    }

    /// <summary>A glob where the folder holds no other file of that ending, else the files one by one.</summary>
    private static ImmutableArray<string> PatternsOf(ImmutableArray<string> paths, string folder)
    {
        var directory = Path.GetRelativePath(folder, Path.GetDirectoryName(paths[0])!);
        var pattern = (directory == "." ? "" : directory + "/") + "*" + EndingOf(paths[0]);
        var isPlain = !GlobSegment.HasWildcard(directory) && !directory.Contains('{');
        return paths.Length > 1 && isPlain && new Glob(folder, []).Expand([pattern]).Count == paths.Length
            ? [pattern]
            : [.. paths.Select(path => Path.GetRelativePath(folder, path))];
    }

    private static string Describe(ImmutableArray<FileSummary> files, ImmutableArray<KeyValuePair<string, string>> map)
    {
        var formats = files.SelectMany(file => file.Content.Formats)
            .GroupBy(format => format.Format)
            .OrderByDescending(format => format.Sum(file => file.Count))
            .Select(format => Text($"{format.Sum(file => file.Count):N0} {FormatWords.Of(format.Key)}"));
        var count = files.Length > 1 ? Text($"{files.Length:N0} files: ") : "";
        return count + (map.IsEmpty ? string.Join(", ", formats) : Text($"{files.Sum(file => file.Content.Values):N0} values of no known format; check the map"));
    }

    private static string EndingOf(string path)
    {
        var name = Path.GetFileName(path);
        return name[StemOf(path).Length..];
    }

    private static string StemOf(string path)
    {
        var ending = ContainerDetection.EndingOf(path);
        var name = Path.GetFileName(path);
        var at = ending.Length == 0 ? -1 : name.LastIndexOf(ending, StringComparison.OrdinalIgnoreCase);
        return at > 0 ? name[..at] : name;
    }

    private static string NameOf(string wish, HashSet<string> names)
    {
        var name = Clean(wish);
        for (var number = 2; !names.Add(name); number++) name = Text($"{Clean(wish)}_{number}");
        return name;
    }

    /// <summary>Letters, digits and underscores, as names of sources and tags may have.</summary>
    private static string Clean(string name)
    {
        var clean = string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_')).Trim('_');
        return clean.Length > 0 ? clean : "data";
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
