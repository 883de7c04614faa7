using System.Collections.Immutable;
using Cuvee.Recipes;
using Cuvee.Similarity;

namespace Cuvee.Engine;

/// <summary>A signature that the first pass takes of every record, for whoever looks for near-duplicates by the same words.</summary>
/// <param name="On">Which words.</param>
/// <param name="ShingleWords">Words of a shingle.</param>
/// <param name="Hashes">Values of the signature: as many as the most demanding rule needs, the others read the first of them.</param>
/// <param name="At">Where it begins among the values of all signatures of a record.</param>
internal sealed record SignaturePlan(NearText On, int ShingleWords, int Hashes, int At)
{
    /// <summary>The signatures that a recipe needs.</summary>
    public static ImmutableArray<SignaturePlan> Of(Recipe recipe)
    {
        var splits = recipe.Datasets.Where(dataset => dataset.Split.Parts.Length > 1).Select(dataset => dataset.Split.Together.Near);
        return Of(splits.Prepend(recipe.Dedup.Near?.Rule).OfType<NearDuplicates>());
    }

    /// <summary>The signatures that rules need: those that look at the same shingles share one.</summary>
    public static ImmutableArray<SignaturePlan> Of(IEnumerable<NearDuplicates> all)
    {
        var plans = ImmutableArray.CreateBuilder<SignaturePlan>();
        foreach (var rules in all.GroupBy(rule => (rule.On, rule.ShingleWords)))
        {
            var hashes = rules.Max(rule => Banding.For((double)rule.Similarity).Hashes);
            plans.Add(new SignaturePlan(rules.Key.On, rules.Key.ShingleWords, hashes, plans.Sum(plan => plan.Hashes)));
        }

        return plans.ToImmutable();
    }

    public bool Serves(NearDuplicates rule) => rule.On == On && rule.ShingleWords == ShingleWords;
}
