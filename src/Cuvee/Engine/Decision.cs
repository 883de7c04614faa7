using System.Collections.Immutable;
using Cuvee.Dedup;
using Cuvee.Mix;
using Cuvee.Model;
using Cuvee.Recipes;
using Cuvee.Split;

namespace Cuvee.Engine;

/// <summary>
/// Stages 6 to 11 for one dataset, on facts alone: what is kept, how often, in which split, in which order. The same facts always
/// give the same decision. The stages themselves are in files of their own.
/// </summary>
internal sealed class Decision
{
    public const string NotTaken = "not_taken";
    public const string OverQuota = "over_quota";
    public const string OverCap = "over_cap";

    private readonly TagTable _tags;
    private readonly Outcomes _outcomes;

    private Decision(Recipe recipe, Dataset dataset, DatasetFacts facts, DatasetFacts compared, TagTable tags, Outcomes outcomes, DecisionMeans means)
    {
        (Recipe, Dataset, Facts, ComparedFacts, _tags, _outcomes, Means) = (recipe, dataset, facts, compared, tags, outcomes, means);
        Outcome = new ushort[facts.Count];
        Other = new int[facts.Count];
        Part = new int[facts.Count];
        Copies = new int[facts.Count];
        Places = new RankPlaces(facts.Count);
        for (var i = 0; i < Outcome.Length; i++) Outcome[i] = facts[i].Outcome;
        Array.Fill(Other, -1);
    }

    public Recipe Recipe { get; }

    public Dataset Dataset { get; }

    public DecisionMeans Means { get; }

    public DatasetFacts Facts { get; }

    /// <summary>The facts with, behind them, those of a source that near-duplicates are compared with although the dataset does not draw from it.</summary>
    public DatasetFacts ComparedFacts { get; }

    /// <summary>For each position how it ended; 0 = kept.</summary>
    public ushort[] Outcome { get; }

    /// <summary>For a dropped duplicate the position, in <see cref="ComparedFacts"/>, of the record that it repeats, else -1.</summary>
    public int[] Other { get; }

    /// <summary>For a dropped near-duplicate how similar it is to the record that it repeats; empty when none was looked for.</summary>
    public double[] Similarity { get; set; } = [];

    /// <summary>For a position that <c>take</c> or the mix left out, how far it was from being chosen.</summary>
    public RankPlaces Places { get; }

    /// <summary>What ties the records that one split decides about together; null where there is one split only.</summary>
    public SplitTies? Ties { get; set; }

    /// <summary>For a kept position the index of its split.</summary>
    public int[] Part { get; }

    /// <summary>Lines to emit for each position; 0 when it is not kept.</summary>
    public int[] Copies { get; }

    /// <summary>Null when the dataset has no mix.</summary>
    public ImmutableArray<MixQuota>? Quotas { get; set; }

    /// <summary>The lines of each split in the order they are written.</summary>
    public ImmutableArray<int[]> Lines { get; private set; } = [];

    /// <summary>Decides.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="dataset">The dataset of it.</param>
    /// <param name="sources">The facts of all sources that were read.</param>
    /// <param name="tags">The tags of all records.</param>
    /// <param name="outcomes">Numbers for what becomes of records.</param>
    /// <param name="means">What may be used.</param>
    public static Decision Make(Recipe recipe, Dataset dataset, ImmutableDictionary<string, SourceFacts> sources, TagTable tags, Outcomes outcomes, DecisionMeans means)
    {
        ImmutableArray<SourceFacts> own = [.. dataset.From.Select(name => sources[name])];
        var facts = new DatasetFacts(own);
        var against = recipe.Dedup.Near?.Against;
        var compared = against is null || dataset.From.Contains(against) ? facts : new DatasetFacts(own.Add(sources[against]));
        var decision = new Decision(recipe, dataset, facts, compared, tags, outcomes, means);
        var exact = new ExactDecision(decision);
        if (recipe.Dedup.Near is { } rule)
        {
            var near = new NearDecision(decision, rule);
            Ordered.Run(means.Threads, exact.Drop, near.Recall);
            near.Drop();
            // First in the list, so that it is kept even where the mix turns out not to be possible
            Ordered.Run(means.Threads, near.Keep, decision.Distribute);
        }
        else
        {
            exact.Drop();
            decision.Distribute();
        }

        return decision;
    }

    public bool IsAlive(int position) => Outcome[position] == Outcomes.Alive;

    public void Drop(int position, string stage, string reason) => Outcome[position] = Ending(stage, reason);

    /// <summary>The number of a way to end, for whoever drops many.</summary>
    public ushort Ending(string stage, string reason) => _outcomes.Number(stage, reason);

    /// <summary>Tokens of a record that passed the filters, where they are counted.</summary>
    public long TokensOf(int position) => Facts[position].Tokens ?? throw new InvalidOperationException("a mix by tokens of a record that was not counted");

    /// <summary>The value of a tag for each position; <c>source</c> is a tag too.</summary>
    public Func<int, string> ValuesOf(string tag)
    {
        if (tag == "source") return position => Facts.SourceAt(position).Plan.Name;
        var column = _tags.Column(tag);
        return position => column[Facts[position].Tags];
    }

    /// <summary>Stages 8 to 11, over what is still kept.</summary>
    private void Distribute()
    {
        var quotas = new QuotaDecision(this);
        quotas.Take();
        var planned = quotas.Plan();
        var splits = new SplitDecision(this);
        splits.Assign();
        splits.CountCopies(planned);
        Order();
    }

    private void Order()
    {
        var perPart = new List<int>[Dataset.Split.Parts.Length];
        for (var i = 0; i < perPart.Length; i++) perPart[i] = [];
        foreach (var position in Alive())
        {
            for (var copy = 0; copy < Copies[position]; copy++) perPart[Part[position]].Add(position);
        }

        var order = new LineOrder(Facts, Recipe.Seed);
        Lines = [.. perPart.Select(lines => order.Of(lines, Dataset.Order))];
    }

    /// <summary>For each combination of tags the number of its family.</summary>
    public int[] FamilyNumbers()
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        return Array.ConvertAll(_tags.Column("family"), family => numbers.TryAdd(family, numbers.Count) ? numbers.Count - 1 : numbers[family]);
    }

    /// <summary>The positions that are still kept, in dataset order.</summary>
    public int[] Alive()
    {
        var alive = new List<int>(Facts.Count);
        for (var i = 0; i < Outcome.Length; i++)
        {
            if (IsAlive(i)) alive.Add(i);
        }

        return [.. alive];
    }

    /// <summary>Begins an error: a place in the recipe and the dataset.</summary>
    public string Where(Mark mark) => $"{Recipe.File}:{mark.Line}:{mark.Column}: dataset '{Dataset.Name}'";
}
