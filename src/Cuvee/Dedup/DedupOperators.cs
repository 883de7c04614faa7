using System.Collections.Immutable;
using Cuvee.Recipes;

namespace Cuvee.Dedup;

/// <summary>The ways of removing duplicates, as the operator table, the ledger and manifests name them.</summary>
public static class DedupOperators
{
    public static readonly KeyOperator Exact = new()
    {
        Name = "exact_dedup",
        Key = "exact",
        Does = OperatorKind.Dedup,
        Version = 1,
        Summary = "Drops a record with the same key as one that is kept.",
        Example = "dedup: { exact: { on: prompt } }",
        Parameters = KeyOperator.ParametersOf(RecipeShape.Exact),
        Reasons =
        [
            new(ExactDeduplication.Duplicate, "an earlier record has the same key and the same answer"),
            new(ExactDeduplication.Conflict, "an earlier record has the same key and another answer or label"),
        ],
    };

    public static readonly KeyOperator Near = new()
    {
        Name = "near_dedup",
        Key = "near",
        Does = OperatorKind.Dedup,
        Version = 1,
        Summary = "Drops a record that is nearly the same as one that is kept: signatures propose, sets of word n-grams decide.",
        Example = "dedup: { near: { similarity: 0.8 } }",
        Parameters = KeyOperator.ParametersOf(NearShape.Dedup),
        Reasons = [new(Engine.NearDecision.NearDuplicate, "nearly the same as a record that is kept: other_id, with the similarity of both")],
    };

    public static ImmutableArray<KeyOperator> All => [Exact, Near];
}
