using Cuvee.Decontaminate;
using Cuvee.Engine;

namespace Cuvee.Verify;

/// <summary>What emitted lines share with benchmarks, found from their bytes. A line that is no record holds nothing.</summary>
internal sealed class EmittedContamination
{
    private readonly BenchmarkSet _set;
    private readonly Observations _observations = new();
    private readonly List<int> _lines = [];

    private EmittedContamination(BenchmarkSet set) => _set = set;

    /// <summary>Searches all lines but those that are known to share nothing.</summary>
    /// <param name="dataset">Whose lines.</param>
    /// <param name="set">What is searched for.</param>
    public static EmittedContamination Search(EmittedDataset dataset, BenchmarkSet set)
    {
        var found = new EmittedContamination(set);
        dataset.Texts.Search<EmittedContamination>(dataset.Threads, () => new Worker(dataset, set).Search, found.Append);
        return found;
    }

    /// <summary>Marks the lines that share nothing with any of several benchmark sets.</summary>
    public static void Mark(ChunkedList<EmittedLine> lines, IEnumerable<EmittedContamination> searches)
    {
        var shares = new bool[lines.Count];
        foreach (var search in searches)
        {
            foreach (ref readonly var entry in search._observations.Entries) shares[search._lines[entry.Record]] = true;
        }

        for (var line = 0; line < shares.Length; line++) lines[line].SharesNoNgram |= !shares[line];
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
    private sealed class Worker(EmittedDataset dataset, BenchmarkSet set)
    {
        private readonly Observer _observer = new(set);
        private readonly EmittedRecords _records = new(dataset.Texts);
        private readonly ChunkedList<EmittedLine> _lines = dataset.ReadBack.Lines;

        public EmittedContamination Search(Range lines)
        {
            var found = new EmittedContamination(set);
            for (var line = lines.Start.Value; line < lines.End.Value; line++)
            {
                if (_lines[line].SharesNoNgram) continue;
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
