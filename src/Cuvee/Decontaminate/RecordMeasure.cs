namespace Cuvee.Decontaminate;

/// <summary>
/// Measures one record after the other: how much of which parts its runs cover. Only n-grams that count are looked at. Time is linear in the runs and in the
/// parts that could be found.
/// </summary>
internal sealed class RecordMeasure(BenchmarkSet set, ContaminationRule rule)
{
    private readonly PartState[] _states = new PartState[set.Parts.Length];
    private readonly int[] _seen = new int[set.NgramCount];
    private readonly List<int> _touched = [];
    private int _round;

    /// <summary>The parts that are found, ascending.</summary>
    public List<(int Part, int Covered, int Longest)> Measure(ReadOnlySpan<NgramRun> runs, bool[] ignored)
    {
        _round++;
        _touched.Clear();
        foreach (var run in runs)
        {
            for (var i = 0; i < run.Length; i++)
            {
                if (!ignored[run.First + i]) Hit(run.First + i, run.At + i);
            }
        }

        _touched.Sort();
        return Found(ignored);
    }

    private void Hit(int ngram, int at)
    {
        var isNew = _seen[ngram] != _round;
        _seen[ngram] = _round;
        var length = set.Ngrams[ngram].Length;
        var parts = set.PartsOf(ngram);
        var times = set.TimesOf(ngram);
        for (var i = 0; i < parts.Length; i++)
        {
            var part = parts[i];
            ref var state = ref _states[part];
            if (state.Round != _round)
            {
                state = new PartState { Round = _round, LastAt = -1 };
                _touched.Add(part);
            }

            if (isNew) state.Ngrams += times[i];
            // Two n-grams that begin beside each other overlap in all but one word
            state.Current = state.LastAt == at - 1 && state.Current > 0 ? state.Current + 1 : length;
            state.LastAt = at;
            state.Longest = Math.Max(state.Longest, state.Current);
        }
    }

    private List<(int Part, int Covered, int Longest)> Found(bool[] ignored)
    {
        var found = new List<(int, int, int)>();
        foreach (var index in _touched)
        {
            var part = set.Parts[index];
            var state = _states[index];
            // What can be covered at most is known without looking at the part
            var most = (int)Math.Min(part.WordCount, (long)state.Ngrams * set.WordsPerNgram);
            if (!rule.Holds(part.Kind, part.WordCount, most, state.Longest)) continue;
            var covered = Covered(part, ignored);
            if (rule.Holds(part.Kind, part.WordCount, covered, state.Longest)) found.Add((index, covered, state.Longest));
        }

        return found;
    }

    private int Covered(in BenchmarkPart part, bool[] ignored)
    {
        var covered = 0;
        var until = 0;
        var ngrams = set.NgramsOf(part);
        for (var at = 0; at < ngrams.Length; at++)
        {
            var ngram = ngrams[at];
            if (_seen[ngram] != _round || ignored[ngram]) continue;
            var end = at + Math.Min(set.WordsPerNgram, part.WordCount);
            covered += end - Math.Max(at, until);
            until = end;
        }

        return covered;
    }

    private struct PartState
    {
        public int Round;
        public int Ngrams;
        public int LastAt;
        public int Current;
        public int Longest;
    }
}
