using System.Numerics;

namespace Cuvee.Tokens;

/// <summary>
/// One step on the way of a text to its tokens: takes pieces and hands on smaller ones. The last step counts. Steps keep buffers, so each worker has its own.
/// </summary>
internal abstract class PieceSink
{
    /// <summary>Bytes that can be read where words are taken together: 16 from the beginning of each.</summary>
    public const int Readable = ByteBlock.Length + 16;

    /// <summary>Takes <paramref name="text"/>[<paramref name="start"/>, <paramref name="end"/>), which is not empty; what stands around it is readable and means nothing.</summary>
    public abstract void Take(ReadOnlySpan<byte> text, int start, int end);

    /// <summary>Takes words that stand one behind the other.</summary>
    /// <param name="text">Begins with the first word; it has at least <see cref="Readable"/> bytes, and what stands behind the last word means nothing.</param>
    /// <param name="bounds">One bit a byte, the first lowest: a word begins at each but the highest, where the last word ends.</param>
    public virtual void TakeWords(ReadOnlySpan<byte> text, ulong bounds)
    {
        for (var rest = bounds & bounds - 1; rest != 0; bounds = rest, rest &= rest - 1) Take(text, BitOperations.TrailingZeroCount(bounds), BitOperations.TrailingZeroCount(rest));
    }
}
