using Cuvee.Engine;
using Cuvee.Recipes;
using Cuvee.Report;

namespace Cuvee.Tests.Report;

public sealed class LedgerWordsTests
{
    [Fact]
    public void EveryOperatorAndQuarantineReasonIsListedOnce()
    {
        var expected = QuarantineReasons.All.Select(entry => (Stages.Read, entry.Reason))
            .Append((Stages.Normalize, "pii"))
            .Concat(Operators.Filters.SelectMany(known => known.Reasons.Select(reason => (Stages.Filter, reason.Word))))
            .Concat(
            [
                ("decontaminate", "contaminated"), ("exact_dedup", "duplicate"), ("exact_dedup", "conflict"), ("near_dedup", "near_duplicate"), ("take", "not_taken"),
                ("mix", "over_quota"), ("caps", "over_cap"), ("split", "touches_holdout"),
            ]);
        Assert.Equal(expected, LedgerWords.All.Select(word => (word.Stage, word.Reason)));
    }

    [Fact]
    public void StagesComeInTheOrderOfOperations()
    {
        Assert.Equal(["read", "filter", "exact_dedup", "mix", "nobody"], ((string[])["nobody", "mix", "exact_dedup", "filter", "read"]).OrderBy(LedgerWords.OrderOf));
    }
}
