namespace Cuvee.Ingest;

/// <summary>
/// JSON values one after another, over any number of lines, with or without white space between them; the elements of a top-level array are the items.
/// The line is where the value begins, or the array's <c>[</c>; the index counts the values (or elements) that belong to the same line.
/// A broken but bracket-balanced value is passed on for the parser to judge; stray text, a missing element and whatever is left open at the end become
/// items with an error.
/// </summary>
public sealed class JsonValues : IContainer
{
    public ContainerKind Kind => ContainerKind.JsonValues;

    public IEnumerable<Block> Split(Stream decoded, int blockBytes = Block.DefaultBytes)
    {
        var scanner = new JsonValueScanner();
        var bytes = BlockBuffer.Allocate(blockBytes);
        var length = 0;
        while (true)
        {
            if (length == bytes.Length) BlockBuffer.Grow(ref bytes, $"the value that begins on line {scanner.Line}");
            // Never more than a block at once, so that what is left behind a long value fits into the next block.
            var wanted = Math.Min(blockBytes, bytes.Length - length);
            var read = decoded.ReadAtLeast(bytes.AsSpan(length, wanted), wanted, throwOnEndOfStream: false);
            length += read;
            scanner.Scan(bytes.AsSpan(0, length));
            if (read < wanted) break;

            var kept = scanner.Release(bytes.AsSpan(0, length));
            if (scanner.TakeItems() is { } items)
            {
                // Before the block is given away: whoever has it may recycle its bytes, and another file be read into them.
                var next = BlockBuffer.Allocate(Math.Max(blockBytes, length - kept));
                bytes.AsSpan(kept..length).CopyTo(next);
                yield return Block.OfRanges(bytes, kept, items);
                bytes = next;
            }
            else if (kept > 0)
            {
                bytes.AsSpan(kept..length).CopyTo(bytes);
            }
            length -= kept;
        }
        scanner.End(bytes.AsSpan(0, length));
        if (scanner.TakeItems() is { } last) yield return Block.OfRanges(bytes, length, last);
    }
}
