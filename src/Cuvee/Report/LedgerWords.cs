using System.Collections.Immutable;
using Cuvee.Dedup;
using Cuvee.Engine;
using Cuvee.Recipes;

namespace Cuvee.Report;

/// <summary>The fixed words for why a record is not in a dataset: every value that the ledger's columns stage and reason can have.</summary>
public static class LedgerWords
{
    /// <summary>Every stage with the reasons it can give, in the order of operations; filters under their own names.</summary>
    public static ImmutableArray<LedgerWord> All { get; } =
    [
        .. QuarantineReasons.All.Select(entry => new LedgerWord(Stages.Read, "", entry.Reason, entry.Meaning)),
        .. TextOperators.Pii.Reasons.Select(reason => new LedgerWord(Stages.Normalize, "", reason.Word, reason.Meaning)),
        .. Operators.Filters.SelectMany(known => known.Reasons.Select(reason => new LedgerWord(Stages.Filter, known.Name, reason.Word, reason.Meaning))),
        .. TextOperators.Decontaminate.Reasons.Select(reason => new LedgerWord(Stages.Decontaminate, "", reason.Word, reason.Meaning)),
        .. DedupOperators.Exact.Reasons.Select(reason => new LedgerWord(Stages.ExactDedup, DedupOperators.Exact.Name, reason.Word, reason.Meaning)),
        .. DedupOperators.Near.Reasons.Select(reason => new LedgerWord(Stages.NearDedup, DedupOperators.Near.Name, reason.Word, reason.Meaning)),
        new(Stages.Take, "", Decision.NotTaken, "beyond the number that the source may give, by rank"),
        new(Stages.Mix, "", Decision.OverQuota, "beyond the quota of its share, by rank"),
        new(Stages.Caps, "", Decision.OverCap, "beyond what a cap allows its tag, by rank"),
        new(Stages.Split, "", SplitDecision.TouchesHoldout, "belongs together with a record that is held out"),
    ];

    private static readonly ImmutableArray<string> Order =
    [
        Stages.Read, Stages.Map, Stages.Normalize, Stages.Filter, Stages.Decontaminate, Stages.ExactDedup, Stages.NearDedup, Stages.Take,
        Stages.Mix, Stages.Caps, Stages.Split,
    ];

    /// <summary>The place of a stage in the order of operations; unknown ones come last.</summary>
    public static int OrderOf(string stage) => Order.IndexOf(stage) is var place and >= 0 ? place : Order.Length;
}

/// <summary>One reason.</summary>
/// <param name="Stage">The stage that gives it.</param>
/// <param name="Operator">The operator that gives it, else empty.</param>
/// <param name="Reason">The word in the ledger.</param>
/// <param name="Meaning">What it says, one line.</param>
public sealed record LedgerWord(string Stage, string Operator, string Reason, string Meaning);
