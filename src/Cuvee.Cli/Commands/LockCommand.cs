using System.Collections.Immutable;
using System.CommandLine;
using Cuvee.Json;
using Cuvee.Locks;
using Cuvee.Model;
using Cuvee.Recipes;

namespace Cuvee.Cli.Commands;

/// <summary><c>cuvee lock</c>: what a recipe's datasets were built from, held on to.</summary>
internal sealed class LockCommand : CuveeCommand
{
    private readonly Argument<string> _recipe = new("RECIPE") { Description = "The recipe, a YAML file; cuvee.lock stands beside it" };
    private readonly Option<bool> _check = new("--check") { Description = "Say what differs from the lock; exit code 1 when something does", Arity = ArgumentArity.Zero };
    private readonly Option<bool> _update = new("--update") { Description = "Write the lock from the files as they are and the last build", Arity = ArgumentArity.Zero };
    private readonly Option<string?> _out = new("--out", "-o") { HelpName = "DIR", Description = "Where the datasets are; build/NAME beside the recipe without it" };

    public LockCommand()
        : base("lock", "Holds on to what datasets were built from, and says when it is no longer so")
    {
        Add(_recipe);
        foreach (var option in (Option[])[_check, _update, _out]) Add(option);
        Examples.Add(("cuvee lock recipe.yaml --update", "after a build: write digests of inputs and datasets and versions of operators into cuvee.lock"));
        Examples.Add(("cuvee lock recipe.yaml --check", "has anything changed since? Every file is hashed, nothing is built"));
        Examples.Add(("cuvee build recipe.yaml --locked", "build, and publish only what the lock says"));
    }

    public override int Run(ParseResult line, Screen screen)
    {
        var (isCheck, isUpdate) = (line.GetValue(_check), line.GetValue(_update));
        if (isCheck == isUpdate) throw new CuveeException("lock: say --check or --update, one of them");
        var recipe = RecipeReader.Read(line.GetRequiredValue(_recipe));
        var locked = isCheck ? LockFile.Read(recipe).Entries : [];
        var observed = LockState.Observed(recipe, line.GetValue(_out));
        var (recorded, why) = LockState.OfLastBuild(recipe, line.GetValue(_out), observed);
        if (isCheck) return Check(screen, recipe, locked, recorded is { } built ? LockState.Join(observed, built) : observed, recorded is null ? why : "");
        if (recorded is not { } known) throw new CuveeException($"{recipe.File}: {why}; run `cuvee build {recipe.File}` first");
        var entries = LockState.Join(observed, known);
        var path = LockFile.Write(recipe, entries);
        if (screen.IsJson) screen.Json(writer =>
        {
            writer.WriteString("lock", path);
            writer.WriteNumber("entries", entries.Length);
        });
        else screen.Line($"{path}: {Words.Count(entries.Length, "line")} of recipe '{recipe.Name}'");
        return ExitCodes.Done;
    }

    private static int Check(Screen screen, Recipe recipe, ImmutableArray<LockEntry> locked, ImmutableArray<LockEntry> found, string notCompared)
    {
        // Without a build of these files there is nothing that the datasets could be compared with
        var differences = LockComparison.Differences(notCompared.Length == 0 ? locked : locked.Where(entry => entry.Kind != LockEntry.OfDataset), found);
        if (screen.IsJson) screen.Json(writer =>
        {
            writer.WriteString("lock", LockFile.PathOf(recipe));
            writer.WriteBoolean("same", differences.IsEmpty);
            writer.WriteBoolean("datasets_compared", notCompared.Length == 0);
            writer.WriteStrings("differences", differences);
        });
        else foreach (var difference in differences) screen.Line(difference);
        if (notCompared.Length > 0) screen.Warn($"datasets are not compared: {notCompared}");
        if (!screen.IsJson && differences.IsEmpty) screen.Line($"{LockFile.PathOf(recipe)}: nothing differs in {Words.Count(locked.Length, "line")}");
        return differences.IsEmpty ? ExitCodes.Done : ExitCodes.Different;
    }
}
