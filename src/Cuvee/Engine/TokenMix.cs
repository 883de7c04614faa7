using System.Collections.Immutable;
using Cuvee.Mix;
using Cuvee.Recipes;

namespace Cuvee.Engine;

/// <summary>A mix whose shares, anchor and total are tokens: the quotas are budgets, and records are added in rank order while they are not exceeded.</summary>
/// <param name="decision">What is decided.</param>
/// <param name="mix">The rule.</param>
/// <param name="valueOf">The index of each position's value in the shares.</param>
/// <param name="planned">For each position the lines that are planned; set here.</param>
internal sealed class TokenMix(Decision decision, MixRule mix, int[] valueOf, int[] planned)
{
    /// <summary>
    /// Drops what is beyond the budgets; returns the quotas in tokens. Under a shrinking total caps drop records first, by rank, and the budgets are made anew of
    /// what is left, until both hold.
    /// </summary>
    public ImmutableArray<MixQuota> Apply(int[] alive, List<Mix.Cap> caps)
    {
        var quotas = Quotas(alive);
        Spend(alive, quotas);
        if (caps.Count == 0 || mix.Anchor is not null || mix.Shortage != ShortageRule.Shrink) return quotas;
        while (true)
        {
            int[] left = [.. alive.Where(decision.IsAlive)];
            var kept = Caps.Apply(decision.Where(decision.Dataset.Caps[0].Mark), left, caps);
            if (!kept.Contains(false)) break;
            for (var i = 0; i < left.Length; i++)
            {
                if (!kept[i]) Drop(left[i], Stages.Caps, Decision.OverCap);
            }

            left = [.. left.Where(decision.IsAlive)];
            Spend(left, Quotas(left));
        }

        caps.Clear();
        var tokens = Available([.. alive.Where(decision.IsAlive)]);
        return [.. mix.Shares.Select((share, i) => new MixQuota(share.Value, tokens[i], tokens[i], tokens[i]))];
    }

    private ImmutableArray<MixQuota> Quotas(int[] alive)
    {
        var available = Available(alive);
        return Mix.Quotas.Compute(new MixRequest(decision.Where(mix.Mark), [.. mix.Shares.Select((share, i) => new MixValue(share.Value, available[i], share.Part))])
        {
            Anchor = mix.Anchor is null ? null : mix.Shares.Select(share => share.Value).ToList().IndexOf(mix.Anchor),
            Total = mix.Total,
            Shortage = mix.Anchor is null && mix.Total is null ? null : QuotaDecision.ShortageOf(mix.Shortage),
            MaxCopies = mix.MaxRepeat,
            Unit = "token",
        });
    }

    private long[] Available(int[] alive)
    {
        var available = new long[mix.Shares.Length];
        foreach (var position in alive) available[valueOf[position]] += decision.TokensOf(position);
        return available;
    }

    private void Spend(int[] alive, ImmutableArray<MixQuota> quotas)
    {
        for (var value = 0; value < quotas.Length; value++)
        {
            var members = alive.Where(position => valueOf[position] == value).ToArray();
            TokenCopies.Assign(quotas[value].Lines, members, decision.TokensOf, mix.MaxRepeat, planned);
            var tokens = 0L;
            foreach (var position in members)
            {
                tokens += decision.TokensOf(position);
                if (planned[position] != 0) continue;
                decision.Places.Set(position, tokens, quotas[value].Lines);
                Drop(position, Stages.Mix, Decision.OverQuota);
            }
        }
    }

    private void Drop(int position, string stage, string reason)
    {
        planned[position] = 0;
        decision.Drop(position, stage, reason);
    }
}
