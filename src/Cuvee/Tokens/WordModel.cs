namespace Cuvee.Tokens;

/// <summary>How a word becomes tokens. Immutable, so one serves every worker.</summary>
internal abstract class WordModel(MergeTable merges)
{
    public MergeTable Merges { get; } = merges;

    /// <summary>Tokens of one word, which is not empty.</summary>
    /// <param name="word">Valid UTF-8.</param>
    /// <param name="merger">A merger over <see cref="Merges"/>.</param>
    public abstract int Count(ReadOnlySpan<byte> word, PairMerger merger);
}
