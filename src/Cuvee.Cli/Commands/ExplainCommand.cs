using System.CommandLine;
using System.Globalization;
using Cuvee.Model;
using Cuvee.Recipes;
using Cuvee.Report;

namespace Cuvee.Cli.Commands;

/// <summary><c>cuvee explain</c>: one record's life, or what became of the sources, or what is closest to training.</summary>
internal sealed class ExplainCommand : CuveeCommand
{
    /// <summary>More pairs than anybody looks at.</summary>
    private const int MaxPairs = 10_000;

    private const int UsualPairs = 3;

    private readonly Argument<string> _folder = new("DIR") { Description = "The output of a build, or the folder of one dataset; with --cache a recipe" };
    private readonly Argument<string?> _word = new("RECORD")
    {
        Description = "An id or its beginning, or FILE:LINE of an input file (FILE:LINE:ITEM where a line holds several) or of an output file; the end of a path is enough. Without it: which source lost most, and to what",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<int?> _closest = new("--closest")
    {
        HelpName = "N",
        Description = "The N records outside the first split that are most like one in it, beside that one; 3 without N",
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = result =>
        {
            if (result.Tokens.Count == 0) return UsualPairs;
            if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= MaxPairs) return count;
            result.AddError($"--closest {result.Tokens[0].Value}: not a whole number from 1 to {MaxPairs}");
            return null;
        },
    };

    private readonly Option<string?> _inputs = new("--inputs") { HelpName = "DIR", Description = "Where the paths of input files start, to show what was done to the record; a folder above DIR without it" };

    private readonly Option<bool> _cache = new("--cache") { Description = "Which files the next build of a recipe reads again, and which part of their keys changed" };

    public ExplainCommand()
        : base("explain", "Tells one record's life, which source lost most, or what is closest to training")
    {
        Add(_folder);
        Add(_word);
        Add(_closest);
        Add(_inputs);
        Add(_cache);
        Examples.Add(("cuvee explain build/quickstart data/guide_chats.jsonl:90", "why the record on that line is not in my dataset, or where it went"));
        Examples.Add(("cuvee explain build/quickstart/blend train-00000-of-00001.parquet:12", "where that emitted row came from"));
        Examples.Add(("cuvee explain build/quickstart data/cooking_alpaca.json:1:30", "item 30 of the array that begins on line 1; items count from 0"));
        Examples.Add(("cuvee explain build/quickstart 9c1185a5", "the record whose id begins so"));
        Examples.Add(("cuvee explain build/quickstart", "which source lost most, and to what"));
        Examples.Add(("cuvee explain build/support --closest", "which test records are closest to training"));
        Examples.Add(("cuvee explain recipe.yaml --cache", "what the next build would read again, and why"));
    }

    public override int Run(ParseResult line, Screen screen)
    {
        var folder = line.GetRequiredValue(_folder);
        var word = line.GetValue(_word);
        var isClosest = line.GetResult(_closest) is not null;
        if (line.GetValue(_cache))
        {
            if (isClosest || word is not null) throw new CuveeException("explain: --cache asks about a recipe alone; leave the rest out");
            CacheCommand.Explain(screen, RecipeReader.Read(folder));
            return ExitCodes.Done;
        }

        if (isClosest && word is not null) throw new CuveeException($"explain: {word} and --closest are two questions; ask one of them");
        if (isClosest) Closest(screen, folder, line.GetValue(_closest) ?? UsualPairs);
        else if (word is not null) Record(screen, folder, word, line.GetValue(_inputs));
        else Losses(screen, folder);
        return ExitCodes.Done;
    }

    private static void Record(Screen screen, string folder, string word, string? inputs)
    {
        var datasets = DatasetFolder.All(folder);
        var found = datasets.SelectMany(dataset => Explanation.Find(dataset, word, inputs)).ToList();
        if (found.Count == 0) throw RecordSearch.Missing(folder, datasets, word);
        if (screen.IsJson) ExplanationJson.Write(screen, found);
        else if (found.DistinctBy(record => record.Record.Id, StringComparer.Ordinal).Count() == 1) Each(screen, found, RecordPage.Life);
        else List(screen, found, word);
    }

    private static void List(Screen screen, List<Explanation> found, string word)
    {
        var count = found.Count < Explanation.MaxMatches ? Words.Count(found.Count, "record") : $"{Explanation.MaxMatches} records or more";
        screen.Line($"{word} stands for {count}; name one by its id or place");
        foreach (var record in found) screen.Line($"  {record.Record.Id}  {record.Dataset}  {record.Record.Place}  {RecordPage.StateOf(record.Record)}");
    }

    private static void Losses(Screen screen, string folder)
    {
        var datasets = DatasetFolder.All(folder).Select(dataset => (NameOf(dataset), (IReadOnlyList<SourceLosses>)SourceLosses.Of(dataset))).ToList();
        if (screen.IsJson) LossPage.Json(screen, datasets);
        else Each(screen, datasets, (_, dataset) => LossPage.Write(screen, dataset.Item1, dataset.Item2));
    }

    private static void Closest(Screen screen, string folder, int count)
    {
        var datasets = DatasetFolder.All(folder).Select(dataset => (Name: NameOf(dataset), Closest: ClosestRecords.Of(dataset, count))).ToList();
        var compared = datasets.Where(dataset => dataset.Closest is not null).Select(dataset => (dataset.Name, dataset.Closest!)).ToList();
        if (compared.Count == 0) throw new CuveeException($"{folder}: no splits were compared; give the recipe a split in several parts that keeps near_duplicates together, and build again");
        if (screen.IsJson) ClosestPage.Json(screen, compared);
        else Each(screen, compared, (_, dataset) => ClosestPage.Write(screen, dataset.Name, dataset.Item2));
    }

    private static void Each<T>(Screen screen, IReadOnlyList<T> pages, Action<Screen, T> write)
    {
        for (var i = 0; i < pages.Count; i++)
        {
            if (i > 0) screen.Line();
            write(screen, pages[i]);
        }
    }

    private static string NameOf(string folder) => Path.GetFileName(Path.GetFullPath(folder));
}
