using System.Globalization;
using Cuvee.Recipes;

namespace Cuvee.Dedup;

/// <summary>What a recipe asks of deduplication, as manifests say it: name, version, parameters.</summary>
internal static class DedupCalls
{
    /// <summary>The name under which a manifest says by what a split keeps near-duplicates together.</summary>
    public const string OfSplit = "near_duplicates";

    /// <summary>In the order in which they run.</summary>
    public static IEnumerable<(string Name, string Version, string Parameters)> Of(Recipe recipe, Dataset dataset)
    {
        var (exact, near, keep) = (recipe.Dedup.Exact, recipe.Dedup.Near, RecipeWords.Of(recipe.Dedup.Keep));
        if (exact is not null)
        {
            var system = exact.On == DedupKey.Conversation ? exact.IgnoresSystem ? ",system=ignore" : ",system=keep" : string.Empty;
            yield return Call(DedupOperators.Exact, $"on={RecipeWords.Of(exact.On)}{system},conflict={(exact.KeepsConflicts ? "keep" : "drop")},keep={keep}");
        }

        if (near is not null)
        {
            string[] within = [.. near.WithinSource ? ["source"] : Array.Empty<string>(), .. near.WithinFamily ? ["family"] : Array.Empty<string>()];
            yield return Call(DedupOperators.Near, $"{Text(near.Rule)},within=[{string.Join(',', within)}]{(near.Against is { } against ? $",against={new Literal(Model.FieldKind.Text, against)}" : "")},keep={keep}");
        }

        if (dataset.Split.Parts.Length > 1 && dataset.Split.Together.Near is { } together) yield return (OfSplit, $"{DedupOperators.Near.Version}", $"({Text(together)})");
    }

    private static (string Name, string Version, string Parameters) Call(KeyOperator known, string parameters) => (known.Name, $"{known.Version}", $"({parameters})");

    private static string Text(NearDuplicates rule)
    {
        var computed = NearComputation.For(rule.Similarity);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"similarity={Numbers.Text(rule.Similarity)},n={rule.ShingleWords},on={RecipeWords.Of(rule.On)},bands={computed.Bands},rows={computed.Rows},recall={computed.Recall:0.0000},candidates={computed.Candidates}");
    }
}
