using System.Collections.Immutable;
using Cuvee.Filter;
using Cuvee.Ingest;
using Cuvee.Normalize;
using Cuvee.Recipes;
using Cuvee.Tokens;

namespace Cuvee.Engine;

/// <summary>Makes the plans of the first pass from a recipe: what any of its datasets needs to know of a record is observed once.</summary>
internal static class SourcePlans
{
    /// <summary>The tags of a recipe: family first, the others by their bytes.</summary>
    public static TagTable Tags(Recipe recipe) => new(
        ["family", .. recipe.Sources.SelectMany(source => source.Tags).Select(tag => tag.Name).Where(name => name != "family").Distinct().Order(StringComparer.Ordinal)]);

    /// <summary>Names of the sources that are read for some datasets: those that they draw from, and the one that near-duplicates are compared with.</summary>
    public static HashSet<string> Read(Recipe recipe, IEnumerable<Dataset> datasets)
    {
        var read = datasets.SelectMany(dataset => dataset.From).ToHashSet(StringComparer.Ordinal);
        if (recipe.Dedup.Near?.Against is { } against) read.Add(against);
        return read;
    }

    /// <summary>The complete plans of the sources that are read for some datasets, in their order.</summary>
    /// <param name="recipe">With filters that can judge.</param>
    /// <param name="datasets">Those that are built.</param>
    /// <param name="tags">Of the recipe.</param>
    /// <param name="contamination">What is searched for; null for nothing.</param>
    /// <param name="counted">What counts tokens, or null.</param>
    public static ImmutableArray<SourcePlan> ToRead(Recipe recipe, ImmutableArray<Dataset> datasets, TagTable tags, DecontaminationStage? contamination, TokenMeasure? counted)
    {
        // How frequent an n-gram is depends on all that is read, and a dataset is the same whether others are built with it
        var used = Read(recipe, contamination is null ? datasets : recipe.Datasets);
        return [.. Of(recipe, tags).Where(plan => used.Contains(plan.Name)).Select(plan => plan with { Benchmarks = contamination?.Sets ?? [], Tokens = counted })];
    }

    /// <summary>One plan per source, in their order.</summary>
    public static ImmutableArray<SourcePlan> Of(Recipe recipe, TagTable tags)
    {
        var exact = recipe.Dedup.Exact;
        var normalizers = Normalizers.Of(recipe.Normalize);
        var splits = recipe.Datasets.Where(dataset => dataset.Split.Parts.Length > 1).Select(dataset => dataset.Split.Together).ToList();
        var keepsExtra = recipe.Datasets.Any(dataset => dataset.Output.Metadata.IsFull || dataset.Output.Metadata.Renames.Any(rename => rename.Field == "extra_json"));
        var signatures = SignaturePlan.Of(recipe);
        return
        [
            .. recipe.Sources.Select((source, index) => new SourcePlan
            {
                Index = index,
                Name = source.Name,
                Format = FormatWords.Parse(source.Format),
                Map = source.Map.IsEmpty ? null : new FieldMap(source.Map.Select(mapping => KeyValuePair.Create(mapping.Target, mapping.Path))),
                Score = new ScorePlan(source.Score.Fields, (double)source.Score.From, (double)source.Score.To, source.Score.Default is { } given ? (double)given : double.NaN),
                NeedsScore = recipe.Dedup.Keep == KeepRule.BestScore || Calls(recipe, source).Any(call => call.Filter is ScoreFilter),
                Normalizers = normalizers,
                Pii = recipe.Pii,
                Filters = [.. source.Filters.Concat(recipe.Filters).Select(call => call.Filter)],
                Cuts = [.. source.Filters.Concat(recipe.Filters).Select(call => (call.Filter as TokensFilter)?.Cut).OfType<Tokens.TurnCut>()],
                Tags = [.. tags.Names.Select(source.Tag)],
                Key = exact?.On,
                KeyWithSystem = exact is not { IgnoresSystem: true },
                NeedsPrompt = splits.Exists(together => together.Prompt),
                Together = [.. splits.SelectMany(together => together.Fields).Distinct().Order(StringComparer.Ordinal)],
                Signatures = signatures,
                KeepExtra = keepsExtra,
            }),
        ];
    }

    /// <summary>Every filter that a record of the source meets, in its tags too.</summary>
    private static IEnumerable<FilterCall> Calls(Recipe recipe, Source source) =>
        source.Filters.Concat(recipe.Filters).Concat(source.TagFilters);
}
