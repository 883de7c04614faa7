using System.CommandLine;
using Cuvee.Converting;
using Cuvee.Model;
using Cuvee.Recipes;

namespace Cuvee.Cli.Commands;

/// <summary><c>cuvee convert</c>: files of any format into one file of another.</summary>
internal sealed class ConvertCommand : CuveeCommand
{
    private readonly Argument<string[]> _files = new("IN... OUT")
    {
        Description = "Files, folders and globs to read, then the file to write: .jsonl, .jsonl.gz, .jsonl.zst, .parquet, or .json for one array",
        Arity = new ArgumentArity(2, 100_000),
    };

    private readonly Option<string> _to = new("--to") { HelpName = "FORMAT", Description = "messages, sharegpt, alpaca, prompt_completion, preference, kto or text", Required = true };
    private readonly Option<string[]> _allow = new("--allow") { HelpName = "LOSS", Description = "What may be lost: turns, tools, label, system, thinking, media or rejected; may be repeated" };
    private readonly Option<string> _format = new("--format") { HelpName = "F", Description = "What the records are read as; found for each record without it", DefaultValueFactory = _ => "auto" };
    private readonly Option<string[]> _map = new("--map") { HelpName = "FIELD=COLUMN", Description = "An unusual column, as in user=problem; may be repeated" };
    private readonly Option<string> _key = new("--key") { HelpName = "NAME", Description = "Name of the list in messages: messages or conversations", DefaultValueFactory = _ => "messages" };
    private readonly Option<string> _style = new("--style") { HelpName = "S", Description = "prompt_completion as messages or as text", DefaultValueFactory = _ => "messages" };

    private readonly Option<string[]> _metadata = new("--metadata")
    {
        HelpName = "M",
        Description = $"full for one object of all fields in each row, or NAME=FIELD for some of them ({string.Join(", ", MetadataRule.FixedFields)}); may be repeated",
    };

    private readonly Option<string?> _encoding = new("--encoding") { HelpName = "NAME", Description = "What the inputs are written in, where it is not UTF-8" };
    private readonly Option<long> _threads = Values.Threads();

    public ConvertCommand()
        : base("convert", "Converts files of any format into one file, dropping nothing")
    {
        Add(_files);
        foreach (var option in (Option[])[_to, _allow, _format, _map, _key, _style, _metadata, _encoding, _threads]) Add(option);
        Examples.Add(("cuvee convert alpaca.json chats.jsonl --to messages", "one format into another"));
        Examples.Add(("cuvee convert data/*.csv all.parquet --to prompt_completion --map user=problem --map assistant=solution", "unusual columns"));
        Examples.Add(("cuvee convert chats.jsonl plain.jsonl.zst --to alpaca --allow tools", "a loss is an error until it is allowed"));
    }

    public override int Run(ParseResult line, Screen screen)
    {
        var files = line.GetRequiredValue(_files);
        var result = Convert(files[..^1], files[^1], line, screen);
        if (screen.IsJson) screen.Json(result.WriteJson);
        else Write(screen, result);
        return ExitCodes.Done;
    }

    private ConversionResult Convert(string[] inputs, string output, ParseResult line, Screen screen)
    {
        using var progress = new WorkProgress(screen);
        return Conversion.Run(inputs, output, new ConvertOptions
        {
            To = line.GetRequiredValue(_to),
            Allow = [.. line.GetValue(_allow) ?? []],
            Format = line.GetRequiredValue(_format),
            Map = Values.Pairs("--map", "user=problem", line.GetValue(_map)),
            Key = line.GetRequiredValue(_key),
            Style = line.GetRequiredValue(_style),
            Metadata = Metadata(line.GetValue(_metadata)),
            Encoding = line.GetValue(_encoding),
            Threads = (int)line.GetValue(_threads),
            Progress = progress,
        });
    }

    private static void Write(Screen screen, ConversionResult result)
    {
        screen.Line(screen.OutStyle.Bold(result.Output));
        screen.Line($"  read         {Words.Count(result.Read, "record")} from {Words.Count(result.Inputs, "file")}");
        foreach (var (reason, count) in result.Quarantined) screen.Line($"  {screen.OutStyle.Yellow("quarantined")}  {Words.Count(count, reason)}, see {result.QuarantineFile}");
        screen.Line($"  written      {Words.Count(result.Written, "row")} of {result.Format}");
        foreach (var (loss, count) in result.Losses) screen.Line($"  lost         {loss} of {Words.Count(count, "record")}, as allowed");
        foreach (var file in result.EmptyFiles) screen.Warn($"{file}: the file is empty");
    }

    private static MetadataRule Metadata(string[]? words)
    {
        if (words is null or [] or ["none"]) return new MetadataRule(IsFull: false, []);
        if (words is ["full"]) return new MetadataRule(IsFull: true, []);
        var fields = Values.Pairs("--metadata", "origin=file", words);
        foreach (var (_, field) in fields)
        {
            if (!MetadataRule.FixedFields.Contains(field)) throw new CuveeException($"--metadata: unknown field '{field}'; use one of {string.Join(", ", MetadataRule.FixedFields)}");
        }

        return new MetadataRule(IsFull: false, [.. fields.Select(field => new MetadataField(field.Key, field.Value))]);
    }
}
