using Cuvee.Model;

namespace Cuvee.Json;

/// <summary>
/// Where decoded texts live. Chunks are owned by the garbage collector, so a text taken from here is safe to keep, unless the owner says
/// with <see cref="Recycle"/> that all of them are dead; a full chunk is simply left behind.
/// </summary>
internal sealed class JsonArena
{
    // Below 85,000 bytes, so that chunks die in generation 0 instead of landing on the large-object heap.
    private const int ChunkBytes = 64 * 1024;
    // Many a tape reads a single value.
    private const int FirstChunkBytes = 1024;
    private const int LargestChunkBytes = 1 << 20;

    private byte[] _chunk = [];
    private int _used;
    private int _usedBefore;

    /// <summary>Makes room anew: every text taken from here so far is dead.</summary>
    public void Recycle()
    {
        // A round that took several chunks gets one that is large enough for the next round like it.
        if (_usedBefore > 0) _chunk = GC.AllocateUninitializedArray<byte>(Math.Min(_usedBefore + _used, LargestChunkBytes));
        (_used, _usedBefore) = (0, 0);
    }

    /// <summary>Copies the concatenation of three texts.</summary>
    public Utf8 Join(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third)
    {
        var length = first.Length + second.Length + third.Length;
        var target = Reserve(length, out var start).AsSpan(start);
        first.CopyTo(target);
        second.CopyTo(target[first.Length..]);
        third.CopyTo(target[(first.Length + second.Length)..]);
        Take(start + length);
        return new Utf8(_chunk, start, length);
    }

    /// <summary>The chunk with room for at least <paramref name="length"/> bytes from <paramref name="start"/> on; what is used of them is then taken.</summary>
    public byte[] Reserve(int length, out int start)
    {
        if (_chunk.Length - _used < length)
        {
            _usedBefore += _used;
            _chunk = GC.AllocateUninitializedArray<byte>(Math.Max(length, _chunk.Length == 0 ? FirstChunkBytes : ChunkBytes));
            _used = 0;
        }

        start = _used;
        return _chunk;
    }

    /// <summary>Takes the chunk up to <paramref name="end"/>.</summary>
    public void Take(int end) => _used = end;
}
