using System.Numerics;

namespace Cuvee.Decontaminate;

/// <summary>
/// Every n-gram of a list of words with its number, found by its words: a hash leads to the place, the words themselves decide. Before it stands a bitmap of
/// the first words of all n-grams, which answers nearly every question that has the answer no.
/// </summary>
internal sealed class NgramTable
{
    private const ulong Base = 0xD6E8FEB86659FD93;

    // A bit in 16 is set: few false alarms, and still within a core's own cache for the benchmarks of a usual recipe.
    private const int BitsPerNgram = 16;

    private readonly WordList _words;
    private readonly List<(int FirstWord, byte Length)> _ngrams = [];
    private readonly List<ulong> _keys = [];
    private int[] _slots = new int[1024];
    private ulong[] _bitmap = [0];
    private int _shift = 63;

    /// <param name="words">Where the n-grams stand.</param>
    /// <param name="prefixWords">Words of the shortest n-gram that will be added.</param>
    public NgramTable(WordList words, int prefixWords)
    {
        _words = words;
        PrefixWords = prefixWords;
        PrefixFactor = 1;
        for (var i = 0; i < prefixWords; i++) PrefixFactor *= Base;
    }

    public int Count => _ngrams.Count;

    /// <summary>How many words the bitmap looks at.</summary>
    public int PrefixWords { get; }

    /// <summary>What the word that leaves a window of so many words was multiplied with.</summary>
    public ulong PrefixFactor { get; }

    public (int FirstWord, byte Length) this[int ngram] => _ngrams[ngram];

    /// <summary>The rolling hash of a window, one word further.</summary>
    public static ulong Roll(ulong hash, ulong word) => (hash * Base) + word;

    /// <summary>The number of the n-gram at a word, a new one when it is new. To be called before <see cref="Seal"/>.</summary>
    public int Add(int firstWord, int length)
    {
        if (_ngrams.Count * 2 >= _slots.Length) Rehash(_slots.Length * 2);
        var key = KeyOf(_words.Hashes.Slice(firstWord, length));
        var slot = Find(key, _words, firstWord, length);
        if (_slots[slot] > 0) return _slots[slot] - 1;
        _ngrams.Add((firstWord, (byte)length));
        _keys.Add(key);
        _slots[slot] = _ngrams.Count;
        return _ngrams.Count - 1;
    }

    /// <summary>Makes the bitmap. Afterwards the table is only read, by any number of threads.</summary>
    public void Seal()
    {
        var bits = (int)Math.Min(1U << 30, BitOperations.RoundUpToPowerOf2((uint)Math.Max(64, Math.Min(int.MaxValue / 2, (long)Count * BitsPerNgram))));
        _bitmap = new ulong[bits / 64];
        _shift = 64 - BitOperations.Log2((uint)bits);
        foreach (var (firstWord, _) in _ngrams)
        {
            var hash = 0UL;
            foreach (var word in _words.Hashes.Slice(firstWord, PrefixWords)) hash = Roll(hash, word);
            var bit = hash >> _shift;
            _bitmap[bit >> 6] |= 1UL << (int)(bit & 63);
        }
    }

    /// <summary>False when no n-gram begins with the words of this hash.</summary>
    public bool MayHold(ulong prefixHash)
    {
        var bit = prefixHash >> _shift;
        return (_bitmap[bit >> 6] >> (int)(bit & 63) & 1) != 0;
    }

    /// <summary>The number of the n-gram of so many words at a place of another list; -1 when it is none.</summary>
    public int NumberOf(WordList words, int at, int length) => _slots[Find(KeyOf(words.Hashes.Slice(at, length)), words, at, length)] - 1;

    private int Find(ulong key, WordList words, int at, int length)
    {
        var mask = _slots.Length - 1;
        for (var slot = (int)(key >> 32) & mask; ; slot = (slot + 1) & mask)
        {
            var number = _slots[slot] - 1;
            if (number < 0) return slot;
            if (_keys[number] == key && _ngrams[number].Length == length && _words.IsSame(_ngrams[number].FirstWord, words, at, length)) return slot;
        }
    }

    private void Rehash(int length)
    {
        _slots = new int[length];
        for (var i = 0; i < _ngrams.Count; i++)
        {
            var slot = (int)(_keys[i] >> 32) & (length - 1);
            while (_slots[slot] > 0) slot = (slot + 1) & (length - 1);
            _slots[slot] = i + 1;
        }
    }

    private static ulong KeyOf(ReadOnlySpan<ulong> words)
    {
        var key = 0UL;
        foreach (var word in words) key = Roll(key, word);
        return key ^ (ulong)words.Length << 57;
    }
}
