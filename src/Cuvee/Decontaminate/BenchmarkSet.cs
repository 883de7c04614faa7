using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Cuvee.Model;

namespace Cuvee.Decontaminate;

/// <summary>
/// Benchmarks and the inverted index over all word n-grams of their parts: exhaustive, nothing sampled and nothing capped. A part with fewer than n words is one
/// n-gram when it is a question or passage of at least <see cref="MinimumShortWords"/> words; shorter ones and short answers ("42") are not searched for.
/// Immutable, and read by any number of threads.
/// </summary>
public sealed class BenchmarkSet
{
    /// <summary>
    /// Words of the shortest text that is searched for whole: 6. Five of them are a phrase ("what is the capital of"), and GPT-3 took no n below 8 because of
    /// chance hits; what is asked for here is the whole text, though, and whole questions of six words are hardly ever asked by chance.
    /// </summary>
    public const int MinimumShortWords = 6;

    /// <summary>The largest n.</summary>
    public const int MaxWordsPerNgram = 100;

    private readonly List<BenchmarkPart> _parts = [];
    private readonly List<int> _ngramAt = [];
    private int[] _partStarts = [];
    private int[] _partsOf = [];
    private int[] _times = [];

    private BenchmarkSet(ImmutableArray<Benchmark> benchmarks, int wordsPerNgram)
    {
        Benchmarks = benchmarks;
        WordsPerNgram = wordsPerNgram;
        var repeated = AddParts();
        var shortest = _parts.Count == 0 ? wordsPerNgram : Math.Min(wordsPerNgram, _parts.Min(part => part.WordCount));
        Ngrams = new NgramTable(Words, shortest);
        Lengths = [.. _parts.Select(part => Math.Min(wordsPerNgram, part.WordCount)).Distinct().Order()];
        foreach (var part in _parts) Number(part);
        Ngrams.Seal();
        Invert();
        Searched = CountSearched(repeated);
    }

    /// <summary>In the order in which they were given.</summary>
    public ImmutableArray<Benchmark> Benchmarks { get; }

    /// <summary>n.</summary>
    public int WordsPerNgram { get; }

    /// <summary>How many items of each benchmark have a part that is searched for; the others are too short.</summary>
    public ImmutableArray<int> Searched { get; }

    /// <summary>How many different n-grams there are.</summary>
    public int NgramCount => Ngrams.Count;

    internal WordList Words { get; } = new();

    internal NgramTable Ngrams { get; }

    /// <summary>Words of the n-grams there are, ascending.</summary>
    internal ImmutableArray<int> Lengths { get; }

    internal ReadOnlySpan<BenchmarkPart> Parts => CollectionsMarshal.AsSpan(_parts);

    /// <summary>Reads benchmarks and indexes them.</summary>
    /// <exception cref="CuveeException">A file cannot be read or holds no item, or n is out of bounds.</exception>
    public static BenchmarkSet Load(IEnumerable<BenchmarkSource> sources, int wordsPerNgram) => Of([.. sources.Select(source => BenchmarkReader.Read(source, wordsPerNgram))], wordsPerNgram);

    /// <summary>Indexes benchmarks.</summary>
    /// <exception cref="CuveeException">n is out of bounds.</exception>
    public static BenchmarkSet Of(ImmutableArray<Benchmark> benchmarks, int wordsPerNgram)
    {
        if (wordsPerNgram is < MinimumShortWords or > MaxWordsPerNgram)
        {
            throw new CuveeException($"decontaminate: n-grams of {wordsPerNgram} words; take from {MinimumShortWords} to {MaxWordsPerNgram}, fewer match by chance");
        }

        return new BenchmarkSet(benchmarks, wordsPerNgram);
    }

    /// <summary>The words of an n-gram, separated by blanks.</summary>
    public string TextOf(int ngram)
    {
        var (first, length) = Ngrams[ngram];
        return string.Join(' ', Enumerable.Range(first, length).Select(word => System.Text.Encoding.UTF8.GetString(Words[word])));
    }

    /// <summary>The parts that hold an n-gram, ascending, each once.</summary>
    internal ReadOnlySpan<int> PartsOf(int ngram) => _partsOf.AsSpan(_partStarts[ngram].._partStarts[ngram + 1]);

    /// <summary>The number of the n-gram that begins at each word of a part; the last words of a part begin none.</summary>
    internal ReadOnlySpan<int> NgramsOf(in BenchmarkPart part) =>
        CollectionsMarshal.AsSpan(_ngramAt).Slice(part.FirstWord, part.WordCount - Math.Min(WordsPerNgram, part.WordCount) + 1);

    /// <summary>How often the n-gram stands in each of <see cref="PartsOf"/>.</summary>
    internal ReadOnlySpan<int> TimesOf(int ngram) => _times.AsSpan(_partStarts[ngram].._partStarts[ngram + 1]);

    /// <summary>The benchmarks that hold an n-gram, ascending, each once.</summary>
    internal BenchmarkList BenchmarksOf(int ngram) => new(this, PartsOf(ngram));

    /// <summary>Takes the parts that are long enough; a text that stands twice in a benchmark (the passage of several questions) is one part, two when it is an answer too, which another rule judges. Gives the items that have such a text.</summary>
    private HashSet<(int Benchmark, int Item)> AddParts()
    {
        var repeated = new HashSet<(int, int)>();
        for (var benchmark = 0; benchmark < Benchmarks.Length; benchmark++)
        {
            var known = new HashSet<(bool IsAnswer, string Spelling)>();
            var items = Benchmarks[benchmark].Items;
            for (var item = 0; item < items.Length; item++)
            {
                foreach (var (kind, text) in items[item].Parts)
                {
                    var first = Words.Count;
                    Words.Add(text);
                    var count = Words.Count - first;
                    if (count < (kind == PartKind.Answer ? WordsPerNgram : MinimumShortWords)) continue;
                    var spelling = string.Join(' ', Enumerable.Range(first, count).Select(word => System.Text.Encoding.UTF8.GetString(Words[word])));
                    if (known.Add((kind == PartKind.Answer, spelling))) _parts.Add(new BenchmarkPart(benchmark, item, kind, text, first, count));
                    else repeated.Add((benchmark, item));
                }
            }
        }

        return repeated;
    }

    private void Number(in BenchmarkPart part)
    {
        while (_ngramAt.Count < part.FirstWord) _ngramAt.Add(-1);
        var length = Math.Min(WordsPerNgram, part.WordCount);
        for (var at = part.FirstWord; at + length <= part.FirstWord + part.WordCount; at++) _ngramAt.Add(Ngrams.Add(at, length));
    }

    private void Invert()
    {
        var pairs = new List<(int Ngram, int Part)>();
        for (var part = 0; part < _parts.Count; part++)
        {
            foreach (var ngram in NgramsOf(_parts[part])) pairs.Add((ngram, part));
        }

        pairs.Sort();
        _partStarts = new int[Ngrams.Count + 1];
        var parts = new List<int>(pairs.Count);
        var times = new List<int>(pairs.Count);
        for (var i = 0; i < pairs.Count; i++)
        {
            if (i > 0 && pairs[i] == pairs[i - 1])
            {
                times[^1]++;
                continue;
            }

            parts.Add(pairs[i].Part);
            times.Add(1);
            _partStarts[pairs[i].Ngram + 1] = parts.Count;
        }

        _partsOf = [.. parts];
        _times = [.. times];
    }

    private ImmutableArray<int> CountSearched(HashSet<(int Benchmark, int Item)> repeated)
    {
        foreach (var part in _parts) repeated.Add((part.Benchmark, part.Item));
        return [.. Benchmarks.Select((_, benchmark) => repeated.Count(item => item.Benchmark == benchmark))];
    }

    /// <summary>Walks the benchmarks of ascending parts, however many parts each has.</summary>
    internal ref struct BenchmarkList(BenchmarkSet set, ReadOnlySpan<int> parts)
    {
        private ReadOnlySpan<int> _rest = parts;

        public int Current { get; private set; } = -1;

        public readonly BenchmarkList GetEnumerator() => this;

        public bool MoveNext()
        {
            while (!_rest.IsEmpty && set.Parts[_rest[0]].Benchmark == Current)
            {
                // Most n-grams stand in one part; of one in thousands the parts of a benchmark are skipped by halves
                var half = _rest.Length / 2;
                _rest = half > 0 && set.Parts[_rest[half]].Benchmark == Current ? _rest[half..] : _rest[1..];
            }

            if (_rest.IsEmpty) return false;
            Current = set.Parts[_rest[0]].Benchmark;
            return true;
        }
    }
}
