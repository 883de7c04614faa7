using System.Collections.Immutable;
using Cuvee.Engine;

namespace Cuvee.Recipes;

/// <summary>What a recipe asks for by keys of its own and what looks at the words of records: normalizers, personal data, benchmarks.</summary>
internal static class TextOperators
{
    /// <summary>The keys of <c>normalize</c>, in the order in which they run.</summary>
    public static readonly ImmutableArray<KeyOperator> Normalizers =
    [
        .. RecipeShape.Normalize.Keys.Select(key => new KeyOperator
        {
            Name = key.Name,
            Key = key.Name,
            Does = OperatorKind.Normalizer,
            Version = 1,
            Summary = key.Summary,
            Example = $"normalize: {{ {key.Name}: {key.Example} }}",
            Parameters = [KeyOperator.ParameterOf(key)],
        }),
    ];

    public static readonly KeyOperator Pii = new()
    {
        Name = "pii",
        Key = "pii",
        Does = OperatorKind.Review,
        Version = PiiRule.Version,
        Summary = "Finds personal data and secrets by form, check digits and context, and marks, redacts or drops.",
        Example = "pii: { action: redact }",
        Parameters = KeyOperator.ParametersOf(PiiShape.Rule),
        Reasons = [new(PiiRule.Reason, "personal data or a secret is in it: how many values")],
    };

    public static readonly KeyOperator Decontaminate = new()
    {
        Name = "decontaminate",
        Key = "decontaminate",
        Does = OperatorKind.Decontamination,
        Version = 1,
        Summary = "Finds items of benchmarks in records by their word n-grams, and drops, marks or lists.",
        Example = "decontaminate: [ { against: bench/HumanEval.jsonl.gz, name: humaneval } ]",
        Parameters = KeyOperator.ParametersOf(DecontaminateShape.Entry),
        Reasons = [new(DecontaminationStage.Contaminated, "an item of a benchmark is in it: other_id, with the share of its words, or the words of one run")],
    };
}
