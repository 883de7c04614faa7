using System.CommandLine;
using System.Globalization;
using Cuvee.Dedup;
using Cuvee.Engine;
using Cuvee.Model;
using Cuvee.Recipes;

namespace Cuvee.Cli.Commands;

/// <summary><c>cuvee dedup</c>: takes out the lines that repeat others.</summary>
internal sealed class DedupCommand : CuveeCommand
{
    private static readonly string[] Ons = [.. RecipeWords.All<NearText>(), RecipeWords.Of(DedupKey.FirstUser)];

    private readonly Argument<string[]> _files = new("IN... OUT")
    {
        Description = "Files, folders and globs to read, then the file to write: .jsonl, .jsonl.gz, .jsonl.zst, or .json for one array",
        Arity = new ArgumentArity(2, 100_000),
    };

    private readonly Option<decimal?> _near = new("--near")
    {
        HelpName = "S",
        Description = "Also removes near-duplicates: records whose sets of word n-grams have this Jaccard similarity or more, from 0.3 to 1",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var similarity) && similarity >= NearDuplicates.LeastSimilarity && similarity <= 1) return similarity;
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"--near {text}: not a similarity; write a number from {NearDuplicates.LeastSimilarity} to 1, as in 0.8"));
            return null;
        },
    };

    private readonly Option<long> _n = Values.Number("--n", "N", "Words of an n-gram of --near", 1, 32, 5);
    private readonly Option<string> _on = new("--on") { HelpName = "PART", Description = $"What is compared: {string.Join(", ", Ons)}", DefaultValueFactory = _ => "conversation" };
    private readonly Option<string?> _exact = new("--exact") { HelpName = "KEY", Description = $"What exact duplicates are compared by, where it is not --on: {string.Join(", ", RecipeWords.All<DedupKey>())}" };
    private readonly Option<string> _keep = new("--keep") { HelpName = "K", Description = $"Which of the duplicates stays: {string.Join(", ", RecipeWords.All<KeepRule>())}; longest counts the UTF-8 bytes of its turns; ties go to the earlier one", DefaultValueFactory = _ => "first" };
    private readonly Option<string[]> _against = new("--against") { HelpName = "FILE", Description = "Records that count as kept already: what repeats them goes too; may be repeated" };
    private readonly Option<string?> _removed = new("--removed") { HelpName = "FILE", Description = "Where removed lines go, a .jsonl file; OUT.removed.jsonl without it" };
    private readonly Option<string> _format = new("--format") { HelpName = "F", Description = "What the records are read as; found for each record without it", DefaultValueFactory = _ => "auto" };
    private readonly Option<string[]> _inputMap = new("--input-map") { HelpName = "FIELD=COLUMN", Description = "An unusual column of the inputs, as in user=problem; may be repeated" };
    private readonly Option<long> _threads = Values.Threads();
    private readonly Option<long?> _memory = Values.Size("--memory", "What may be kept in memory of records; what needs more is worked on in pieces. Half of the machine's without it");

    public DedupCommand()
        : base("dedup", "Takes out the lines that repeat others, exactly or nearly")
    {
        Add(_files);
        foreach (var option in (Option[])[_near, _n, _on, _exact, _keep, _against, _removed, _format, _inputMap, _threads, _memory]) Add(option);
        Examples.Add(("cuvee dedup chats.jsonl kept.jsonl", "equal conversations once; removed lines go to kept.jsonl.removed.jsonl, each with its reason"));
        Examples.Add(("cuvee dedup data/*.jsonl kept.jsonl --near 0.8", "near-duplicates too; `cuvee operators near_dedup` says how surely they are found"));
        Examples.Add(("cuvee dedup chats.jsonl kept.jsonl --on prompt --keep longest", "one record for each prompt, the one with the longest text"));
        Examples.Add(("cuvee dedup new.jsonl kept.jsonl --near 0.9 --against released.jsonl", "only what an earlier release does not have"));
    }

    public override int Run(ParseResult line, Screen screen)
    {
        var files = line.GetRequiredValue(_files);
        var result = Dedup(files[..^1], files[^1], line, screen);
        if (screen.IsJson) screen.Json(result.WriteJson);
        else Write(screen, result);
        foreach (var (count, where, why) in result.UnreadableReferences) screen.Warn($"{Words.Count(count, "line")} of --against were not compared with: {where}: {why}");
        if (result.Unverified > 0) screen.Warn($"{Words.Count(result.Unverified, "record")} kept without being compared with all that may resemble them: too many do");
        return ExitCodes.Done;
    }

    private DeduplicationResult Dedup(string[] inputs, string output, ParseResult line, Screen screen)
    {
        var on = line.GetRequiredValue(_on);
        if (line.GetResult(_n) is { Implicit: false } && line.GetValue(_near) is null) throw new CuveeException("--n: only near-duplicates are compared by n-grams; add --near");
        if (!Ons.Contains(on, StringComparer.Ordinal)) throw new CuveeException($"--on {on}: unknown; use {string.Join(", ", Ons)}");
        using var progress = new WorkProgress(screen);
        return Deduplication.Run(inputs, output, new DedupOptions
        {
            Key = Key(on, line),
            Near = line.GetValue(_near) is { } similarity ? new NearDuplicates(similarity, (int)line.GetValue(_n), NearOn(on)) : null,
            Keep = Word<KeepRule>("--keep", line.GetRequiredValue(_keep)),
            Against = [.. line.GetValue(_against) ?? []],
            Removed = line.GetValue(_removed),
            Format = line.GetRequiredValue(_format),
            InputMap = Values.Pairs("--input-map", "user=problem", line.GetValue(_inputMap)),
            Threads = (int)line.GetValue(_threads),
            MemoryBytes = line.GetValue(_memory) ?? BuildOptions.DefaultMemoryBytes,
            Progress = progress,
        });
    }

    private DedupKey Key(string on, ParseResult line)
    {
        if (line.GetValue(_exact) is { } exact) return Word<DedupKey>("--exact", exact);
        if (RecipeWords.Find<DedupKey>(on) is { } key) return key;
        // Equal answers say little; without near-duplicates nothing would be compared by them
        return line.GetValue(_near) is null ? throw new CuveeException($"--on {on}: exact duplicates are not compared by it; add --near, or use {string.Join(", ", RecipeWords.All<DedupKey>())}") : DedupKey.Conversation;
    }

    private static NearText NearOn(string on) => RecipeWords.Find<NearText>(on)
        ?? throw new CuveeException($"--on {on}: near-duplicates are not compared by it; use --exact {on} for exact ones, and --on with {string.Join(", ", RecipeWords.All<NearText>())}");

    private static T Word<T>(string option, string word)
        where T : struct, Enum => RecipeWords.Find<T>(word) ?? throw new CuveeException($"{option} {word}: unknown; use {string.Join(", ", RecipeWords.All<T>())}");

    private static void Write(Screen screen, DeduplicationResult result)
    {
        screen.Line(screen.OutStyle.Bold(result.Output));
        screen.Line($"  read         {Words.Count(result.Read, "line")} from {Words.Count(result.Inputs, "file")}, {Words.Count(result.Records, "record")}");
        if (result.ReferenceRecords > 0) screen.Line($"  against      {Words.Count(result.ReferenceRecords, "record")}");
        foreach (var (reason, count) in result.Quarantined) screen.Line($"  {screen.OutStyle.Yellow("quarantined")}  {Words.Count(count, reason)}, see {result.QuarantineFile}");
        foreach (var (reason, count) in result.Removed) screen.Line($"  removed      {Words.Count(count, reason)}, see {result.RemovedFile}");
        screen.Line($"  kept         {Words.Count(result.Kept, "line")}");
        if (result.Clusters.IsEmpty) return;
        screen.Line();
        var table = new TextTable().Column("kept").Column("removed for it", isNumber: true);
        foreach (var (file, line, removed) in result.Clusters) table.Row($"{file}:{line}", removed.ToString("N0", CultureInfo.InvariantCulture));
        table.Write(screen);
    }
}
