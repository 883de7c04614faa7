using System.CommandLine;
using Cuvee.Model;
using Cuvee.Report;

namespace Cuvee.Cli.Commands;

/// <summary><c>cuvee explain</c>: one record's life.</summary>
internal sealed class ExplainCommand : CuveeCommand
{
    private readonly Argument<string> _folder = new("DIR") { Description = "The output of a build, or the folder of one dataset" };
    private readonly Argument<string> _word = new("RECORD") { Description = "An id or its beginning, or FILE:LINE of an input file (FILE:LINE:ITEM where a line holds several) or of an output file; the end of a path is enough" };
    private readonly Option<string?> _inputs = new("--inputs") { HelpName = "DIR", Description = "Where the paths of input files start, to show a near-duplicate beside the record kept in its place; a folder above DIR without it" };

    public ExplainCommand()
        : base("explain", "Tells one record's life, from the line it was read from to the line it was written to")
    {
        Add(_folder);
        Add(_word);
        Add(_inputs);
        Examples.Add(("cuvee explain build/quickstart data/guide_chats.jsonl:90", "the record on that line of an input file, in every dataset"));
        Examples.Add(("cuvee explain build/quickstart/blend train-00000-of-00001.parquet:12", "where that emitted row came from"));
        Examples.Add(("cuvee explain build/quickstart data/cooking_alpaca.json:1:30", "item 30 of the array that begins on line 1; items count from 0"));
        Examples.Add(("cuvee explain build/quickstart 9c1185a5", "the record whose id begins so"));
    }

    public override int Run(ParseResult line, Screen screen)
    {
        var folder = line.GetRequiredValue(_folder);
        var word = line.GetRequiredValue(_word);
        var found = DatasetFolder.All(folder).SelectMany(dataset => Explanation.Find(dataset, word, line.GetValue(_inputs))).ToList();
        if (found.Count == 0) throw new CuveeException($"{folder}: no record {word}; `cuvee query {folder} \"SELECT id, file, line FROM ledger\"` lists them");
        if (screen.IsJson) RecordPage.Json(screen, found);
        else if (found.DistinctBy(record => record.Record.Id, StringComparer.Ordinal).Count() == 1) Lives(screen, found);
        else List(screen, found, word);
        return ExitCodes.Done;
    }

    /// <summary>The one record, in each dataset that read it.</summary>
    private static void Lives(Screen screen, List<Explanation> found)
    {
        foreach (var record in found)
        {
            if (record != found[0]) screen.Line();
            RecordPage.Life(screen, record);
        }
    }

    private static void List(Screen screen, List<Explanation> found, string word)
    {
        var count = found.Count < Explanation.MaxMatches ? Words.Count(found.Count, "record") : $"{Explanation.MaxMatches} records or more";
        screen.Line($"{word} stands for {count}; name one by its id or place");
        foreach (var record in found) screen.Line($"  {record.Record.Id}  {record.Dataset}  {record.Record.Place}  {RecordPage.StateOf(record.Record)}");
    }
}
