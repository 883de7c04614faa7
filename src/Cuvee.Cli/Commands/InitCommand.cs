using System.CommandLine;
using Cuvee.Inspect;
using Cuvee.Model;

namespace Cuvee.Cli.Commands;

/// <summary><c>cuvee init</c>: a first recipe for a folder of data.</summary>
internal sealed class InitCommand : CuveeCommand
{
    private readonly Argument<string> _folder = new("FOLDER") { Description = "Where the data is; recipe.yaml is written there" };

    public InitCommand()
        : base("init", "Drafts a commented recipe from what a folder holds")
    {
        Add(_folder);
        Examples.Add(("cuvee init data", "writes data/recipe.yaml, never over one that is there"));
        Examples.Add(("cuvee init data && cuvee build data/recipe.yaml --dry-run", "and see what it would keep"));
    }

    public override int Run(ParseResult line, Screen screen)
    {
        var folder = line.GetRequiredValue(_folder);
        var report = Inspect(folder, screen);
        var path = RecipeDraft.Write(folder, report);
        if (screen.IsJson)
        {
            screen.Json(writer =>
            {
                writer.WriteString("recipe", path);
                writer.WriteNumber("files", report.Files.Length);
                writer.WriteNumber("sources", report.Sources.Length);
            });
            return ExitCodes.Done;
        }

        screen.Line($"{path}: {Words.Count(report.Sources.Length, "source")} of {Words.Count(report.Files.Length, "file")} with {Words.Count(report.Total.Records, "record")}");
        screen.Line($"read it, change it, then: cuvee build {path}");
        return ExitCodes.Done;
    }

    private static InspectionReport Inspect(string folder, Screen screen)
    {
        using var progress = new WorkProgress(screen);
        var path = Path.GetFullPath(folder);
        if (!Directory.Exists(path)) throw new CuveeException($"{folder}: no such folder; name the one that holds the data");
        return Inspection.Of([path], new InspectOptions { Folder = path, Progress = progress });
    }
}
