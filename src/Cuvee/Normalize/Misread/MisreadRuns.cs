using System.Runtime.InteropServices;
using System.Text;
using Cuvee.Normalize.Tables;

namespace Cuvee.Normalize.Misread;

/// <summary>Characters that become UTF-8 sequences, one after the other, when a codec is turned back.</summary>
/// <param name="Start">Index of the first character.</param>
/// <param name="End">Index after the last.</param>
/// <param name="Sequences">How many sequences they make.</param>
/// <param name="Gain">How much more plausible the text would be.</param>
/// <param name="IsLoneLetter">Whether it would be a single letter of the Latin script, no other letter beside it.</param>
/// <param name="IsWord">Whether no letter stands beside it.</param>
/// <param name="Alphabets">One bit for each alphabet that has all its letters.</param>
internal readonly record struct MisreadRun(int Start, int End, int Sequences, int Gain, bool IsLoneLetter, bool IsWord, uint Alphabets)
{
    /// <summary>Whether the run alone proves damage.</summary>
    public bool IsStrong => Gain >= 2 && !IsLoneLetter;
}

/// <summary>The runs of a text that are worth turning back for one codec.</summary>
internal sealed class MisreadRuns
{
    private const int NeighbourPenalty = 2;

    // In characters: signs and letters beyond ASCII without a blank among them, as code pages are listed
    private const int ListLength = 4;
    private readonly MisreadCodec _codec;
    private readonly List<int> _before = [];
    private readonly List<int> _after = [];

    private MisreadRuns(MisreadCodec codec)
    {
        _codec = codec;
    }

    /// <summary>The runs that are accepted, in the order of the text, and what they gain. The places are those of all characters beyond ASCII.</summary>
    public static (List<MisreadRun> Runs, int Score) Find(ReadOnlySpan<Character> text, List<int> places, MisreadCodec codec)
    {
        var finder = new MisreadRuns(codec);
        var runs = finder.All(text, places);
        var strong = runs.Count(run => run.IsStrong);

        // One proof carries what points the same way, two the words that could be anything, three what is no worse
        runs.RemoveAll(run => run.Gain < 0 || !(run.IsStrong || (strong > 0 && run.Gain > 0) || (strong > 1 && run.IsWord) || strong > 2));
        return (runs, strong == 0 ? 0 : finder.Score(text, runs));
    }

    /// <summary>
    /// The sum of the gains, a quarter more where one alphabet has all the letters: two codecs may turn the same bytes into different letters. A quarter less
    /// where no single decoder wrote all of it.
    /// </summary>
    private int Score(ReadOnlySpan<Character> text, List<MisreadRun> runs)
    {
        var hasOneAlphabet = runs.Aggregate(uint.MaxValue, (alphabets, run) => alphabets & run.Alphabets) != 0;
        return runs.Sum(run => run.Gain) * (4 + (hasOneAlphabet ? 1 : 0) - (IsOfTwoDecoders(text, runs) ? 1 : 0));
    }

    /// <summary>Whether bytes from 80 to 9F are C1 controls in one place, which only ISO 8859 makes of them, and characters of Windows-1252 in another.</summary>
    private bool IsOfTwoDecoders(ReadOnlySpan<Character> text, List<MisreadRun> runs)
    {
        var (hasControl, hasOther) = (false, false);
        foreach (var run in runs)
        {
            foreach (var character in text[run.Start..run.End])
            {
                hasControl |= _codec.IsOfLatin1Alone(character.Value);
                hasOther |= character.Value > 0xFF;
            }
        }

        return hasControl && hasOther;
    }

    /// <summary>Whether a UTF-8 sequence begins here when the codec is turned back: its length in characters, and what it encodes. 0 when none does.</summary>
    public static int SequenceAt(ReadOnlySpan<Character> text, int at, MisreadCodec codec, out int codePoint, out bool hasSpace)
    {
        codePoint = 0;
        hasSpace = false;
        var length = codec.SequenceLength(text[at].Value);
        if (length == 0 || at + length > text.Length) return 0;
        Span<byte> bytes = stackalloc byte[4];
        bytes[0] = codec.ByteOf(text[at].Value);
        for (var i = 1; i < length; i++)
        {
            var character = text[at + i].Value;
            if (codec.IsContinuation(character)) bytes[i] = codec.ByteOf(character);
            else if (!hasSpace && bytes[0] > 0xC3 && IsLostSpace(text, at + i, i == length - 1, codec)) (bytes[i], hasSpace) = (0xA0, true);
            else return 0;
        }

        if (IsHighSurrogate(bytes)) return SurrogatePairAt(text, at, codec, bytes, out codePoint);
        if (Rune.DecodeFromUtf8(bytes[..length], out var rune, out var consumed) != System.Buffers.OperationStatus.Done || consumed != length) return 0;
        codePoint = rune.Value;
        return hasSpace && Plausibility.KindOf(codePoint) is CharacterKind.Rare or CharacterKind.Mark ? 0 : length;
    }

    private static bool IsHighSurrogate(ReadOnlySpan<byte> bytes) => bytes[0] == 0xED && bytes[1] is >= 0xA0 and < 0xB0;

    /// <summary>A code point beyond FFFF as some programs write it: each half of its surrogate pair as a sequence of three bytes (CESU-8).</summary>
    private static int SurrogatePairAt(ReadOnlySpan<Character> text, int at, MisreadCodec codec, ReadOnlySpan<byte> high, out int codePoint)
    {
        codePoint = 0;
        if (at + 6 > text.Length) return 0;
        var (first, second, third) = (codec.ByteOf(text[at + 3].Value), codec.ByteOf(text[at + 4].Value), codec.ByteOf(text[at + 5].Value));
        if (first != 0xED || second is < 0xB0 or > 0xBF || (third & 0xC0) != 0x80) return 0;
        codePoint = 0x10000 + ((high[1] & 0x0F) << 16) + ((high[2] & 0x3F) << 10) + ((second & 0x0F) << 6) + (third & 0x3F);
        return 6;
    }

    /// <summary>Whether a space stands where the byte A0 was, which is a no-break space in most codecs: only where the sequences go on behind it.</summary>
    private static bool IsLostSpace(ReadOnlySpan<Character> text, int at, bool isLast, MisreadCodec codec) =>
        text[at].Value == ' ' && at + 1 < text.Length
        && (isLast ? codec.SequenceLength(text[at + 1].Value) > 0 : codec.IsContinuation(text[at + 1].Value));

    private List<MisreadRun> All(ReadOnlySpan<Character> text, List<int> places)
    {
        var runs = new List<MisreadRun>();
        var end = 0;
        foreach (var at in places)
        {
            if (at < end || _codec.SequenceLength(text[at].Value) == 0) continue;
            var run = RunAt(text, at);
            if (run.Sequences > 0) runs.Add(run);
            end = run.End;
        }

        return runs;
    }

    /// <summary>
    /// The longest run from here; without sequences when there is none worth judging. That sequences are whole is proof by itself: a point for each of three bytes or more and for each from the third on.
    /// </summary>
    private MisreadRun RunAt(ReadOnlySpan<Character> text, int start)
    {
        var (end, sequences, spaces, proof) = (start, 0, 0, 0);
        _before.Clear();
        _after.Clear();
        _before.Add(start > 0 ? text[start - 1].Value : ' ');
        _after.Add(_before[0]);
        while (end < text.Length && SequenceAt(text, end, _codec, out var codePoint, out var hasSpace) is var length and > 0)
        {
            for (var i = end; i < end + length; i++) _before.Add(text[i].Value);
            _after.Add(codePoint);
            end += length;
            sequences++;
            if (hasSpace) spaces++;
            else if (length > 2 || sequences > 2) proof++;
        }

        // Whatever begins inside is a part of it, and worth as little
        if (sequences <= spaces) return default(MisreadRun) with { End = end };
        var next = end < text.Length ? text[end].Value : ' ';
        _before.Add(next);
        _after.Add(next);
        var gain = Plausibility.Cost(CollectionsMarshal.AsSpan(_before)) - CostOfAfter() + proof;
        var (first, last) = (Plausibility.KindOf(_before[0]), Plausibility.KindOf(next));
        gain -= NeighbourPenalty * (Foreigners(text, start - 1, -1) + Foreigners(text, end, 1));
        var isWord = !Plausibility.IsLetter(first) && !Plausibility.IsLetter(last);
        var isLatin = Plausibility.KindOf(_after[1]) is CharacterKind.LatinLower or CharacterKind.LatinUpper or CharacterKind.Mark or CharacterKind.Rare;
        return new MisreadRun(start, end, sequences, gain, isWord && sequences == 1 && isLatin, isWord, Plausibility.AlphabetsOf(CollectionsMarshal.AsSpan(_after)[1..^1]));
    }

    /// <summary>What the text costs after the codec is turned back, once or, where that works again, twice: halfway there it may look worse than at the start.</summary>
    private int CostOfAfter()
    {
        var cost = Plausibility.Cost(CollectionsMarshal.AsSpan(_after));
        if (cost == 0) return 0;
        var halfway = _after.ConvertAll(value => new Character(value, 0, 0));
        var characters = CollectionsMarshal.AsSpan(halfway)[..^1];
        var twice = new List<int> { _after[0] };
        for (var at = 1; at < characters.Length;)
        {
            var length = SequenceAt(characters, at, _codec, out var codePoint, out _);
            twice.Add(length > 0 ? codePoint : characters[at].Value);
            at += Math.Max(1, length);
        }

        twice.Add(_after[^1]);
        return Math.Min(cost, Plausibility.Cost(CollectionsMarshal.AsSpan(twice)));
    }

    /// <summary>How much the neighbours to one side speak against the run: 1 for a letter or sign beyond ASCII, which the codec does not explain, 4 for a list of them.</summary>
    private static int Foreigners(ReadOnlySpan<Character> text, int at, int step)
    {
        var count = 0;
        while (count < ListLength && at >= 0 && at < text.Length && IsForeign(Plausibility.KindOf(text[at].Value))) (count, at) = (count + 1, at + step);
        return count == ListLength ? ListLength : Math.Min(count, 1);
    }

    private static bool IsForeign(CharacterKind neighbour) =>
        neighbour is (>= CharacterKind.LatinLower and <= CharacterKind.Letter) or (>= CharacterKind.Bullet and <= CharacterKind.Box);
}
