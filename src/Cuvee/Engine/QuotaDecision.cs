using Cuvee.Mix;
using Cuvee.Recipes;

namespace Cuvee.Engine;

/// <summary>Stages 8 and 9: how many records of a source are taken, the quotas of the mix, the caps.</summary>
internal sealed class QuotaDecision(Decision decision)
{
    /// <summary>Keeps of each source with <c>take</c> as many records, by rank.</summary>
    public void Take()
    {
        if (decision.Facts.Sources.All(source => TakeOf(source) is null)) return;
        var ranks = decision.Facts.Ranks(decision.Recipe.Seed, "take");
        for (var s = 0; s < decision.Facts.Sources.Length; s++)
        {
            if (TakeOf(decision.Facts.Sources[s]) is not { } take) continue;
            var start = decision.Facts.StartOf(s);
            var alive = Enumerable.Range(start, decision.Facts.Sources[s].Facts.Count).Where(decision.IsAlive).ToArray();
            Rank.Order(alive, ranks);
            for (var i = (int)Math.Min(alive.Length, take); i < alive.Length; i++)
            {
                decision.Places.Set(alive[i], i + 1, take);
                decision.Drop(alive[i], Stages.Take, Decision.NotTaken);
            }
        }
    }

    private long? TakeOf(SourceFacts source) => decision.Recipe.Sources[source.Plan.Index].Take;

    /// <summary>Stage 9. Returns for each position how many lines the quotas plan: more than one only where records repeat.</summary>
    public int[] Plan()
    {
        var planned = new int[decision.Facts.Count];
        var alive = decision.Alive();
        foreach (var position in alive) planned[position] = 1;
        if (decision.Dataset.Mix is null && decision.Dataset.Caps.IsEmpty) return planned;
        var ranks = decision.Facts.Ranks(decision.Recipe.Seed, "mix");
        Rank.Order(alive, ranks);
        var caps = decision.Dataset.Caps.Select(ToCap).ToList();
        if (decision.Dataset.Mix is { } mix) alive = ApplyMix(mix, alive, planned, caps);
        if (caps.Count > 0) ApplyCaps(alive, planned, caps);
        return planned;
    }

    /// <summary>Applies the quotas; returns the positions that are still alive, by rank.</summary>
    private int[] ApplyMix(MixRule mix, int[] alive, int[] planned, List<Mix.Cap> caps)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var share in mix.Shares) numbers.Add(share.Value, numbers.Count);
        var valueOf = MixValues(mix, numbers, alive);
        alive = [.. alive.Where(decision.IsAlive)];
        if (mix.Unit == MixUnit.Tokens)
        {
            var byTokens = new TokenMix(decision, mix, valueOf, planned);
            decision.Quotas = byTokens.Apply(alive, caps);
            return [.. alive.Where(decision.IsAlive)];
        }

        var available = new long[numbers.Count];
        foreach (var position in alive) available[valueOf[position]]++;
        var where = decision.Where(mix.Mark);
        var request = new MixRequest(where, [.. mix.Shares.Select((share, i) => new MixValue(share.Value, available[i], share.Part))])
        {
            Anchor = mix.Anchor is null ? null : numbers[mix.Anchor],
            Total = mix.Total,
            Shortage = mix.Anchor is null && mix.Total is null ? null : ShortageOf(mix.Shortage),
            MaxCopies = mix.MaxRepeat,
        };
        var quotas = Mix.Quotas.Compute(request);
        if (caps.Count > 0 && mix.Anchor is null && mix.Shortage == ShortageRule.Shrink)
        {
            var shares = new Shares(mix.Shares.Select(share => share.Part).ToArray());
            var kept = CappedMix.Select(where, shares, alive, valueOf, caps, quotas.Sum(quota => quota.Lines));
            for (var i = 0; i < alive.Length; i++)
            {
                if (!kept[i]) DropPlanned(alive[i], planned, Stages.Caps, Decision.OverCap);
            }

            caps.Clear();
            alive = [.. alive.Where(decision.IsAlive)];
            Array.Clear(available);
            foreach (var position in alive) available[valueOf[position]]++;
            decision.Quotas = [.. quotas.Select((quota, i) => new MixQuota(quota.Name, available[i], available[i], available[i]))];
            return alive;
        }

        for (var value = 0; value < quotas.Length; value++)
        {
            var members = alive.Where(position => valueOf[position] == value).ToArray();
            for (var i = (int)quotas[value].Records; i < members.Length; i++)
            {
                decision.Places.Set(members[i], i + 1, quotas[value].Records);
                DropPlanned(members[i], planned, Stages.Mix, Decision.OverQuota);
            }

            Mix.Copies.Assign(quotas[value].Lines, members.AsSpan(0, (int)quotas[value].Records), mix.MaxRepeat, planned);
        }

        decision.Quotas = quotas;
        return [.. alive.Where(decision.IsAlive)];
    }

    internal static Shortage ShortageOf(ShortageRule rule) => rule switch
    {
        ShortageRule.Accept => Shortage.Accept,
        ShortageRule.Repeat => Shortage.Repeat,
        ShortageRule.Shrink => Shortage.Shrink,
        _ => Shortage.Fail,
    };

    /// <summary>The index of each alive position's mix value. A value without a share is an error that names it.</summary>
    private int[] MixValues(MixRule mix, Dictionary<string, int> numbers, int[] alive)
    {
        var tag = decision.ValuesOf(mix.By);
        var valueOf = new int[decision.Facts.Count];
        var missing = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var position in alive)
        {
            var value = tag(position);
            if (numbers.TryGetValue(value, out var number)) valueOf[position] = number;
            else missing.Add(value);
        }

        if (missing.Count == 0) return valueOf;
        throw decision.Recipe.Problem(mix.Mark, $"dataset '{decision.Dataset.Name}': no share for {mix.By} {string.Join(", ", missing.Select(value => $"'{value}'"))}; give each value a share, or leave its source out of 'from'");
    }

    private void ApplyCaps(int[] alive, int[] planned, List<Mix.Cap> caps)
    {
        // One entry a line; first copies of all before any second one.
        var lines = new List<int>(alive);
        for (var round = 2; round <= planned.DefaultIfEmpty().Max(); round++) lines.AddRange(alive.Where(position => planned[position] >= round));
        var records = lines.ToArray();
        var kept = Caps.Apply(decision.Where(decision.Dataset.Caps[0].Mark), records, caps);
        foreach (var position in alive) planned[position] = 0;
        for (var i = 0; i < records.Length; i++)
        {
            if (kept[i]) planned[records[i]]++;
        }

        foreach (var position in alive)
        {
            if (planned[position] == 0) DropPlanned(position, planned, Stages.Caps, Decision.OverCap);
        }
    }

    private Mix.Cap ToCap(Recipes.Cap cap)
    {
        var values = new List<string>();
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var tag = decision.ValuesOf(cap.Tag);
        var valueOf = new int[decision.Facts.Count];
        for (var i = 0; i < valueOf.Length; i++)
        {
            if (!decision.IsAlive(i)) continue;
            var value = tag(i);
            if (!numbers.TryGetValue(value, out valueOf[i]))
            {
                numbers.Add(value, valueOf[i] = values.Count);
                values.Add(value);
            }
        }

        return new Mix.Cap(cap.Tag, cap.Share, [.. values], valueOf);
    }

    private void DropPlanned(int position, int[] planned, string stage, string reason)
    {
        planned[position] = 0;
        decision.Drop(position, stage, reason);
    }
}
