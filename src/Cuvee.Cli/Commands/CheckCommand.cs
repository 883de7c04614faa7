using System.CommandLine;
using Cuvee.Json;
using Cuvee.Report;

namespace Cuvee.Cli.Commands;

/// <summary><c>cuvee check</c>: everything that is wrong with a recipe, without reading the data.</summary>
internal sealed class CheckCommand : CuveeCommand
{
    private readonly Argument<string> _recipe = new("RECIPE") { Description = "The recipe, a YAML file" };

    public CheckCommand()
        : base("check", "Says all that is wrong with a recipe, without reading the data")
    {
        Add(_recipe);
        Examples.Add(("cuvee check recipe.yaml", "say all that is wrong at once, each with its line and column"));
        Examples.Add(("cuvee check recipe.yaml --json", "the same as a list of file, line, column and message"));
    }

    public override int Run(ParseResult line, Screen screen)
    {
        var path = line.GetRequiredValue(_recipe);
        var check = RecipeCheck.Run(path);
        if (screen.IsJson) screen.Json(writer =>
        {
            writer.WriteString("recipe", path);
            writer.WriteBoolean("passed", check.Problems.IsEmpty);
            writer.WriteNumber("sources", check.Sources);
            writer.WriteNumber("datasets", check.Datasets);
            writer.WriteNumber("files", check.Files);
            Failure.WriteProblems(writer, check.Problems);
            writer.WriteStrings("warnings", check.Warnings);
        });
        foreach (var warning in check.Warnings) screen.Warn(warning);
        foreach (var problem in check.Problems) screen.Fail(problem.ToString());
        if (!check.Problems.IsEmpty) return ExitCodes.NotBuilt;
        if (!screen.IsJson) screen.Line($"{path}: no problems in {Words.Count(check.Sources, "source")} ({Words.Count(check.Files, "file")}), {Words.Count(check.Datasets, "dataset")}");
        return ExitCodes.Done;
    }
}
