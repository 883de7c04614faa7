using System.Collections.Immutable;
using Cuvee.Decontaminate;
using Cuvee.Recipes;

namespace Cuvee.Engine;

/// <summary>Stage 5: which records hold an item of a benchmark, decided once over all sources when all of them are read, and what becomes of these.</summary>
internal sealed class DecontaminationStage
{
    /// <summary>The reason in the ledger.</summary>
    public const string Contaminated = "contaminated";

    private DecontaminationStage(Recipe recipe, ImmutableArray<ImmutableArray<InputPath>> files)
    {
        Files = [.. files.SelectMany(entry => entry), .. recipe.Decontaminate.Select(rule => ContaminationSearch.AllowedFile(recipe, rule)).OfType<InputPath>()];
        Searches = [.. ContaminationSearch.Groups(recipe.Decontaminate).Select(entries => ContaminationSearch.Load(recipe, entries, files))];
    }

    /// <summary>In the order of their first entries.</summary>
    public ImmutableArray<ContaminationSearch> Searches { get; }

    /// <summary>What a record is searched for.</summary>
    public ImmutableArray<BenchmarkSet> Sets => [.. Searches.Select(search => search.Set)];

    /// <summary>One for each search, once it is decided.</summary>
    public ImmutableArray<ContaminationDecision> Decisions { get; private set; } = [];

    /// <summary>How many records were looked at, whatever became of them before.</summary>
    public long RecordCount { get; private set; }

    /// <summary>Everything that was found, by search, then in the order of the sources; of one record the strongest first.</summary>
    public ImmutableArray<FoundContamination> Found { get; private set; } = [];

    /// <summary>The benchmarks, and the files of allowed texts.</summary>
    public ImmutableArray<InputPath> Files { get; }

    /// <summary>Reads the benchmarks of a recipe; null when it names none.</summary>
    /// <exception cref="RecipeException">One is missing or unreadable, or is an input too.</exception>
    public static DecontaminationStage? Load(Recipe recipe, string outFolder, ImmutableArray<ImmutableArray<InputPath>> inputs, IProgress progress)
    {
        if (recipe.Decontaminate.IsEmpty) return null;
        var contamination = new DecontaminationStage(recipe, ContaminationSearch.Find(recipe, outFolder, inputs));
        foreach (var set in contamination.Sets) Warn(set, progress);
        return contamination;
    }

    /// <summary>Decides on the observations of all sources, in the order of the recipe, and ends, tags or only lists the records in which something is found.</summary>
    public void Decide(IReadOnlyList<SourceFacts> sources, TagTable tags, Outcomes outcomes)
    {
        var found = ImmutableArray.CreateBuilder<FoundContamination>();
        var decisions = ImmutableArray.CreateBuilder<ContaminationDecision>();
        for (var number = 0; number < Searches.Length; number++)
        {
            var search = Searches[number];
            var observations = new Observations();
            foreach (var source in sources)
            {
                observations.Append(source.Observations[number]);
                source.Observations[number].Clear();
            }

            RecordCount = observations.RecordCount;
            var decision = ContaminationDecision.Decide(search.Set, search.Rule.Limits, observations, search.Allowed?.Texts ?? []);
            decisions.Add(decision);
            found.AddRange(Place(number, decision, sources));
        }

        (Decisions, Found) = (decisions.ToImmutable(), found.ToImmutable());
        foreach (var verdict in Found.Where((match, i) => i == 0 || !match.IsOfSameRecord(Found[i - 1]))) Apply(verdict, tags, outcomes);
    }

    /// <summary>The name of a benchmark's item as the ledger gives it: benchmark, split and item, or benchmark and item where nobody knows the split.</summary>
    public static string NameOf(ContaminationMatch match) => match.Split.Length == 0 ? $"{match.Benchmark}/{match.Item}" : $"{match.Benchmark}/{match.Split}/{match.Item}";

    /// <summary>Turns the records of matches, counted over all sources, into records of their source.</summary>
    private static IEnumerable<FoundContamination> Place(int search, ContaminationDecision decision, IReadOnlyList<SourceFacts> sources)
    {
        var (source, start) = (0, 0);
        foreach (var match in decision.Matches)
        {
            while (match.Record >= start + sources[source].Facts.Count) start += sources[source++].Facts.Count;
            yield return new FoundContamination(search, sources[source], match.Record - start, match);
        }
    }

    private void Apply(FoundContamination found, TagTable tags, Outcomes outcomes)
    {
        ref var fact = ref found.Source.Facts[found.Fact];
        switch (Searches[found.Search].Rule.Action)
        {
            case ContaminationAction.Drop when fact.Outcome == Outcomes.Alive:
                fact.Outcome = outcomes.Number(Stages.Decontaminate, Contaminated);
                found.Source.Contaminated.Add(found.Fact, NameOf(found.Match));
                SetMeasure(found);
                break;
            case ContaminationAction.Flag:
                var values = tags[fact.Tags].ToArray();
                ref var value = ref values[tags.IndexOf(ContaminatedTag.Word)];
                if (value == TagRule.None) value = found.Match.Benchmark;
                fact.Tags = tags.Number(values);
                break;
            default:
                break;
        }
    }

    /// <summary>The share against the rule's; where one long run was enough, its words against the rule's.</summary>
    private void SetMeasure(FoundContamination found)
    {
        var limits = Searches[found.Search].Rule.Limits;
        var match = found.Match;
        var share = (double)(match.Kind == PartKind.Answer ? limits.AnswerShare : limits.Share);
        found.Source.Measures[found.Fact] = limits.HoldsByShare(match.Kind, match.Words, match.Covered, match.Longest) ? (match.Share, share) : (match.Longest, limits.Longest);
    }

    private static void Warn(BenchmarkSet set, IProgress progress)
    {
        for (var i = 0; i < set.Benchmarks.Length; i++)
        {
            var benchmark = set.Benchmarks[i];
            if (benchmark.Unreadable is [var first, ..]) progress.Warn($"{benchmark.File}: {benchmark.Unreadable.Length:N0} values that hold no item are not searched for (first: {first})");
            if (set.Searched[i] < benchmark.Items.Length) progress.Warn($"{benchmark.File}: {benchmark.Items.Length - set.Searched[i]:N0} of {benchmark.Items.Length:N0} items are too short to be searched for");
        }
    }
}

/// <summary>A part of a benchmark's item in a record.</summary>
/// <param name="Search">Index of the search.</param>
/// <param name="Source">The source of the record.</param>
/// <param name="Fact">Its index there.</param>
/// <param name="Match">What was found.</param>
internal sealed record FoundContamination(int Search, SourceFacts Source, int Fact, ContaminationMatch Match)
{
    public bool IsOfSameRecord(FoundContamination other) => Search == other.Search && Match.Record == other.Match.Record;
}
