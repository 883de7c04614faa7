namespace Cuvee.Ingest;

/// <summary>
/// One JSON value a line. The line is its 1-based physical line, blank ones counted; the index is always 0, and a line that holds several values is one item.
/// CRLF is fine and the last line may lack its newline.
/// </summary>
public sealed class JsonLines : IContainer
{
    public ContainerKind Kind => ContainerKind.JsonLines;

    public IEnumerable<Block> Split(Stream decoded, int blockBytes = Block.DefaultBytes)
    {
        var line = 1L;
        var byteOffset = 0L;
        var bytes = BlockBuffer.Allocate(blockBytes);
        var length = 0;
        while (true)
        {
            length += decoded.ReadAtLeast(bytes.AsSpan(length), bytes.Length - length, throwOnEndOfStream: false);
            var ended = length < bytes.Length;
            var cut = ended ? length : bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
            if (cut == 0 && !ended) cut = ReadLongLine(decoded, ref bytes, ref length, line);
            if (cut == 0) yield break;

            // Before the block is given away: whoever has it may recycle its bytes, and another file be read into them.
            var next = BlockBuffer.Allocate(blockBytes);
            bytes.AsSpan(cut..length).CopyTo(next);
            var lines = bytes.AsSpan(0, cut).Count((byte)'\n');
            yield return Block.OfLines(bytes, cut, line, byteOffset);

            line += lines;
            byteOffset += cut;
            bytes = next;
            length -= cut;
        }
    }

    /// <summary>Reads on to the end of a line that fills the buffer. Returns the length of the line; what was read after it stays in the buffer.</summary>
    private static int ReadLongLine(Stream decoded, ref byte[] bytes, ref int length, long line)
    {
        // What is read at once stays below the size of a block, so that the rest fits into the next one.
        var step = bytes.Length;
        while (true)
        {
            if (length == bytes.Length) BlockBuffer.Grow(ref bytes, $"line {line}");
            var read = decoded.Read(bytes.AsSpan(length, Math.Min(step, bytes.Length - length)));
            if (read == 0) return length;
            var newline = bytes.AsSpan(length, read).IndexOf((byte)'\n');
            length += read;
            if (newline >= 0) return length - read + newline + 1;
        }
    }
}
