using Cuvee.Dedup;
using Cuvee.Recipes;

namespace Cuvee.Engine;

/// <summary>Stage 6: which records are dropped because another one has the same key.</summary>
internal sealed class ExactDecision(Decision decision)
{
    /// <summary>Drops exact duplicates.</summary>
    public void Drop()
    {
        if (decision.Recipe.Dedup.Exact is not { } exact) return;
        var facts = Facts();
        var kept = ExactDeduplication.Decide(facts, decision.Recipe.Dedup.Keep, exact.KeepsConflicts, decision.Means.Threads);
        var (duplicate, conflict) = (decision.Ending(Stages.ExactDedup, ExactDeduplication.Duplicate), decision.Ending(Stages.ExactDedup, ExactDeduplication.Conflict));
        for (var i = 0; i < kept.Length; i++)
        {
            if (kept[i] == i) continue;
            decision.Other[i] = kept[i];
            decision.Outcome[i] = facts[i].Answer == facts[kept[i]].Answer ? duplicate : conflict;
        }
    }

    private DedupFact[] Facts()
    {
        var all = decision.Facts;
        var dedupFacts = new DedupFact[all.Count];
        for (var s = 0; s < all.Sources.Length; s++)
        {
            var facts = all.Sources[s].Facts;
            var start = all.StartOf(s);
            for (var i = 0; i < facts.Count; i++)
            {
                ref var fact = ref facts[i];
                dedupFacts[start + i] = new DedupFact(decision.IsAlive(start + i) ? fact.Key : default, fact.Answer, fact.Score, fact.TextBytes);
            }
        }

        return dedupFacts;
    }
}
