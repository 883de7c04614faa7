using System.CommandLine;
using Cuvee.FastText;
using Cuvee.Inspect;
using Cuvee.Model;
using Cuvee.Tokens;

namespace Cuvee.Cli.Commands;

/// <summary><c>cuvee inspect</c>: the doctor of data files.</summary>
internal sealed class InspectCommand : CuveeCommand
{
    /// <summary>More records than anybody looks at.</summary>
    private const int MaxRecords = 10_000;

    private readonly Argument<string[]> _paths = new("PATH") { Description = "Files, folders (every data file below) and globs", Arity = ArgumentArity.OneOrMore };
    private readonly Option<long> _sample = Values.Number("--sample", "N", "Also show so many records, the same ones each time", 0, MaxRecords, 0);
    private readonly Option<bool> _quality = new("--quality") { Description = "Also measure what the quality filters measure, to choose thresholds by" };
    private readonly Option<string?> _encoding = new("--encoding") { HelpName = "NAME", Description = "What the files are written in, where it is not UTF-8: windows-1252, shift_jis, ..." };
    private readonly Option<string?> _tokenizer = new("--tokenizer") { HelpName = "NAME", Description = "Also count tokens: cl100k_base, o200k_base, or a tokenizer.json file" };
    private readonly Option<string?> _template = new("--template") { HelpName = "NAME", Description = "The chat template that tokens are counted with: plain, chatml, llama3, mistral, gemma, or a tokenizer_config.json or Jinja file" };
    private readonly Option<string?> _model = new("--model") { HelpName = "FILE", Description = "Also tell languages apart with a classifier of fastText, such as lid.176.ftz" };
    private readonly Option<long> _threads = Values.Threads();

    public InspectCommand()
        : base("inspect", "Says what data files are, what is in them and what is wrong with them")
    {
        Add(_paths);
        foreach (var option in (Option[])[_sample, _quality, _encoding, _tokenizer, _template, _model, _threads]) Add(option);
        Examples.Add(("cuvee inspect data/chats.jsonl", "format, columns, lengths, duplicates, what would be lost, a recipe that fits"));
        Examples.Add(("cuvee inspect data --sample 3", "every data file below a folder, and three records to look at"));
        Examples.Add(("cuvee inspect data --quality", "how repetition, refusals and the like are spread, and what each filter would drop"));
        Examples.Add(("cuvee inspect 'data/*.parquet' --json --quiet", "the same for a script"));
    }

    /// <summary>A damaged file is told and the others count: only where nothing but damage was found is that a failure.</summary>
    public override int Run(ParseResult line, Screen screen)
    {
        var report = Inspect(line.GetRequiredValue(_paths), line, screen);
        if (screen.IsJson) screen.Json(stream => InspectionJson.Write(stream, report));
        else InspectionPage.Write(screen, report);
        return report.IsAllDamaged ? ExitCodes.NotBuilt : ExitCodes.Done;
    }

    private InspectionReport Inspect(string[] paths, ParseResult line, Screen screen)
    {
        var (tokenizer, template) = (line.GetValue(_tokenizer), line.GetValue(_template));
        if (tokenizer is null && template is not null) throw new CuveeException("--template: nothing counts tokens; add --tokenizer, or leave it out");
        using var tokens = tokenizer is null ? null : TokenMeasure.Load(tokenizer, Directory.GetCurrentDirectory(), template: template ?? "plain");
        using var progress = new WorkProgress(screen);
        return Inspection.Of(paths, new InspectOptions
        {
            Sample = (int)line.GetValue(_sample),
            Quality = line.GetValue(_quality),
            Encoding = line.GetValue(_encoding),
            Tokens = tokens,
            Languages = line.GetValue(_model) is { } model ? FastTextModel.Load(model, model) : null,
            Threads = (int)line.GetValue(_threads),
            Progress = progress,
        });
    }
}
