using System.Collections.Immutable;
using Cuvee.Decontaminate;
using Cuvee.Ingest;
using Cuvee.Model;
using Cuvee.Recipes;

namespace Cuvee.Engine;

/// <summary>Entries of <c>decontaminate</c> that differ in their benchmarks alone: one index serves them, and a record is searched once for all.</summary>
/// <param name="Rule">The first of them, which speaks for all.</param>
/// <param name="EntryOf">For each benchmark of the set the index, from 0, of its entry in the recipe.</param>
/// <param name="Set">The benchmarks.</param>
/// <param name="Allowed">Texts whose n-grams never count; null without any.</param>
internal sealed record ContaminationSearch(DecontaminateRule Rule, ImmutableArray<int> EntryOf, BenchmarkSet Set, AllowedTexts? Allowed)
{
    /// <summary>The entries of each search, by their indices in the recipe.</summary>
    public static ImmutableArray<ImmutableArray<int>> Groups(ImmutableArray<DecontaminateRule> rules) =>
    [
        .. rules.Select((rule, entry) => (rule, entry))
            .GroupBy(item => (item.rule.WordsPerNgram, item.rule.Share, item.rule.AnswerShare, item.rule.Longest, item.rule.Action, item.rule.Allow), item => item.entry)
            .Select(group => group.ToImmutableArray()),
    ];

    /// <summary>The benchmark's files of each entry. The output folder and the store hold none.</summary>
    /// <exception cref="RecipeException">A path or pattern matches nothing, or a file is an input too.</exception>
    public static ImmutableArray<ImmutableArray<InputPath>> Find(Recipe recipe, string outFolder, ImmutableArray<ImmutableArray<InputPath>> inputs)
    {
        if (recipe.Decontaminate.IsEmpty) return [];
        var glob = new Glob(recipe.Folder, [outFolder, Store.FolderFor(recipe.Folder)]);
        var paths = recipe.Decontaminate.Select(rule => Expand(recipe, rule, glob)).ToList();
        var all = paths.SelectMany(path => path).Distinct(StringComparer.Ordinal).ToList();
        var keys = all.Zip(FileKey.Of(all, recipe.Folder)).ToDictionary(file => file.First, file => file.Second, StringComparer.Ordinal);
        for (var entry = 0; entry < paths.Count; entry++) CheckInputs(recipe, recipe.Decontaminate[entry], paths[entry], inputs);
        return [.. paths.Select(entry => entry.Select(path => new InputPath(path, keys[path])).ToImmutableArray())];
    }

    /// <summary>Reads and indexes the benchmarks of one search.</summary>
    /// <exception cref="RecipeException">A benchmark or the list of allowed texts cannot be read.</exception>
    public static ContaminationSearch Load(Recipe recipe, ImmutableArray<int> entries, ImmutableArray<ImmutableArray<InputPath>> files)
    {
        var rule = recipe.Decontaminate[entries[0]];
        var benchmarks = ImmutableArray.CreateBuilder<Benchmark>();
        var entryOf = ImmutableArray.CreateBuilder<int>();
        foreach (var (entry, file) in entries.SelectMany(entry => files[entry].Select(file => (entry, file))))
        {
            var own = recipe.Decontaminate[entry];
            try
            {
                benchmarks.Add(BenchmarkReader.Read(new BenchmarkSource { Path = file.Path, FileKey = file.Key, Name = own.Name, Map = own.Map }, own.WordsPerNgram));
            }
            catch (CuveeException exception)
            {
                throw recipe.Problem(own.Mark, $"decontaminate: {exception.Message}");
            }

            entryOf.Add(entry);
        }

        return new ContaminationSearch(rule, entryOf.ToImmutable(), BenchmarkSet.Of(benchmarks.ToImmutable(), rule.WordsPerNgram), ReadAllowed(recipe, rule));
    }

    /// <summary>The file of an entry with the texts whose n-grams never count; null when it names none.</summary>
    public static InputPath? AllowedFile(Recipe recipe, DecontaminateRule rule)
    {
        if (rule.Allow is not { } file) return null;
        var path = Path.GetFullPath(file, recipe.Folder);
        return new InputPath(path, FileKey.Of([path], recipe.Folder)[0]);
    }

    /// <summary>The texts of an entry whose n-grams never count; null when it names no file.</summary>
    /// <exception cref="RecipeException">The file cannot be read.</exception>
    public static AllowedTexts? ReadAllowed(Recipe recipe, DecontaminateRule rule)
    {
        try
        {
            return AllowedFile(recipe, rule) is { } file ? AllowedTexts.Read(file) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw recipe.Problem(rule.Mark, $"decontaminate: allow: {rule.Allow} cannot be read; name a file, relative to the recipe, with a text a line");
        }
    }

    private static IReadOnlyList<string> Expand(Recipe recipe, DecontaminateRule rule, Glob glob)
    {
        try
        {
            return glob.Expand(rule.Against);
        }
        catch (CuveeException exception) when (exception is not RecipeException)
        {
            throw recipe.Problem(rule.Mark, $"decontaminate: {exception.Message}");
        }
    }

    private static void CheckInputs(Recipe recipe, DecontaminateRule rule, IReadOnlyList<string> benchmarks, ImmutableArray<ImmutableArray<InputPath>> inputs)
    {
        var real = benchmarks.Select(RealPath.Of).ToHashSet(StringComparer.Ordinal);
        for (var source = 0; source < inputs.Length; source++)
        {
            if (inputs[source].FirstOrDefault(input => real.Contains(RealPath.Of(input.Path))) is not { } both) continue;
            throw recipe.Problem(rule.Mark, $"decontaminate: {both.Key} is a file of source '{recipe.Sources[source].Name}' too, and a benchmark is never an input; leave it out of one of them");
        }
    }
}
