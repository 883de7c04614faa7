using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cuvee.Tokens;

/// <summary>The last step: counts the tokens of each word, by memory where the word is short and was seen before.</summary>
internal sealed class WordCounter(WordModel model) : PieceSink
{
    private readonly PairMerger _merger = new(model.Merges);
    private readonly WordCache _cache = new();
    private readonly LongWordCache _long = new();

    /// <summary>Tokens since it was last set to 0.</summary>
    public long Tokens { get; set; }

    public override void Take(ReadOnlySpan<byte> text, int start, int end)
    {
        var word = text[start..end];
        if (word.Length > WordCache.MaxBytes)
        {
            Tokens += CountLong(word);
            return;
        }

        var key = WordCache.Key(word);
        ref var slots = ref _cache.SetOf(key);
        var count = WordCache.Find(ref slots, key);
        Tokens += count >= 0 ? count : CountShort(ref slots, key, word);
    }

    public override void TakeWords(ReadOnlySpan<byte> text, ulong bounds)
    {
        ref var first = ref MemoryMarshal.GetReference(text[..Readable]);
        var tokens = 0;
        var start = BitOperations.TrailingZeroCount(bounds);
        for (bounds &= bounds - 1; bounds != 0; bounds &= bounds - 1)
        {
            var end = BitOperations.TrailingZeroCount(bounds);
            if (end - start <= WordCache.MaxBytes)
            {
                var key = WordCache.Key(ref Unsafe.Add(ref first, start), end - start);
                ref var slots = ref _cache.SetOf(key);
                var count = WordCache.Find(ref slots, key);
                tokens += count >= 0 ? count : CountShort(ref slots, key, text[start..end]);
            }
            else
            {
                tokens += CountLong(text[start..end]);
            }

            start = end;
        }

        Tokens += tokens;
    }

    private int CountShort(ref WordCache.Slot slots, WordCache.Slot key, ReadOnlySpan<byte> word)
    {
        var count = model.Count(word, _merger);
        WordCache.Add(ref slots, key.With(count));
        return count;
    }

    private int CountLong(ReadOnlySpan<byte> word)
    {
        if (word.Length > LongWordCache.MaxBytes) return model.Count(word, _merger);
        var slot = _long.Find(word);
        var count = LongWordCache.CountIn(slot, word);
        if (count < 0) LongWordCache.Fill(slot, word, count = model.Count(word, _merger));
        return count;
    }
}
