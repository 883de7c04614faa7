using Cuvee.Decontaminate;
using Cuvee.Dedup;
using Cuvee.Engine;
using Cuvee.Filter;
using Cuvee.Pii;
using Cuvee.Recipes;

namespace Cuvee.Verify;

/// <summary>The ways in which a record of a recipe can end: every state, stage and reason that may stand side by side in its ledgers.</summary>
internal sealed class LegalOutcomes
{
    private readonly HashSet<LedgerOutcome> _outcomes = [new(Stages.Kept, string.Empty, string.Empty)];

    public LegalOutcomes(Recipe recipe)
    {
        foreach (var (reason, _) in QuarantineReasons.All) _outcomes.Add(new LedgerOutcome(Stages.Quarantined, Stages.Read, reason));
        if (recipe.Pii?.Action == PiiAction.Drop) AddDropped(Stages.Normalize, PiiRule.Reason);
        foreach (var call in recipe.Sources.SelectMany(source => source.Filters).Concat(recipe.Filters))
        {
            foreach (var reason in call.Operator.Reasons) AddDropped(Stages.Filter, reason.Word);
        }

        if (TokensReader.RuleOf(recipe) is not null) AddDropped(Stages.Filter, TokensFilter.TemplateFailed);
        if (recipe.Decontaminate.Any(rule => rule.Action == ContaminationAction.Drop)) AddDropped(Stages.Decontaminate, DecontaminationStage.Contaminated);
        if (recipe.Dedup.Exact is not null) AddDropped(Stages.ExactDedup, ExactDeduplication.Duplicate, ExactDeduplication.Conflict);
        if (recipe.Dedup.Near is not null) AddDropped(Stages.NearDedup, NearDecision.NearDuplicate);
        AddDropped(Stages.Take, Decision.NotTaken);
        AddDropped(Stages.Mix, Decision.OverQuota);
        AddDropped(Stages.Caps, Decision.OverCap);
        if (recipe.Datasets.Any(dataset => dataset.Split.DropsTouching)) AddDropped(Stages.Split, SplitDecision.TouchesHoldout);
    }

    public bool Contains(LedgerOutcome outcome) => _outcomes.Contains(outcome);

    private void AddDropped(string stage, params ReadOnlySpan<string> reasons)
    {
        foreach (var reason in reasons) _outcomes.Add(new LedgerOutcome(Stages.Dropped, stage, reason));
    }
}
