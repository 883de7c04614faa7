using System.Text;
using Cuvee.Model;

namespace Cuvee.Decontaminate;

/// <summary>The same words side by side, as the record spells them and as the benchmark does.</summary>
/// <param name="Record">From the record.</param>
/// <param name="Item">From the item.</param>
public sealed record MatchExcerpt(string Record, string Item)
{
    /// <summary>Words shown of a longer run: enough to judge by, few enough for a row on a screen.</summary>
    private const int MaxWords = 40;

    /// <summary>Shows the longest run of a match.</summary>
    /// <param name="set">What was searched for.</param>
    /// <param name="decision">Says which n-grams count.</param>
    /// <param name="observer">Has just observed the record.</param>
    /// <param name="record">The record.</param>
    /// <param name="part">The part that was found in it.</param>
    internal static MatchExcerpt Of(BenchmarkSet set, ContaminationDecision decision, Observer observer, Record record, int part)
    {
        var (at, ngrams) = LongestRun(set, decision, observer.Runs, part);
        var searched = set.Parts[part];
        var itemAt = Place(set.NgramsOf(searched), ngrams, out var matched);
        var words = matched + Math.Min(set.WordsPerNgram, searched.WordCount) - 1;
        var texts = new List<Utf8>();
        new RecordTexts().ForEach(record, texts.Add);
        return new MatchExcerpt(Words(texts, at, words), Words([searched.Text], itemAt, words));
    }

    /// <summary>Where the longest stretch of n-grams of a part begins in the record, and the stretch.</summary>
    private static (int At, List<int> Ngrams) LongestRun(BenchmarkSet set, ContaminationDecision decision, IReadOnlyList<NgramRun> runs, int part)
    {
        var (bestAt, best) = (0, new List<int>());
        var (startAt, current) = (-1, new List<int>());
        foreach (var run in runs)
        {
            for (var i = 0; i < run.Length; i++)
            {
                var ngram = run.First + i;
                if (!decision.Counts(ngram) || !set.PartsOf(ngram).Contains(part)) continue;
                if (run.At + i != startAt + current.Count || current.Count == 0) (startAt, current) = (run.At + i, []);
                current.Add(ngram);
                if (current.Count > best.Count) (bestAt, best) = (startAt, current);
            }
        }

        return (bestAt, best);
    }

    /// <summary>Where in a part most of a stretch stands in one piece from its beginning, and how many n-grams of it.</summary>
    private static int Place(ReadOnlySpan<int> part, List<int> stretch, out int matched)
    {
        var (place, most) = (0, 0);
        for (var at = 0; at < part.Length && most < stretch.Count; at++)
        {
            var length = 0;
            while (length < stretch.Count && at + length < part.Length && part[at + length] == stretch[length]) length++;
            if (length > most) (place, most) = (at, length);
        }

        matched = most;
        return place;
    }

    /// <summary>Some words of texts as they are spelled, on one line.</summary>
    private static string Words(IEnumerable<Utf8> texts, int first, int count)
    {
        var shown = Math.Min(count, MaxWords);
        var line = new StringBuilder();
        var before = 0;
        foreach (var text in texts)
        {
            var (spelled, words) = WordSpans.Of(text);
            var from = Math.Max(0, first - before);
            var to = Math.Min(words.Count, first + shown - before);
            if (from < to)
            {
                if (line.Length > 0) line.Append(' ');
                line.Append(Encoding.UTF8.GetString(spelled.Span[words[from].Start..words[to - 1].End]));
            }

            before += words.Count;
            if (before >= first + shown) break;
        }

        var oneLine = string.Join(' ', line.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return shown < count ? oneLine + " …" : oneLine;
    }
}
