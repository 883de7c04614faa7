using System.Collections.Immutable;
using Cuvee.Engine;
using Cuvee.Model;
using Cuvee.Recipes;
using Cuvee.Tokens;

namespace Cuvee.Report;

/// <summary>What can be known of a recipe without reading the data: that it is well formed, that its files are there, and that they are data at all.</summary>
/// <param name="Sources">How many it has; 0 when it could not be read.</param>
/// <param name="Datasets">How many it has; 0 when it could not be read.</param>
/// <param name="Files">Input files that were found.</param>
/// <param name="Problems">In the order of the recipe; empty when all is well.</param>
/// <param name="Warnings">What is odd, but no reason to refuse.</param>
public sealed record RecipeCheck(int Sources, int Datasets, int Files, ImmutableArray<RecipeProblem> Problems, ImmutableArray<string> Warnings)
{
    /// <summary>Checks the recipe at a path.</summary>
    /// <exception cref="CuveeException">The recipe cannot be read as a file.</exception>
    public static RecipeCheck Run(string path)
    {
        Recipe recipe;
        try
        {
            recipe = RecipeReader.Read(path);
        }
        catch (RecipeException exception)
        {
            return new RecipeCheck(0, 0, 0, exception.Problems, []);
        }

        var problems = new List<RecipeProblem>();
        var warnings = new List<string>();
        foreach (var dataset in recipe.Datasets) CheckFamilies(recipe, dataset, problems);
        CheckBenchmarks(recipe, problems);
        CheckModels(recipe, problems);
        CheckTokenizers(recipe, problems);
        foreach (var dataset in recipe.Datasets) CheckToolSchema(recipe, dataset, problems);
        foreach (var dataset in recipe.Datasets) WarnOfLeaks(dataset, warnings);
        var files = recipe.Sources.Sum(source => Check(recipe, source, problems, warnings));
        return new RecipeCheck(recipe.Sources.Length, recipe.Datasets.Length, files, [.. problems.OrderBy(problem => problem.Mark)], [.. warnings]);
    }

    /// <summary>
    /// A required family that no source can have. A build goes on and its coverage gate calls the family missing; whoever checks a recipe
    /// wants to know before.
    /// </summary>
    private static void CheckFamilies(Recipe recipe, Dataset dataset, List<RecipeProblem> problems)
    {
        var tags = recipe.Sources.Where(source => dataset.From.Contains(source.Name)).Select(source => source.Tag("family")).ToList();
        if (dataset.Gates.Coverage is not { } coverage || tags.Exists(tag => tag is not (null or FixedTag))) return;
        var known = recipe.Sources.Where(source => dataset.From.Contains(source.Name)).Select(source => (source.Tag("family") as FixedTag)?.Value ?? source.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var family in coverage.Families.Where(family => !known.Contains(family.Family)))
        {
            problems.AddRange(recipe.Problem(family.Mark, $"dataset '{dataset.Name}': no source has the family '{family.Family}'; the families are {string.Join(", ", known.Order(StringComparer.Ordinal))}").Problems);
        }
    }

    /// <summary>Splits that the leakage gate is likely to fail, for what the recipe alone says.</summary>
    private static void WarnOfLeaks(Dataset dataset, List<string> warnings)
    {
        if (dataset.Split.Parts.Length < 2) return;
        if (!dataset.Split.Together.Prompt)
        {
            warnings.Add($"dataset '{dataset.Name}': split.together does not name prompt; records of one prompt may get into several splits, which the leakage gate fails");
        }

        if (dataset.Output.Allow.Contains("turns"))
        {
            warnings.Add($"dataset '{dataset.Name}': its format leaves turns out, and records that differ in these alone may get into several splits, which the leakage gate fails; filter them with turns: {{ max: 2 }}");
        }
    }

    /// <summary>Benchmarks and lists of allowed texts that are not there, or are no data.</summary>
    private static void CheckBenchmarks(Recipe recipe, List<RecipeProblem> problems)
    {
        var inputs = FindInputs(recipe);
        foreach (var rule in recipe.Decontaminate)
        {
            try
            {
                var files = ContaminationSearch.Find(recipe with { Decontaminate = [rule] }, Build.OutFolder(recipe, null), inputs)[0];
                ContaminationSearch.ReadAllowed(recipe, rule);
                foreach (var benchmark in files) Inputs.Opening.Open(benchmark.Path, benchmark.Key).Dispose();
            }
            catch (RecipeException exception)
            {
                problems.AddRange(exception.Problems);
            }
            catch (CuveeException exception)
            {
                problems.AddRange(recipe.Problem(rule.Mark, $"decontaminate: {exception.Message}").Problems);
            }
        }
    }

    /// <summary>Models of filters that are not there, are no models, or lack a label.</summary>
    private static void CheckModels(Recipe recipe, List<RecipeProblem> problems)
    {
        try
        {
            Models.Load(recipe);
        }
        catch (RecipeException exception)
        {
            problems.AddRange(exception.Problems);
        }
    }

    /// <summary>A schema of tools that is not there, or defines none.</summary>
    private static void CheckToolSchema(Recipe recipe, Dataset dataset, List<RecipeProblem> problems)
    {
        try
        {
            ToolSchemas.Load(recipe with { Datasets = [dataset] });
        }
        catch (RecipeException exception)
        {
            problems.AddRange(exception.Problems);
        }
    }

    /// <summary>Tokenizers and chat templates that are not there, or ask for what is not supported.</summary>
    private static void CheckTokenizers(Recipe recipe, List<RecipeProblem> problems)
    {
        try
        {
            Tokenization.Load(recipe);
        }
        catch (RecipeException exception)
        {
            problems.AddRange(exception.Problems);
        }
    }

    /// <summary>The files of all sources; none when one of them has a problem, which is reported by itself.</summary>
    private static ImmutableArray<ImmutableArray<InputPath>> FindInputs(Recipe recipe)
    {
        try
        {
            return Inputs.Find(recipe, Build.OutFolder(recipe, null));
        }
        catch (RecipeException)
        {
            return [];
        }
    }

    private static int Check(Recipe recipe, Source source, List<RecipeProblem> problems, List<string> warnings)
    {
        ImmutableArray<InputPath> inputs;
        try
        {
            // One source at a time, so that each can have its problem
            inputs = Inputs.Find(recipe with { Sources = [source] }, Build.OutFolder(recipe, null))[0];
        }
        catch (RecipeException exception)
        {
            problems.AddRange(exception.Problems);
            return 0;
        }

        foreach (var input in inputs)
        {
            try
            {
                using var file = Inputs.Opening.Open(input.Path, input.Key, source.Encoding == "auto" ? null : source.Encoding);
                if (file.IsEmpty) warnings.Add($"{input.Key}: the file is empty");
            }
            catch (CuveeException exception) when (source.OnDamage == DamageAction.Quarantine)
            {
                warnings.Add($"{exception.Message} (its records will be quarantined)");
            }
            catch (CuveeException exception)
            {
                problems.AddRange(recipe.Problem(source.Mark, $"source '{source.Name}': {exception.Message}").Problems);
            }
        }

        return inputs.Length;
    }
}
