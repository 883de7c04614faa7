using System.Collections.Immutable;
using Cuvee.Dedup;
using Cuvee.Recipes;

namespace Cuvee.Report;

/// <summary>What a recipe does to the records of a dataset, as manifests say it: name, version, parameters. The libraries that read and write files are no operators.</summary>
internal static class OperatorCalls
{
    /// <summary>What a manifest lists beside the operators: what reads and writes files.</summary>
    public static readonly ImmutableArray<string> Libraries = ["duckdb", "zstd", "gzip"];

    /// <summary>In the order of operations.</summary>
    public static IEnumerable<(string Name, string Version, string Parameters)> Of(Recipe recipe, Dataset dataset)
    {
        foreach (var rule in recipe.Normalize) yield return (rule.Name, $"{TextOperators.Normalizers.First(known => known.Name == rule.Name).Version}", rule.Option);
        if (recipe.Pii is { } pii) yield return (TextOperators.Pii.Name, $"{TextOperators.Pii.Version}", pii.Parameters);
        var filters = dataset.From.SelectMany(name => recipe.Sources.First(source => source.Name == name).Filters).Concat(recipe.Filters);
        foreach (var call in filters.DistinctBy(call => call.ToString())) yield return (call.Operator.Name, $"{call.Operator.Version}", call.Arguments.ToString());
        foreach (var rule in recipe.Decontaminate) yield return (TextOperators.Decontaminate.Name, $"{TextOperators.Decontaminate.Version}", rule.Parameters);
        foreach (var call in DedupCalls.Of(recipe, dataset)) yield return call;
    }
}
