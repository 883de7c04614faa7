using System.Collections.Immutable;
using Cuvee.Dedup;
using Cuvee.Mix;
using Cuvee.Model;
using Cuvee.Recipes;
using Cuvee.Split;

namespace Cuvee.Engine;

/// <summary>
/// Stages 6 to 11 for one dataset, on facts alone: what is kept, how often, in which split, in which order. Single-threaded and exact, so
/// the same facts always give the same decision.
/// </summary>
internal sealed class Decision
{
    public const string NotTaken = "not_taken";
    public const string OverQuota = "over_quota";
    public const string NoShare = "no_share";
    public const string OverCap = "over_cap";

    private readonly Recipe _recipe;
    private readonly Dataset _dataset;
    private readonly TagTable _tags;
    private readonly Outcomes _outcomes;

    private Decision(Recipe recipe, Dataset dataset, DatasetFacts facts, TagTable tags, Outcomes outcomes)
    {
        (_recipe, _dataset, Facts, _tags, _outcomes) = (recipe, dataset, facts, tags, outcomes);
        Outcome = new ushort[facts.Count];
        Other = new int[facts.Count];
        Part = new int[facts.Count];
        Copies = new int[facts.Count];
        for (var i = 0; i < Outcome.Length; i++) Outcome[i] = facts[i].Outcome;
        Array.Fill(Other, -1);
    }

    public DatasetFacts Facts { get; }

    /// <summary>For each position how it ended; 0 = kept.</summary>
    public ushort[] Outcome { get; }

    /// <summary>For a dropped duplicate the position that was kept in its place, else -1.</summary>
    public int[] Other { get; }

    /// <summary>For a kept position the index of its split.</summary>
    public int[] Part { get; }

    /// <summary>Lines to emit for each position; 0 when it is not kept.</summary>
    public int[] Copies { get; }

    /// <summary>Null when the dataset has no mix.</summary>
    public ImmutableArray<MixQuota>? Quotas { get; private set; }

    public SplitResult? Split { get; private set; }

    /// <summary>The lines of each split in the order they are written.</summary>
    public ImmutableArray<int[]> Lines { get; private set; } = [];

    public static Decision Make(Recipe recipe, Dataset dataset, DatasetFacts facts, TagTable tags, Outcomes outcomes)
    {
        var decision = new Decision(recipe, dataset, facts, tags, outcomes);
        decision.DropDuplicates();
        decision.Take();
        var planned = decision.MixAndCap();
        decision.AssignSplits();
        decision.CountCopies(planned);
        decision.Order();
        return decision;
    }

    private bool IsAlive(int position) => Outcome[position] == Outcomes.Alive;

    private void Drop(int position, string stage, string reason) => Outcome[position] = _outcomes.Number(stage, reason);

    private void DropDuplicates()
    {
        if (_recipe.Dedup.Exact is not { } exact) return;
        var kept = ExactDeduplication.Decide(DedupFacts(), _recipe.Dedup.Keep, exact.KeepsConflicts);
        var duplicate = _outcomes.Number(Stages.ExactDedup, ExactDeduplication.Duplicate);
        var conflict = _outcomes.Number(Stages.ExactDedup, ExactDeduplication.Conflict);
        for (var i = 0; i < kept.Length; i++)
        {
            if (kept[i] == i) continue;
            Other[i] = kept[i];
            Outcome[i] = Facts[i].Answer == Facts[kept[i]].Answer ? duplicate : conflict;
        }
    }

    private DedupFact[] DedupFacts()
    {
        var dedupFacts = new DedupFact[Facts.Count];
        for (var s = 0; s < Facts.Sources.Length; s++)
        {
            var facts = Facts.Sources[s].Facts;
            var start = Facts.StartOf(s);
            for (var i = 0; i < facts.Count; i++)
            {
                ref var fact = ref facts[i];
                dedupFacts[start + i] = new DedupFact(IsAlive(start + i) ? fact.Key : default, fact.Answer, fact.Score, fact.TextBytes);
            }
        }

        return dedupFacts;
    }

    private void Take()
    {
        if (Facts.Sources.All(source => TakeOf(source) is null)) return;
        var ranks = Facts.Ranks(_recipe.Seed, "take");
        for (var s = 0; s < Facts.Sources.Length; s++)
        {
            if (TakeOf(Facts.Sources[s]) is not { } take) continue;
            var start = Facts.StartOf(s);
            var alive = Enumerable.Range(start, Facts.Sources[s].Facts.Count).Where(IsAlive).ToArray();
            Rank.Order(alive, ranks);
            foreach (var position in alive.Skip((int)Math.Min(int.MaxValue, take))) Drop(position, Stages.Take, NotTaken);
        }
    }

    private long? TakeOf(SourceFacts source) => _recipe.Sources[source.Plan.Index].Take;

    /// <summary>Stage 9. Returns for each position how many lines the quotas plan: more than one only where records repeat.</summary>
    private int[] MixAndCap()
    {
        var planned = new int[Facts.Count];
        var alive = Alive();
        foreach (var position in alive) planned[position] = 1;
        if (_dataset.Mix is null && _dataset.Caps.IsEmpty) return planned;
        var ranks = Facts.Ranks(_recipe.Seed, "mix");
        Rank.Order(alive, ranks);
        var caps = _dataset.Caps.Select(ToCap).ToList();
        if (_dataset.Mix is { } mix) alive = ApplyMix(mix, alive, planned, caps);
        if (caps.Count > 0) ApplyCaps(alive, planned, caps);
        return planned;
    }

    /// <summary>Applies the quotas; returns the positions that are still alive, by rank.</summary>
    private int[] ApplyMix(MixRule mix, int[] alive, int[] planned, List<Mix.Cap> caps)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var share in mix.Shares) numbers.Add(share.Value, numbers.Count);
        var valueOf = MixValues(mix, numbers, alive);
        alive = [.. alive.Where(IsAlive)];
        var available = new long[numbers.Count];
        foreach (var position in alive) available[valueOf[position]]++;
        var where = Where(mix.Mark);
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
                if (!kept[i]) DropPlanned(alive[i], planned, Stages.Caps, OverCap);
            }

            caps.Clear();
            alive = [.. alive.Where(IsAlive)];
            Array.Clear(available);
            foreach (var position in alive) available[valueOf[position]]++;
            Quotas = [.. quotas.Select((quota, i) => new MixQuota(quota.Name, available[i], available[i], available[i]))];
            return alive;
        }

        for (var value = 0; value < quotas.Length; value++)
        {
            var members = alive.Where(position => valueOf[position] == value).ToArray();
            foreach (var position in members.Skip((int)quotas[value].Records)) DropPlanned(position, planned, Stages.Mix, OverQuota);
            Mix.Copies.Assign(quotas[value].Lines, members.AsSpan(0, (int)quotas[value].Records), mix.MaxRepeat, planned);
        }

        Quotas = quotas;
        return [.. alive.Where(IsAlive)];
    }

    private static Shortage ShortageOf(ShortageRule rule) => rule switch
    {
        ShortageRule.Accept => Shortage.Accept,
        ShortageRule.Repeat => Shortage.Repeat,
        ShortageRule.Shrink => Shortage.Shrink,
        _ => Shortage.Fail,
    };

    /// <summary>The index of each alive position's mix value. A value without a share is an error that names it.</summary>
    private int[] MixValues(MixRule mix, Dictionary<string, int> numbers, int[] alive)
    {
        var tag = ValuesOf(mix.By);
        var valueOf = new int[Facts.Count];
        var missing = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var position in alive)
        {
            var value = tag(position);
            if (numbers.TryGetValue(value, out var number)) valueOf[position] = number;
            else missing.Add(value);
        }

        if (missing.Count == 0) return valueOf;
        throw _recipe.Problem(mix.Mark, $"dataset '{_dataset.Name}': no share for {mix.By} {string.Join(", ", missing.Select(value => $"'{value}'"))}; give each value a share, or leave its source out of 'from'");
    }

    private void ApplyCaps(int[] alive, int[] planned, List<Mix.Cap> caps)
    {
        // One entry a line; first copies of all before any second one.
        var lines = new List<int>(alive);
        for (var round = 2; round <= planned.DefaultIfEmpty().Max(); round++) lines.AddRange(alive.Where(position => planned[position] >= round));
        var records = lines.ToArray();
        var kept = Caps.Apply(Where(_dataset.Caps[0].Mark), records, caps);
        foreach (var position in alive) planned[position] = 0;
        for (var i = 0; i < records.Length; i++)
        {
            if (kept[i]) planned[records[i]]++;
        }

        foreach (var position in alive)
        {
            if (planned[position] == 0) DropPlanned(position, planned, Stages.Caps, OverCap);
        }
    }

    private Mix.Cap ToCap(Recipes.Cap cap)
    {
        var values = new List<string>();
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var tag = ValuesOf(cap.Tag);
        var valueOf = new int[Facts.Count];
        for (var i = 0; i < valueOf.Length; i++)
        {
            if (!IsAlive(i)) continue;
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
        Drop(position, stage, reason);
    }

    private void AssignSplits()
    {
        var rule = _dataset.Split;
        var alive = Alive();
        if (rule.Parts.Length == 1 && rule.Holdouts.IsEmpty) return;
        var components = new Components(alive.Length);
        if (rule.Together.Prompt) components.JoinEqual(Array.ConvertAll(alive, position => Facts[position].Prompt));
        foreach (var field in rule.Together.Fields)
        {
            var columns = Facts.Sources.Select(source => source.TogetherColumn(source.Plan.Together.IndexOf(field))).ToArray();
            components.JoinEqual(Array.ConvertAll(alive, position => columns[Facts.SourceOf(position)][position - Facts.StartOf(Facts.SourceOf(position))]));
        }

        var all = Facts.Ranks(_recipe.Seed, "split");
        var request = new SplitRequest(Where(_dataset.Mark), [.. rule.Parts.Select(part => new Split.SplitPart(part.Name, part.Part))])
        {
            Sizes = rule.IsExact ? SplitSizes.Exact : SplitSizes.Approximate,
            Describe = record => $"a record of source '{Facts.SourceAt(alive[record]).Plan.Name}'",
        };
        Split = SplitAssigner.Assign(request, Array.ConvertAll(alive, position => all[position]), components, HeldOut(alive));
        for (var i = 0; i < alive.Length; i++) Part[alive[i]] = Split.PartOf[i];
    }

    /// <summary>For each alive record the index of the split it is held out to, or -1.</summary>
    private int[] HeldOut(int[] alive)
    {
        var parts = new int[alive.Length];
        Array.Fill(parts, -1);
        foreach (var holdout in _dataset.Split.Holdouts)
        {
            var tag = ValuesOf(holdout.Tag);
            var to = _dataset.Split.Parts.Select(part => part.Name).ToList().IndexOf(holdout.To);
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
    private void CountCopies(int[] planned)
    {
        var alive = Alive();
        foreach (var position in alive) Copies[position] = 1;
        if (_dataset.Mix is not { Shortage: ShortageRule.Repeat } mix) return;
        var ranks = Facts.Ranks(_recipe.Seed, "mix");
        Rank.Order(alive, ranks);
        var cells = new TagTable([mix.By, .. _dataset.Caps.Select(cap => cap.Tag)]);
        var tags = cells.Names.Select(ValuesOf).ToArray();
        foreach (var cell in alive.GroupBy(position => cells.Number(Array.ConvertAll(tags, tag => tag(position)))))
        {
            var lines = cell.Sum(position => (long)planned[position]);
            var train = cell.Where(position => Part[position] == 0).ToArray();
            Mix.Copies.Assign(lines - (cell.Count() - train.Length), train, mix.MaxRepeat, Copies);
        }
    }

    /// <summary>The value of a tag for each position; <c>source</c> is a tag too.</summary>
    private Func<int, string> ValuesOf(string tag)
    {
        if (tag == "source") return position => Facts.SourceAt(position).Plan.Name;
        var column = _tags.Column(tag);
        return position => column[Facts[position].Tags];
    }

    private void Order()
    {
        var perPart = new List<int>[_dataset.Split.Parts.Length];
        for (var i = 0; i < perPart.Length; i++) perPart[i] = [];
        foreach (var position in Alive())
        {
            for (var copy = 0; copy < Copies[position]; copy++) perPart[Part[position]].Add(position);
        }

        var order = new LineOrder(Facts, _recipe.Seed);
        Lines = [.. perPart.Select(lines => order.Of(lines, _dataset.Order))];
    }

    private int[] Alive()
    {
        var alive = new List<int>(Facts.Count);
        for (var i = 0; i < Outcome.Length; i++)
        {
            if (IsAlive(i)) alive.Add(i);
        }

        return [.. alive];
    }

    private string Where(Mark mark) => $"{_recipe.File}:{mark.Line}:{mark.Column}: dataset '{_dataset.Name}'";
}
