using System.CommandLine;
using Cuvee.Engine;
using Cuvee.Locks;
using Cuvee.Model;
using Cuvee.Recipes;
using Cuvee.Report;

namespace Cuvee.Cli.Commands;

/// <summary><c>cuvee build</c>: compiles the datasets of a recipe.</summary>
internal sealed class BuildCommand : CuveeCommand
{
    private readonly Argument<string> _recipe = new("RECIPE") { Description = "The recipe, a YAML file" };
    private readonly Option<string?> _out = new("--out", "-o") { HelpName = "DIR", Description = "Where the datasets go; build/NAME beside the recipe without it" };
    private readonly Option<string[]> _only = new("--only") { HelpName = "NAME", Description = "Build this dataset alone; may be repeated" };
    private readonly Option<long> _threads = Values.Threads();
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Print what would be kept and dropped, and write no dataset", Arity = ArgumentArity.Zero };
    private readonly Option<bool> _noCache = new("--no-cache") { Description = "Reuse nothing of earlier builds and keep nothing for later ones", Arity = ArgumentArity.Zero };
    private readonly Option<bool> _locked = new("--locked") { Description = "Publish nothing unless inputs, operators and datasets are those of cuvee.lock", Arity = ArgumentArity.Zero };
    private readonly Option<long?> _memory = Values.Size("--memory", "What may be kept in memory of records; what needs more is worked on in pieces. Half of the machine's without it");

    public BuildCommand()
        : base("build", "Compiles the datasets of a recipe")
    {
        Add(_recipe);
        foreach (var option in (Option[])[_out, _only, _threads, _dryRun, _noCache, _locked, _memory]) Add(option);
        Examples.Add(("cuvee build recipe.yaml", "compile every dataset into build/NAME beside the recipe"));
        Examples.Add(("cuvee build recipe.yaml --only train_mix --out /data/out", "compile one dataset into a folder of your choice"));
        Examples.Add(("cuvee build recipe.yaml --dry-run", "see what would be kept and dropped, and why"));
        Examples.Add(("cuvee build recipe.yaml --locked", "build again what cuvee.lock says, or say what differs and publish nothing"));
        Examples.Add(("cuvee build recipe.yaml --json --quiet | jq .datasets", "the same numbers for a script"));
    }

    public override int Run(ParseResult line, Screen screen)
    {
        var recipe = RecipeReader.Read(line.GetRequiredValue(_recipe));
        var isDryRun = line.GetValue(_dryRun);
        if (isDryRun && line.GetValue(_locked)) throw new CuveeException("build: --locked compares what is written, and --dry-run writes nothing; choose one");
        var result = Build(recipe, line, screen, isDryRun);
        if (screen.IsJson) screen.Json(stream => SummaryFile.Write(stream, recipe, result));
        if (!screen.IsJson || !screen.IsQuiet) BuildSummary.Write(screen, result, isDryRun);
        return result.Passed ? ExitCodes.Done : ExitCodes.GateFailed;
    }

    private BuildResult Build(Recipe recipe, ParseResult line, Screen screen, bool isDryRun)
    {
        using var progress = new WorkProgress(screen);
        return Engine.Build.Run(recipe, new BuildOptions
        {
            Out = line.GetValue(_out),
            Only = line.GetValue(_only) ?? [],
            Threads = (int)line.GetValue(_threads),
            MemoryBytes = line.GetValue(_memory) ?? BuildOptions.DefaultMemoryBytes,
            IsDryRun = isDryRun,
            UsesCache = !line.GetValue(_noCache),
            Lock = line.GetValue(_locked) ? LockFile.Read(recipe) : null,
            Progress = progress,
        });
    }
}
