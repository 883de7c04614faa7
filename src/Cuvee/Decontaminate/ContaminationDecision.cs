using System.Collections.Immutable;

namespace Cuvee.Decontaminate;

/// <summary>
/// What is found in a corpus, decided after all of it was observed: n-grams that many of its texts hold, that many items of a benchmark share, or that the
/// user allows do not count. A pure function of the observations in their order.
/// </summary>
public sealed class ContaminationDecision
{
    private readonly bool[] _ignored;

    private ContaminationDecision(bool[] ignored, ImmutableArray<ContaminationMatch> matches, ImmutableArray<FrequentNgram> frequent, int spared, ImmutableArray<int> touched)
    {
        _ignored = ignored;
        Matches = matches;
        Frequent = frequent;
        Spared = spared;
        Touched = touched;
    }

    /// <summary>Everything that was found, by record; of one record the part with the largest share first, then with the longest run, then in the order of the set.</summary>
    public ImmutableArray<ContaminationMatch> Matches { get; }

    /// <summary>N-grams that do not count because the corpus has them everywhere, the most frequent first.</summary>
    public ImmutableArray<FrequentNgram> Frequent { get; }

    /// <summary>Records in which something would be found if those counted: to be looked at when an item may stand in the corpus many times.</summary>
    public int Spared { get; }

    /// <summary>Records that share at least one n-gram with each benchmark, whether it counts or not.</summary>
    public ImmutableArray<int> Touched { get; }

    /// <summary>Whether an n-gram counts.</summary>
    internal bool Counts(int ngram) => !_ignored[ngram];

    /// <summary>Decides.</summary>
    /// <param name="set">What was searched for.</param>
    /// <param name="rule">When something is found.</param>
    /// <param name="observations">Of all records, whatever source they are from.</param>
    /// <param name="allowed">Texts whose n-grams never count.</param>
    public static ContaminationDecision Decide(BenchmarkSet set, ContaminationRule rule, Observations observations, IEnumerable<Model.Utf8> allowed)
    {
        var ignored = Shared(set, rule.MaxItems);
        Allow(set, allowed, ignored);
        var counts = Count(set, observations);
        var limit = rule.FrequentFrom(observations.RecordCount);
        var frequent = Enumerable.Range(0, counts.Length).Where(ngram => counts[ngram] > limit && !ignored[ngram]).ToList();
        var matches = ImmutableArray.CreateBuilder<ContaminationMatch>();
        var measure = new RecordMeasure(set, rule);
        var withFrequent = frequent.Count == 0 ? 0 : Match(set, measure, observations, ignored, matches: null);
        foreach (var ngram in frequent) ignored[ngram] = true;
        var found = Match(set, measure, observations, ignored, matches);
        return new ContaminationDecision(
            ignored,
            matches.ToImmutable(),
            [.. frequent.OrderByDescending(ngram => counts[ngram]).ThenBy(ngram => ngram).Select(ngram => new FrequentNgram(set.TextOf(ngram), counts[ngram]) { Number = ngram })],
            frequent.Count == 0 ? 0 : withFrequent - found,
            Touch(set, observations));
    }

    /// <summary>N-grams that stand in more than so many items of one benchmark.</summary>
    internal static bool[] Shared(BenchmarkSet set, int maxItems)
    {
        var ignored = new bool[set.NgramCount];
        for (var ngram = 0; ngram < ignored.Length; ngram++)
        {
            var (benchmark, item, items) = (-1, -1, 0);
            foreach (var index in set.PartsOf(ngram))
            {
                var part = set.Parts[index];
                if (part.Benchmark != benchmark) (benchmark, item, items) = (part.Benchmark, -1, 0);
                if (part.Item != item) items++;
                item = part.Item;
                ignored[ngram] |= items > maxItems;
            }
        }

        return ignored;
    }

    /// <summary>Marks the n-grams that stand in texts.</summary>
    internal static void Allow(BenchmarkSet set, IEnumerable<Model.Utf8> texts, bool[] ignored)
    {
        var observer = new Observer(set);
        foreach (var text in texts)
        {
            observer.Observe(text);
            foreach (var run in observer.Runs) ignored.AsSpan(run.First, run.Length).Fill(true);
        }
    }

    /// <summary>How many texts of the corpus hold each n-gram; equal texts count once, or a copied item would hide itself by standing there often.</summary>
    internal static int[] Count(BenchmarkSet set, Observations observations)
    {
        var counts = new int[set.NgramCount];
        var last = new int[set.NgramCount];
        var marks = new HashSet<ulong>();
        for (var i = 0; i < observations.Count; i++)
        {
            if (!marks.Add(observations.Entries[i].TextMark)) continue;
            foreach (var run in observations.RunsOf(i))
            {
                for (var ngram = run.First; ngram < run.First + run.Length; ngram++)
                {
                    if (last[ngram] == i + 1) continue;
                    last[ngram] = i + 1;
                    counts[ngram]++;
                }
            }
        }

        return counts;
    }

    /// <summary>Adds what is found and gives the number of records in which it was.</summary>
    private static int Match(BenchmarkSet set, RecordMeasure measure, Observations observations, bool[] ignored, ImmutableArray<ContaminationMatch>.Builder? matches)
    {
        var records = 0;
        for (var i = 0; i < observations.Count; i++)
        {
            var record = observations.Entries[i].Record;
            var found = measure.Measure(observations.RunsOf(i), ignored).Select(part => MatchOf(set, record, part)).ToList();
            if (found.Count == 0) continue;
            records++;
            matches?.AddRange(found.OrderByDescending(match => match.Share).ThenByDescending(match => match.Longest).ThenBy(match => match.Part));
        }

        return records;
    }

    private static ContaminationMatch MatchOf(BenchmarkSet set, int record, (int Part, int Covered, int Longest) found)
    {
        var part = set.Parts[found.Part];
        var benchmark = set.Benchmarks[part.Benchmark];
        return new ContaminationMatch(
            record, benchmark.Name, benchmark.Split, benchmark.Items[part.Item].Name, part.Kind, found.Longest, found.Covered, part.WordCount)
        { Part = found.Part };
    }

    private static ImmutableArray<int> Touch(BenchmarkSet set, Observations observations)
    {
        var touched = new int[set.Benchmarks.Length];
        var last = new int[set.Benchmarks.Length];
        for (var i = 0; i < observations.Count; i++)
        {
            foreach (var run in observations.RunsOf(i))
            {
                for (var ngram = run.First; ngram < run.First + run.Length; ngram++)
                {
                    foreach (var benchmark in set.BenchmarksOf(ngram))
                    {
                        if (last[benchmark] != i + 1) touched[benchmark]++;
                        last[benchmark] = i + 1;
                    }
                }
            }
        }

        return [.. touched];
    }
}
