using System.Collections.Immutable;
using Cuvee.Decontaminate;
using Cuvee.Filter;
using Cuvee.Ingest;
using Cuvee.Model;
using Cuvee.Normalize;
using Cuvee.Pii;
using Cuvee.Recipes;
using Cuvee.Tokens;

namespace Cuvee.Engine;

/// <summary>Everything the first pass does to the records of one source, made once from the recipe.</summary>
internal sealed record SourcePlan
{
    public required int Index { get; init; }

    public required string Name { get; init; }

    /// <summary>Null to detect it for each record.</summary>
    public RecordFormat? Format { get; init; }

    public FieldMap? Map { get; init; }

    public required ScorePlan Score { get; init; }

    /// <summary>Whether anything looks at the score.</summary>
    public bool NeedsScore { get; init; }

    public ImmutableArray<INormalizer> Normalizers { get; init; } = [];

    /// <summary>What is looked for as personal data when the texts are normalized; null for nothing.</summary>
    public PiiRule? Pii { get; init; }

    /// <summary>What shortens records that have too many tokens, in the order of the filters that ask for it.</summary>
    public ImmutableArray<TurnCut> Cuts { get; init; } = [];

    /// <summary>What counts the tokens of a record that passed the filters, or null.</summary>
    public TokenMeasure? Tokens { get; init; }

    /// <summary>What the ledger counts changes under: the normalizers, then kinds of personal data, then the cuts.</summary>
    public ImmutableArray<string> ChangeRules => [.. Normalizers.Select(normalizer => normalizer.Rule), .. Pii is null ? [] : PiiKinds.Rules, .. Cuts.IsEmpty ? [] : new[] { "tokens" }];

    /// <summary>The source's own filters, then the common ones.</summary>
    public ImmutableArray<IFilter> Filters { get; init; } = [];

    /// <summary>One per tag name of the table; null where the source does not have the tag.</summary>
    public required ImmutableArray<TagRule?> Tags { get; init; }

    /// <summary>What exact deduplication compares, null when there is none.</summary>
    public DedupKey? Key { get; init; }

    /// <summary>Whether the system turn counts in the key of a conversation.</summary>
    public bool KeyWithSystem { get; init; } = true;

    /// <summary>Whether a split keeps equal prompts together.</summary>
    public bool NeedsPrompt { get; init; }

    /// <summary>Fields whose equal values a split keeps together.</summary>
    public ImmutableArray<string> Together { get; init; } = [];

    /// <summary>What near-duplicates are found by.</summary>
    public ImmutableArray<SignaturePlan> Signatures { get; init; } = [];

    /// <summary>What a record that passed the filters is searched for.</summary>
    public ImmutableArray<BenchmarkSet> Benchmarks { get; init; } = [];

    /// <summary>Whether an output asks for the fields that carry no turn.</summary>
    public bool KeepExtra { get; init; }
}

/// <summary>Where the score of a record stands and how it is brought to 0..1.</summary>
/// <param name="Fields">Dotted paths; the first that holds a number counts.</param>
/// <param name="Lowest">What becomes 0.</param>
/// <param name="Highest">What becomes 1.</param>
/// <param name="Otherwise">The score, already 0..1, of a record without one; NaN for none.</param>
internal sealed record ScorePlan(ImmutableArray<string> Fields, double Lowest, double Highest, double Otherwise)
{
    public double Of(Record record)
    {
        foreach (var field in Fields)
        {
            var number = record.Raw.Field(field).Number;
            if (!double.IsNaN(number)) return Math.Clamp((number - Lowest) / (Highest - Lowest), 0, 1);
        }

        return Otherwise;
    }
}
