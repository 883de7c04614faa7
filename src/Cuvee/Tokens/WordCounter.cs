namespace Cuvee.Tokens;

/// <summary>The last step: counts the tokens of each word, by memory where the word is short and was seen before.</summary>
internal sealed class WordCounter(WordModel model) : PieceSink
{
    private readonly PairMerger _merger = new(model.Merges);
    private readonly WordCache _cache = new();

    /// <summary>Tokens since it was last set to 0.</summary>
    public long Tokens { get; set; }

    public override void Take(ReadOnlySpan<byte> text, int start, int end)
    {
        var length = end - start;
        if (length > WordCache.MaxBytes)
        {
            Tokens += model.Count(text[start..end], _merger);
            return;
        }

        ref var slot = ref _cache.Find(text, start, length, out var key);
        if (!slot.IsFor(key)) slot = key.With(model.Count(text[start..end], _merger));
        Tokens += slot.Count;
    }
}
