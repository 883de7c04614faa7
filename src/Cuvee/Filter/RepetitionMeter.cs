using System.Text;
using Cuvee.Model;

namespace Cuvee.Filter;

/// <summary>
/// The thirteen shares of <see cref="RepetitionFilter"/>: lines, paragraphs, characters in each, the top 2- to 4-gram, repeated 5- to 10-grams. Reusable; one
/// thread at a time.
/// </summary>
/// <remarks>
/// A repeat is whatever came before in the same text, compared by 64-bit hashes: lines trimmed, words in lower case. Characters in lines are those of trimmed
/// lines, characters in n-grams those of words. A word in several repeated n-grams counts once. Where most words are single characters, as in Chinese, a word
/// of the table is two of them.
/// </remarks>
internal sealed class RepetitionMeter
{
    public const int ShortestTop = 2;
    public const int ShortestRepeated = 5;

    private const int LongestTop = 4;
    private const int LongestRepeated = 10;

    /// <summary>Odd, so that no word's hash is lost: digits of the golden ratio.</summary>
    private const ulong Base = 0x9E3779B97F4A7C15;

    private readonly MeasuredWords _words = new();
    private readonly HashCounts _counts = new();
    private readonly HashCounts _paragraphs = new();
    private ulong[] _sums = new ulong[1024];

    /// <param name="turns">One text after the other, each its own paragraphs.</param>
    /// <param name="minWords">Of fewer words nothing is measured.</param>
    /// <param name="values">Thirteen.</param>
    public void Measure(ReadOnlySpan<Turn> turns, int minWords, Span<double> values)
    {
        _words.Clear();
        foreach (var turn in turns) _words.Add(turn.Text.Span);
        if (_words.Hashes.Length < minWords)
        {
            values.Fill(double.NaN);
            return;
        }

        MeasureLines(turns, values);
        MeasureWords(values[4..]);
    }

    private void MeasureLines(ReadOnlySpan<Turn> turns, Span<double> values)
    {
        var mostLines = 1;
        foreach (var turn in turns) mostLines += turn.Text.Span.Count((byte)'\n') + 1;
        _counts.Clear(mostLines);
        _paragraphs.Clear(mostLines);
        Repeats lines = default, paragraphs = default;
        foreach (var turn in turns)
        {
            var (hash, characters) = (0UL, 0L);
            foreach (var range in turn.Text.Span.Split((byte)'\n'))
            {
                var line = turn.Text.Span[range].Trim(" \t\r"u8);
                if (HasLetterOrDigit(line))
                {
                    var length = Filter.Measure.Characters(line);
                    var ownHash = Mix64.Of(line);
                    lines.Add(length, _counts.Add(ownHash) > 1);
                    (hash, characters) = ((hash * Base) + ownHash, characters + length);
                }
                else if (line.IsEmpty && characters > 0)
                {
                    paragraphs.Add(characters, _paragraphs.Add(hash) > 1);
                    (hash, characters) = (0, 0);
                }
            }

            if (characters > 0) paragraphs.Add(characters, _paragraphs.Add(hash) > 1);
        }

        values[0] = lines.Share;
        values[1] = paragraphs.Share;
        values[2] = lines.CharacterShare;
        values[3] = paragraphs.CharacterShare;
    }

    private void MeasureWords(Span<double> values)
    {
        SumUp();
        var scale = AreSingle(_words.Characters) ? 2 : 1;
        var isRepeated = true;
        for (var n = ShortestTop; n <= LongestTop; n++)
        {
            // What no pair of words does, no longer sequence does.
            values[n - ShortestTop] = isRepeated ? TopShare(n * scale) : 0;
            isRepeated = values[n - ShortestTop] > 0;
        }

        values = values[(LongestTop - ShortestTop + 1)..];
        for (var n = ShortestRepeated; n <= LongestRepeated; n++)
        {
            values[n - ShortestRepeated] = isRepeated ? RepeatedShare(n * scale) : 0;
            isRepeated = values[n - ShortestRepeated] > 0;
        }
    }

    /// <summary>Whether most words are one character, as in scripts without spaces.</summary>
    private static bool AreSingle(ReadOnlySpan<int> characters) => characters.Count(1) > characters.Length / 2;

    /// <summary>Sums from which the hash of any sequence of words is one subtraction away.</summary>
    private void SumUp()
    {
        var hashes = _words.Hashes;
        if (_sums.Length <= hashes.Length) _sums = new ulong[2 * hashes.Length];
        for (var i = 0; i < hashes.Length; i++) _sums[i + 1] = (_sums[i] * Base) + hashes[i];
    }

    private double TopShare(int n)
    {
        var characters = _words.Characters;
        var (total, sequence) = (0L, 0L);
        var (top, topCharacters) = (1, 0L);
        var power = Power(n);
        _counts.Clear(characters.Length);
        for (var i = 0; i < characters.Length; i++)
        {
            total += characters[i];
            sequence += characters[i] - (i >= n ? characters[i - n] : 0);
            if (i < n - 1) continue;
            var count = _counts.Add(_sums[i + 1] - (_sums[i + 1 - n] * power));
            if (count > top || (count == top && count > 1 && sequence > topCharacters)) (top, topCharacters) = (count, sequence);
        }

        // Sequences that overlap ("ha ha ha") may add up to more than there is.
        return top > 1 ? Math.Min(1, (double)top * topCharacters / total) : 0;
    }

    private double RepeatedShare(int n)
    {
        var characters = _words.Characters;
        var (total, repeated) = (0L, 0L);
        var covered = 0;
        var power = Power(n);
        _counts.Clear(characters.Length);
        for (var i = 0; i < characters.Length; i++)
        {
            total += characters[i];
            if (i < n - 1 || _counts.Add(_sums[i + 1] - (_sums[i + 1 - n] * power)) == 1) continue;
            for (var word = Math.Max(covered, i + 1 - n); word <= i; word++) repeated += characters[word];
            covered = i + 1;
        }

        return total == 0 ? 0 : (double)repeated / total;
    }

    private static ulong Power(int n)
    {
        var power = 1UL;
        for (var i = 0; i < n; i++) power *= Base;
        return power;
    }

    private static bool HasLetterOrDigit(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            Rune.DecodeFromUtf8(text, out var rune, out var length);
            if (Rune.IsLetterOrDigit(rune)) return true;
            text = text[length..];
        }

        return false;
    }

    private struct Repeats
    {
        private long _count;
        private long _repeated;
        private long _characters;
        private long _repeatedCharacters;

        public readonly double Share => _count == 0 ? 0 : (double)_repeated / _count;

        public readonly double CharacterShare => _characters == 0 ? 0 : (double)_repeatedCharacters / _characters;

        public void Add(long characters, bool isRepeat)
        {
            _count++;
            _characters += characters;
            if (!isRepeat) return;
            _repeated++;
            _repeatedCharacters += characters;
        }
    }
}
