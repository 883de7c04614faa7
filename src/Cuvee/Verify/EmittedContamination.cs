using Cuvee.Decontaminate;
using Cuvee.Engine;

namespace Cuvee.Verify;

/// <summary>What emitted lines share with benchmarks, found from their bytes. A line that is no record holds nothing.</summary>
internal sealed class EmittedContamination
{
    private const int LinesAtATime = 1024;

    private readonly BenchmarkSet _set;
    private readonly Observations _observations = new();
    private readonly List<int> _lines = [];

    private EmittedContamination(BenchmarkSet set) => _set = set;

    /// <summary>Searches all lines.</summary>
    /// <param name="texts">The lines.</param>
    /// <param name="set">What is searched for.</param>
    /// <param name="threads">Workers.</param>
    public static EmittedContamination Search(EmittedTexts texts, BenchmarkSet set, int threads)
    {
        var found = new EmittedContamination(set);
        var ranges = Enumerable.Range(0, (texts.Count + LinesAtATime - 1) / LinesAtATime).Select(i => new Range(i * LinesAtATime, Math.Min(texts.Count, (i + 1) * LinesAtATime)));
        Ordered.ForEach<Range, EmittedContamination>(ranges, threads, () => new Worker(texts, set).Search, found.Append);
        return found;
    }

    /// <summary>How many different texts of the lines hold each n-gram.</summary>
    public int[] TextsOfNgrams() => ContaminationDecision.Count(_set, _observations);

    /// <summary>The lines in which something is found, with the first part that is, ascending.</summary>
    /// <param name="rule">When something is found.</param>
    /// <param name="ignored">The n-grams that do not count.</param>
    public IEnumerable<(int Line, int Part)> Found(ContaminationRule rule, bool[] ignored)
    {
        var measure = new RecordMeasure(_set, rule);
        var last = -1;
        for (var i = 0; i < _observations.Count; i++)
        {
            var line = _lines[_observations.Entries[i].Record];
            if (line == last || measure.Measure(_observations.RunsOf(i), ignored) is not [var first, ..]) continue;
            last = line;
            yield return (line, first.Part);
        }
    }

    /// <summary>What a part is called: benchmark, split, item and which of its texts.</summary>
    public static string NameOf(BenchmarkSet set, int index)
    {
        var part = set.Parts[index];
        var benchmark = set.Benchmarks[part.Benchmark];
        var split = benchmark.Split.Length == 0 ? string.Empty : $"{benchmark.Split}/";
        return $"{benchmark.Name}/{split}{benchmark.Items[part.Item].Name} {part.Kind.ToString().ToLowerInvariant()}";
    }

    private void Append(EmittedContamination later)
    {
        _observations.Append(later._observations);
        _lines.AddRange(later._lines);
    }

    /// <summary>Searches ranges of lines. One instance serves one worker.</summary>
    private sealed class Worker(EmittedTexts texts, BenchmarkSet set)
    {
        private readonly Observer _observer = new(set);
        private readonly EmittedRecords _records = new(texts);

        public EmittedContamination Search(Range lines)
        {
            var found = new EmittedContamination(set);
            for (var line = lines.Start.Value; line < lines.End.Value; line++)
            {
                _records.Read(line, record =>
                {
                    _observer.Observe(record, found._observations);
                    found._lines.Add(line);
                });
            }

            return found;
        }
    }
}
