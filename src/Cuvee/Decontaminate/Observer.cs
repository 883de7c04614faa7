using Cuvee.Model;

namespace Cuvee.Decontaminate;

/// <summary>
/// Finds the n-grams of benchmarks in records: the parallel, pure half of decontamination. One instance serves one worker; a record costs no memory unless
/// something is found in it.
/// </summary>
public sealed class Observer
{
    private readonly BenchmarkSet _set;
    private readonly WordList _words = new();
    private readonly RecordTexts _texts = new();
    private readonly List<NgramRun> _runs = [];
    private readonly Action<Utf8> _add;
    private NgramRun _open;

    public Observer(BenchmarkSet set)
    {
        _set = set;
        _add = _words.Add;
    }

    /// <summary>What was found in the last record, valid until the next; whole n-grams by where they begin.</summary>
    internal IReadOnlyList<NgramRun> Runs => _runs;

    /// <summary>Searches a record and adds what was found to the observations; true when there was anything.</summary>
    public bool Observe(Record record, Observations observations)
    {
        Observe(record);
        if (_runs.Count == 0)
        {
            observations.AddNothing();
            return false;
        }

        observations.Add(_runs, TextMark());
        return true;
    }

    /// <summary>Searches a record; see <see cref="Runs"/>.</summary>
    internal void Observe(Record record)
    {
        _words.Clear();
        _texts.ForEach(record, _add);
        Search();
    }

    /// <summary>Searches a text; see <see cref="Runs"/>.</summary>
    internal void Observe(Utf8 text)
    {
        _words.Clear();
        _words.Add(text);
        Search();
    }

    private void Search()
    {
        _runs.Clear();
        _open = default;
        var table = _set.Ngrams;
        var width = table.PrefixWords;
        var words = _words.Hashes;
        if (words.Length < width) return;
        var factor = table.PrefixFactor;
        var hash = 0UL;
        for (var i = 0; i < width; i++) hash = NgramTable.Roll(hash, words[i]);
        for (var at = 0; ; at++)
        {
            if (table.MayHold(hash)) Look(at);
            if (at + width >= words.Length) break;
            hash = NgramTable.Roll(hash, words[at + width]) - (factor * words[at]);
        }

        Close();
    }

    private void Look(int at)
    {
        if (IsNext(at))
        {
            _open = _open with { Length = _open.Length + 1 };
            return;
        }

        foreach (var length in _set.Lengths)
        {
            if (at + length > _words.Count) return;
            var ngram = _set.Ngrams.NumberOf(_words, at, length);
            if (ngram < 0) continue;
            if (length < _set.WordsPerNgram)
            {
                _runs.Add(new NgramRun(ngram, 1, at));
            }
            else
            {
                Close();
                _open = new NgramRun(ngram, 1, at);
            }
        }
    }

    /// <summary>
    /// Whether the open run goes on: its words are known to be those of a place of the benchmarks, so only the next word here and there is compared. Not
    /// where shorter n-grams may begin too.
    /// </summary>
    private bool IsNext(int at)
    {
        if (_open.Length == 0 || at != _open.At + _open.Length || _set.Lengths.Length > 1) return false;
        var (ngram, length) = (_open.First + _open.Length, _set.WordsPerNgram);
        if (ngram == _set.NgramCount || at + length > _words.Count) return false;
        var (first, _) = _set.Ngrams[ngram];
        return first == _set.Ngrams[ngram - 1].FirstWord + 1 && _words.IsSame(at + length - 1, _set.Words, first + length - 1, 1);
    }

    private void Close()
    {
        if (_open.Length > 0) _runs.Add(_open);
    }

    /// <summary>A mark of the record's words: copies of one text count once where texts are counted.</summary>
    private ulong TextMark() => Mix64.Of(System.Runtime.InteropServices.MemoryMarshal.AsBytes(_words.Hashes));
}
