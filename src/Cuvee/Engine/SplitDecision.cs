using Cuvee.Recipes;
using Cuvee.Similarity;
using Cuvee.Split;

namespace Cuvee.Engine;

/// <summary>Stage 10: which split each record goes to, and how often it is emitted there.</summary>
internal sealed class SplitDecision(Decision decision)
{
    public const string TouchesHoldout = "touches_holdout";

    private const int PairsAtATime = 1 << 20;

    public void Assign()
    {
        var rule = decision.Dataset.Split;
        var alive = decision.Alive();
        if (rule.Parts.Length == 1 && rule.Holdouts.IsEmpty) return;
        var components = new Components(alive.Length);
        if (rule.Together.Prompt) components.JoinEqual(Array.ConvertAll(alive, position => decision.Facts[position].Prompt));
        foreach (var field in rule.Together.Fields)
        {
            var columns = decision.Facts.Sources.Select(source => source.TogetherColumn(source.Plan.Together.IndexOf(field))).ToArray();
            components.JoinEqual(Array.ConvertAll(alive, position => columns[decision.Facts.SourceOf(position)][position - decision.Facts.StartOf(decision.Facts.SourceOf(position))]));
        }

        var all = decision.Facts.Ranks(decision.Recipe.Seed, "split");
        var ranks = Array.ConvertAll(alive, position => all[position]);
        var request = new SplitRequest(decision.Where(decision.Dataset.Mark), [.. rule.Parts.Select(part => new Split.SplitPart(part.Name, part.Part))])
        {
            Sizes = rule.IsExact ? SplitSizes.Exact : SplitSizes.Approximate,
            DropsTouching = rule.DropsTouching,
            Describe = record => $"a record of source '{decision.Facts.SourceAt(alive[record]).Plan.Name}'",
        };
        var heldOut = HeldOut(alive);
        if (rule.Together.Near is { } near && rule.Parts.Length > 1) JoinNear(components, alive, near);
        var split = SplitAssigner.Assign(request, ranks, components, heldOut);
        while (rule.Together.Near is { } rest && rule.Parts.Length > 1 && JoinTorn(components, alive, rest, split)) split = SplitAssigner.Assign(request, ranks, components, heldOut);
        for (var i = 0; i < alive.Length; i++)
        {
            if (split.PartOf[i] == SplitResult.Dropped) decision.Drop(alive[i], Stages.Split, TouchesHoldout);
            else decision.Part[alive[i]] = split.PartOf[i];
        }
    }

    /// <summary>Joins what signatures show to be nearly the same.</summary>
    private void JoinNear(Components components, int[] alive, NearDuplicates near)
    {
        decision.Means.Progress.Begin($"{decision.Dataset.Name}: near-duplicates of the split", alive.Length, "records");
        var options = NearOptions.For(near.Similarity, decision.Means.Threads) with { Progress = count => decision.Means.Progress.Advance(count) };
        NearComponents.Join(() => new StagedShingles(decision.Facts, alive, near), options, components);
    }

    /// <summary>
    /// Joins what a split has torn apart all the same: signatures miss a pair in a few hundred, an exact comparison across the parts does not.
    /// </summary>
    /// <returns>Whether there was anything to join.</returns>
    private bool JoinTorn(Components components, int[] alive, NearDuplicates near, SplitResult split)
    {
        decision.Means.Progress.Begin($"{decision.Dataset.Name}: comparing the splits", 0, "records");
        var options = new JoinOptions
        {
            Similarity = (double)near.Similarity,
            Floor = (double)near.Similarity,
            Threads = decision.Means.Threads,
            MaxIndexBytes = decision.Means.IndexBytes(alive.Length),
            ListedPairs = PairsAtATime,
        };
        var torn = ExactJoin.Run(() => new StagedShingles(decision.Facts, alive, near), record => split.PartOf[record], options);
        foreach (var pair in torn.Pairs) components.Join(pair.Position, pair.Other);
        return torn.PairCount > 0;
    }

    /// <summary>For each alive record the index of the split it is held out to, or -1.</summary>
    private int[] HeldOut(int[] alive)
    {
        var parts = new int[alive.Length];
        Array.Fill(parts, -1);
        foreach (var holdout in decision.Dataset.Split.Holdouts)
        {
            var tag = decision.ValuesOf(holdout.Tag);
            var to = decision.Dataset.Split.Parts.Select(part => part.Name).ToList().IndexOf(holdout.To);
            for (var i = 0; i < alive.Length; i++)
            {
                if (parts[i] < 0 && holdout.Values.Contains(tag(alive[i]))) parts[i] = to;
            }
        }

        return parts;
    }

    /// <summary>
    /// Repeats belong to the training split, which is the first: elsewhere a record is one line, and what its value then lacks is made up there, by
    /// records with the same capped tags, so that the caps still hold.
    /// </summary>
    public void CountCopies(int[] planned)
    {
        var alive = decision.Alive();
        foreach (var position in alive) decision.Copies[position] = 1;
        if (decision.Dataset.Mix is not { Shortage: ShortageRule.Repeat } mix) return;
        var ranks = decision.Facts.Ranks(decision.Recipe.Seed, "mix");
        Rank.Order(alive, ranks);
        var cells = new TagTable([mix.By, .. decision.Dataset.Caps.Select(cap => cap.Tag)]);
        var tags = cells.Names.Select(decision.ValuesOf).ToArray();
        foreach (var cell in alive.GroupBy(position => cells.Number(Array.ConvertAll(tags, tag => tag(position)))))
        {
            var train = cell.Where(position => decision.Part[position] == 0).ToArray();
            if (mix.Unit == MixUnit.Tokens)
            {
                var budget = cell.Sum(position => (planned[position] - (decision.Part[position] == 0 ? 0 : 1)) * decision.TokensOf(position));
                AssignTokens(budget, train, mix.MaxRepeat);
                continue;
            }

            var lines = cell.Sum(position => (long)planned[position]);
            Mix.Copies.Assign(lines - (cell.Count() - train.Length), train, mix.MaxRepeat, decision.Copies);
        }
    }

    /// <summary>Every record of the training split stays at least once, as it was decided before; what is left of the budget is spent on copies.</summary>
    private void AssignTokens(long budget, int[] train, int maxCopies)
    {
        Mix.TokenCopies.Assign(budget, train, decision.TokensOf, maxCopies, decision.Copies);
        foreach (var position in train) decision.Copies[position] = Math.Max(1, decision.Copies[position]);
    }
}
