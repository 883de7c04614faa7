using System.Collections.Immutable;
using System.Text.Json;
using Cuvee.Engine;
using Cuvee.Publish;
using Cuvee.Recipes;
using Cuvee.Report;
using Cuvee.Tokens;
using Cuvee.Verify;

namespace Cuvee.Locks;

/// <summary>What a recipe's datasets depend on, and what they came to: as the files are now, or as a build recorded it.</summary>
public static class LockState
{
    /// <summary>The recipe, the files it reads and the operators it uses, by hashing every file; nothing of what a build makes of them.</summary>
    /// <exception cref="Model.CuveeException">A file that the recipe names is missing.</exception>
    public static ImmutableArray<LockEntry> Observed(Recipe recipe, string? outFolder)
    {
        var folder = Build.OutFolder(recipe, outFolder);
        var inputs = Inputs.Find(recipe, folder);
        var used = SourcePlans.Read(recipe, recipe.Datasets);
        var files = new List<(string Kind, string Owner, InputPath File)>();
        for (var i = 0; i < inputs.Length; i++)
        {
            if (used.Contains(recipe.Sources[i].Name)) files.AddRange(inputs[i].Select(file => (LockEntry.OfInput, recipe.Sources[i].Name, file)));
        }

        files.AddRange(ContaminationSearch.Find(recipe, folder, inputs).SelectMany(entry => entry).Select(file => (LockEntry.OfBenchmark, "", file)));
        files.AddRange(recipe.Decontaminate.Select(rule => ContaminationSearch.AllowedFile(recipe, rule)).OfType<InputPath>().Select(file => (LockEntry.OfAllowed, "", file)));
        files.AddRange(Models.Files(recipe).Select(file => (LockEntry.OfModel, "", file)));
        files.AddRange(TokenFiles.Of(recipe).Select(file => (LockEntry.OfTokenizer, "", file)));
        return [.. Always(recipe, recipe.Datasets), .. files.Distinct().Select(file => Hash(recipe, file.Kind, file.Owner, file.File))];
    }

    /// <summary>What the manifests of built datasets say of the same, with the records of each file, and the datasets.</summary>
    /// <exception cref="Model.CuveeException">A manifest cannot be read.</exception>
    internal static ImmutableArray<LockEntry> Recorded(Recipe recipe, ImmutableArray<string> folders)
    {
        var entries = folders.SelectMany(folder => Manifest.Read(folder, Manifest.Name, manifest => OfManifest(recipe, manifest).ToList())).ToList();
        foreach (var folder in folders.Where(_ => !recipe.Decontaminate.IsEmpty)) entries.AddRange(Manifest.Read(folder, ContaminationFile.Name, found => AllowedOf(recipe, found).ToList()));
        return [.. entries.Distinct()];
    }

    /// <summary>What the last build of all datasets recorded, if it is a build of this recipe from these files by these operators.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="outFolder">Where the datasets are; null for the place they have by default.</param>
    /// <param name="observed">What <see cref="Observed"/> gave.</param>
    /// <returns>What was recorded, or why it does not count.</returns>
    public static (ImmutableArray<LockEntry>? Recorded, string Why) OfLastBuild(Recipe recipe, string? outFolder, ImmutableArray<LockEntry> observed)
    {
        var folders = recipe.Datasets.Select(dataset => Path.Combine(Build.OutFolder(recipe, outFolder), dataset.Name)).ToImmutableArray();
        var missing = recipe.Datasets.FirstOrDefault(dataset => !File.Exists(Path.Combine(Build.OutFolder(recipe, outFolder), dataset.Name, Manifest.Name)));
        if (missing is not null) return (null, $"dataset {missing.Name} is not built");
        var recorded = Recorded(recipe, folders);
        var differences = LockComparison.Differences(recorded.Where(entry => entry.Kind != LockEntry.OfDataset), observed, "built from");
        return differences is [var first, ..] ? (null, $"the datasets were built from something else ({first})") : (recorded, "");
    }

    /// <summary>The lock of what was observed and recorded: each thing with all that is known of it.</summary>
    public static ImmutableArray<LockEntry> Join(ImmutableArray<LockEntry> observed, ImmutableArray<LockEntry> recorded)
    {
        var known = recorded.ToDictionary(entry => entry.Subject);
        return
        [
            .. observed.Select(entry => entry with { Records = known.GetValueOrDefault(entry.Subject)?.Records }),
            .. recorded.Where(entry => entry.Kind == LockEntry.OfDataset),
        ];
    }

    /// <summary>What follows from the recipe and this program alone.</summary>
    private static IEnumerable<LockEntry> Always(Recipe recipe, IEnumerable<Dataset> datasets) =>
        datasets.SelectMany(dataset => OperatorCalls.Of(recipe, dataset).Select(call => Operator(recipe, dataset.Name, call.Name, call.Version)))
            .Prepend(new LockEntry(recipe.Name, LockEntry.OfRecipe, "", "") { Sha256 = ResolvedRecipe.Sha256(recipe) })
            .Distinct();

    private static LockEntry Operator(Recipe recipe, string dataset, string name, string version) => new(recipe.Name, LockEntry.OfOperator, dataset, name) { Version = version };

    private static LockEntry Hash(Recipe recipe, string kind, string owner, InputPath file)
    {
        if (!File.Exists(file.Path)) throw new Model.CuveeException($"{file.Key}: the {kind} file is missing; put it where the recipe has it");
        return new(recipe.Name, kind, owner, file.Key) { Sha256 = SumsFile.HashOf(file.Path), Bytes = new FileInfo(file.Path).Length };
    }

    private static IEnumerable<LockEntry> OfManifest(Recipe recipe, JsonElement manifest)
    {
        var dataset = manifest.Text("name");
        yield return new(recipe.Name, LockEntry.OfRecipe, "", "") { Sha256 = manifest.Text("recipe_sha256") };
        foreach (var call in manifest.List("operators").Where(call => !OperatorCalls.Libraries.Contains(call.Text("name")))) yield return Operator(recipe, dataset, call.Text("name"), call.Text("version"));
        foreach (var file in manifest.Files("inputs").Concat(manifest.Files("references")))
        {
            yield return new(recipe.Name, LockEntry.OfInput, file.Text("source"), file.Text("file")) { Sha256 = file.Text("sha256"), Bytes = file.Number("bytes"), Records = file.Number("records") };
        }

        foreach (var file in manifest.Files("benchmarks")) yield return new(recipe.Name, LockEntry.OfBenchmark, "", file.Text("file")) { Sha256 = file.Text("sha256") };
        foreach (var (list, kind) in ((string, string)[])[("models", LockEntry.OfModel), ("tokenizers", LockEntry.OfTokenizer)])
        {
            foreach (var file in manifest.Files(list)) yield return new(recipe.Name, kind, "", file.Text("file")) { Sha256 = file.Text("sha256"), Bytes = file.Number("bytes") };
        }

        yield return new(recipe.Name, LockEntry.OfDataset, "", dataset) { Sha256 = manifest.Text("content_digest"), Records = manifest.GetProperty("counts").Number("emitted") };
    }

    private static IEnumerable<LockEntry> AllowedOf(Recipe recipe, JsonElement found)
    {
        foreach (var search in found.List("searches"))
        {
            if (!search.TryGetProperty("allowed", out var allowed)) continue;
            yield return new(recipe.Name, LockEntry.OfAllowed, "", allowed.Text("file")) { Sha256 = allowed.Text("sha256") };
        }
    }
}
