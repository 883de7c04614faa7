namespace Cuvee.Tokens;

/// <summary>
/// One step on the way of a text to its tokens: takes pieces and hands on smaller ones. The last step counts. Steps keep buffers, so each worker has its own.
/// </summary>
internal abstract class PieceSink
{
    /// <summary>Takes <paramref name="text"/>[<paramref name="start"/>, <paramref name="end"/>), which is not empty; what stands around it is readable and means nothing.</summary>
    public abstract void Take(ReadOnlySpan<byte> text, int start, int end);
}
