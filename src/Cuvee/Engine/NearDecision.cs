using Cuvee.Cache;
using Cuvee.Dedup;
using Cuvee.Model;
using Cuvee.Recipes;
using Cuvee.Similarity;

namespace Cuvee.Engine;

/// <summary>Stage 7: which records are dropped because they are nearly the same as one that is kept.</summary>
internal sealed class NearDecision(Decision decision, NearDedup near)
{
    public const string NearDuplicate = "near_duplicate";

    private readonly Func<int, int>? _group = GroupOf(decision, near);
    private readonly string _key = NearKey.Of(decision.Recipe, decision.Dataset, near);
    private bool _remembers;
    private NearFindings? _last;
    private NearFindings? _findings;

    /// <summary>Fetches what the last build remembers; may be called while other stages decide.</summary>
    public void Recall()
    {
        var (means, facts) = (decision.Means, decision.ComparedFacts);
        if (means.Cache is null || _group is not null) return;
        // As they were read: of those that are alive another stage may just be dropping some
        var records = Enumerable.Range(0, facts.Count).Count(position => facts[position].Outcome == Outcomes.Alive);
        _remembers = means.IndexBytes(facts.Count) - MemoryBytes(records) >= NearOptions.LeastIndexBytes;
        if (_remembers) _last = means.Cache.RecallNear(_key);
    }

    /// <summary>Has what was found remembered; may be called while other stages decide.</summary>
    public void Keep()
    {
        if (_findings is not null) decision.Means.Cache!.KeepNear(decision.Dataset.Name, _key, _findings);
        _findings = null;
    }

    /// <summary>Drops near-duplicates.</summary>
    public void Drop()
    {
        var facts = decision.ComparedFacts;
        var order = Order();
        var means = decision.Means;
        means.Progress.Begin($"{decision.Dataset.Name}: near-duplicates", order.Length, "records");
        var memory = _remembers ? new NearMemory(IdentityOf, order.Length, _last) : null;
        var options = NearOptions.For(near.Rule.Similarity, means.Threads) with
        {
            MaxIndexBytes = means.IndexBytes(facts.Count) - (memory is null ? 0 : MemoryBytes(order.Length)),
            Scratch = means.Scratch,
            Memory = memory,
            Progress = count => means.Progress.Advance(count),
        };
        var result = NearDeduplication.Decide(order, () => new StagedShingles(facts, null, near.Rule), options, _group, near.Against is null ? null : IsReference);
        (_findings, _last) = (memory?.Findings, null);
        for (var position = 0; position < decision.Facts.Count; position++)
        {
            if (result.Kept[position] == position) continue;
            decision.Other[position] = result.Kept[position];
            decision.Drop(position, Stages.NearDedup, NearDuplicate);
        }

        decision.Similarity = result.Similarity;
        if (result.Unverified > 0)
        {
            means.Progress.Warn(
                $"dataset '{decision.Dataset.Name}': {result.Unverified:N0} records were kept without being compared with all that may resemble them, because more than {options.CandidateLimit} do");
        }
    }

    /// <summary>What remembering so many records takes: off what the index may take, and where too little would be left nothing is remembered.</summary>
    private long MemoryBytes(int records) => NearMemory.BytesPerRecord(Banding.For((double)near.Rule.Similarity)) * records;

    /// <summary>Positions in keep order, references first.</summary>
    private int[] Order()
    {
        var facts = decision.ComparedFacts;
        var references = Enumerable.Range(0, facts.Count).Where(position => near.Against is not null && IsReference(position) && IsComparable(position));
        var others = Enumerable.Range(0, decision.Facts.Count).Where(position => (near.Against is null || !IsReference(position)) && decision.IsAlive(position));
        return [.. references, .. KeepOrder.Of(others, decision.Recipe.Dedup.Keep, position => facts[position].TextBytes, position => facts[position].Score)];
    }

    /// <summary>The identity of a record's staged text, of which its signature and its shingles are made: 64 bits of its SHA-256, 64 of the marks of its bytes as they are.</summary>
    private Hash128 IdentityOf(int position)
    {
        ref var fact = ref decision.ComparedFacts[position];
        return new Hash128(fact.Content.High, fact.ContentMark ^ (((ulong)fact.ExtraMark << 32) | fact.RowMark));
    }

    private bool IsReference(int position) => decision.ComparedFacts.SourceAt(position).Plan.Name == near.Against;

    private bool IsComparable(int position) => position < decision.Facts.Count ? decision.IsAlive(position) : decision.ComparedFacts[position].Outcome == Outcomes.Alive;

    /// <summary>One group for each source, each family, or each pair of them; null for one of all.</summary>
    private static Func<int, int>? GroupOf(Decision decision, NearDedup near)
    {
        if (!near.WithinSource && !near.WithinFamily) return null;
        var family = decision.FamilyNumbers();
        var facts = decision.ComparedFacts;
        var families = family.DefaultIfEmpty().Max() + 1;
        return position => (near.WithinSource ? facts.SourceOf(position) * families : 0) + (near.WithinFamily ? family[facts[position].Tags] : 0);
    }
}
