namespace Cuvee.Ingest;

/// <summary>Packs values that do not stand as they are in a file (CSV records, Parquet rows) into blocks.</summary>
/// <param name="blockBytes">The size aimed at; a longer value gets a block of its own.</param>
public sealed class BlockBuilder(int blockBytes = Block.DefaultBytes)
{
    private readonly List<ItemRange> _ranges = [];
    private byte[] _bytes = [];
    private int _length;

    /// <summary>Copies a value in. Returns the block before it when the value no longer fits there, else null.</summary>
    /// <inheritdoc cref="Item" path="/param"/>
    public Block? Add(ReadOnlySpan<byte> value, long line, long index, long byteOffset, string? error = null)
    {
        var finished = _ranges.Count > 0 && value.Length > _bytes.Length - _length ? Finish() : null;
        if (_ranges.Count == 0) _bytes = BlockBuffer.Allocate(Math.Max(blockBytes, value.Length));
        value.CopyTo(_bytes.AsSpan(_length));
        _ranges.Add(new ItemRange(_length, value.Length, line, index, byteOffset, error));
        _length += value.Length;
        return finished;
    }

    /// <summary>The block of the values added since the last one, or null when there are none.</summary>
    public Block? Finish()
    {
        if (_ranges.Count == 0) return null;
        var block = Block.OfRanges(_bytes, _length, [.. _ranges]);
        _ranges.Clear();
        _length = 0;
        return block;
    }
}
