using System.CommandLine;
using System.Globalization;
using Cuvee.Decontaminate;
using Cuvee.Model;

namespace Cuvee.Cli.Commands;

/// <summary><c>cuvee decontaminate</c>: takes out the lines that hold items of a benchmark.</summary>
internal sealed class DecontaminateCommand : CuveeCommand
{
    /// <summary>Matches on the screen; the report has all.</summary>
    private const int MaxShown = 20;

    private static readonly ContaminationRule Preset = new();

    private readonly Argument<string[]> _files = new("IN... OUT")
    {
        Description = "Files, folders and globs to read, then the file to write: .jsonl, .jsonl.gz, .jsonl.zst, or .json for one array",
        Arity = new ArgumentArity(2, 100_000),
    };

    private readonly Option<string[]> _against = new("--against") { HelpName = "FILE", Description = "A benchmark of any readable format; may be repeated", Required = true };
    private readonly Option<string[]> _name = new("--name") { HelpName = "NAME", Description = "What a benchmark is called; once for each --against, else the files' names" };
    private readonly Option<string[]> _map = new("--map") { HelpName = "PART=COLUMN", Description = "A benchmark's unusual column, as in question=prompt: question, answer, passage or item; may be repeated" };
    private readonly Option<long> _n = Values.Number("--n", "N", "Words of an n-gram", BenchmarkSet.MinimumShortWords, BenchmarkSet.MaxWordsPerNgram, Preset.WordsPerNgram);
    private readonly Option<decimal> _share = Values.Share("--share", "Covered share of a question or passage that is too much", Preset.Share);
    private readonly Option<decimal> _answerShare = Values.Share("--answer-share", "The same of an answer", Preset.AnswerShare);
    private readonly Option<long> _longest = Values.Number("--longest", "N", "Words of one shared run that are too many whatever the share; N of --n takes any shared n-gram", 1, int.MaxValue, Preset.Longest);
    private readonly Option<decimal> _frequent = Values.Share("--frequent", "An n-gram in more than this share of the records (and more than 100) does not count", Preset.FrequentShare);
    private readonly Option<string> _action = new("--action") { HelpName = "A", Description = "drop moves lines to OUT.removed.jsonl, flag marks them in OUT, report writes nothing but the report", DefaultValueFactory = _ => "drop" };
    private readonly Option<string?> _allow = new("--allow") { HelpName = "FILE", Description = "Texts that never count, one a line" };
    private readonly Option<string> _format = new("--format") { HelpName = "F", Description = "What the records are read as; found for each record without it", DefaultValueFactory = _ => "auto" };
    private readonly Option<string[]> _inputMap = new("--input-map") { HelpName = "FIELD=COLUMN", Description = "An unusual column of the inputs, as in user=problem; may be repeated" };
    private readonly Option<long> _threads = Values.Threads();

    public DecontaminateCommand()
        : base("decontaminate", "Takes out the lines that hold items of a benchmark")
    {
        Add(_files);
        foreach (var option in (Option[])[_against, _name, _map, _n, _share, _answerShare, _longest, _frequent, _action, _allow, _format, _inputMap, _threads]) Add(option);
        Examples.Add(("cuvee decontaminate chats.jsonl kept.jsonl --against HumanEval.jsonl.gz", "removed lines go to kept.jsonl.removed.jsonl, each with its reason"));
        Examples.Add(("cuvee decontaminate data/*.jsonl out.jsonl --against gsm8k/test.jsonl --against mmlu.csv --action report", "look before anything is removed"));
        Examples.Add(("cuvee decontaminate chats.jsonl kept.jsonl --against test.jsonl --n 13 --longest 13", "the rule of GPT-3: any shared 13-gram"));
    }

    public override int Run(ParseResult line, Screen screen)
    {
        var files = line.GetRequiredValue(_files);
        var result = Decontaminate(files[..^1], files[^1], line, screen);
        if (screen.IsJson) screen.Json(result.WriteJson);
        else Write(screen, result);
        foreach (var summary in result.Benchmarks) WarnOf(screen, summary);
        return ExitCodes.Done;
    }

    private DecontaminationResult Decontaminate(string[] inputs, string output, ParseResult line, Screen screen)
    {
        var action = line.GetRequiredValue(_action);
        if (!Enum.GetNames<ContaminationAction>().Contains(action, StringComparer.OrdinalIgnoreCase)) throw new CuveeException($"--action {action}: unknown; use drop, flag or report");
        using var progress = new WorkProgress(screen);
        return Decontamination.Run(inputs, output, new DecontaminateOptions
        {
            Against = [.. line.GetRequiredValue(_against)],
            Names = [.. line.GetValue(_name) ?? []],
            Map = Values.Pairs("--map", "question=prompt", line.GetValue(_map)),
            Rule = new ContaminationRule
            {
                WordsPerNgram = (int)line.GetValue(_n),
                Share = line.GetValue(_share),
                AnswerShare = line.GetValue(_answerShare),
                Longest = (int)line.GetValue(_longest),
                FrequentShare = line.GetValue(_frequent),
            },
            Action = Enum.Parse<ContaminationAction>(action, ignoreCase: true),
            Allow = line.GetValue(_allow),
            Format = line.GetRequiredValue(_format),
            InputMap = Values.Pairs("--input-map", "user=problem", line.GetValue(_inputMap)),
            Threads = (int)line.GetValue(_threads),
            Progress = progress,
        });
    }

    private static void Write(Screen screen, DecontaminationResult result)
    {
        screen.Line(screen.OutStyle.Bold(result.Action == ContaminationAction.Report ? result.ReportFile : result.Output));
        screen.Line($"  read         {Words.Count(result.Read, "line")} from {Words.Count(result.Inputs, "file")}, {Words.Count(result.Records, "record")}");
        foreach (var (reason, count) in result.Quarantined)
        {
            screen.Line($"  {screen.OutStyle.Yellow("quarantined")}  {Words.Count(count, reason)}, not searched{(result.QuarantineFile is { } file ? ", see " + file : "")}");
        }

        if (result.RemovedFile is { } removed) screen.Line($"  removed      {Words.Count(result.Removed, "line")}, see {removed}");
        if (result.Flagged > 0) screen.Line($"  {(result.Action == ContaminationAction.Flag ? "flagged    " : "found in   ")}  {Words.Count(result.Flagged, "line")}");
        if (result.Action != ContaminationAction.Report) screen.Line($"  kept         {Words.Count(result.Kept, "line")}");
        if (result.Decision.Frequent.Length > 0)
        {
            screen.Line($"  not counted  {Words.Count(result.Decision.Frequent.Length, "n-gram")} that many records hold; with them {Words.Count(result.Decision.Spared, "more record")} would match");
        }

        screen.Line();
        WriteBenchmarks(screen, result);
        WriteMatches(screen, result);
        screen.Line();
        Prose.Write(screen, SearchLimits.Sentence, indent: 0);
    }

    private static void WriteBenchmarks(Screen screen, DecontaminationResult result)
    {
        var table = new TextTable().Column("benchmark").Column("split").Column("items", isNumber: true).Column("found", isNumber: true)
            .Column("records", isNumber: true).Column("sharing an n-gram", isNumber: true);
        foreach (var (benchmark, _, items, records, sharing) in result.Benchmarks)
        {
            table.Row(benchmark.Name, benchmark.Split, Number(benchmark.Items.Length), items == 0 ? "no match found" : Number(items), Number(records), Number(sharing ?? 0));
        }

        table.Write(screen);
    }

    private static void WriteMatches(Screen screen, DecontaminationResult result)
    {
        foreach (var (file, line, element, match, excerpt) in result.Found.Take(MaxShown))
        {
            var measures = string.Create(CultureInfo.InvariantCulture, $"{match.Longest} words in a row, {match.Share:P0} covered");
            screen.Line();
            screen.Line(screen.OutStyle.Bold(string.Create(CultureInfo.InvariantCulture, $"{file}:{line}{(element == 0 ? "" : $"/{element}")}  {match.Benchmark}{(match.Split.Length > 0 ? " " : "")}{match.Split}  {match.Item}  {match.PartName}")) + $"  {measures}");
            screen.Line("  record  " + CellWidth.Cut(Prose.Visible(excerpt.Record), Math.Max(20, screen.Columns - 10)));
            screen.Line("  item    " + CellWidth.Cut(Prose.Visible(excerpt.Item), Math.Max(20, screen.Columns - 10)));
        }

        if (result.Found.Length > MaxShown) screen.Line($"\n{Words.Count(result.Found.Length - MaxShown, "more match", "more matches")}, see {result.ReportFile}");
    }

    private static void WarnOf(Screen screen, BenchmarkSummary summary)
    {
        var benchmark = summary.Benchmark;
        if (benchmark.Unreadable.Length > 0) screen.Warn($"{benchmark.File}: {Words.Count(benchmark.Unreadable.Length, "value")} that hold no item were not searched for (first: {benchmark.Unreadable[0]})");
        if (summary.Searched < benchmark.Items.Length) screen.Warn($"{benchmark.File}: {Words.Count(benchmark.Items.Length - summary.Searched, "item")} too short to be searched for");
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
