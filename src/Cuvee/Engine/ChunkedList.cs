namespace Cuvee.Engine;

/// <summary>A list of structs in chunks: it grows without copying and an element is reached by reference.</summary>
internal sealed class ChunkedList<T>
    where T : struct
{
    private const int ChunkBits = 14;
    private const int ChunkLength = 1 << ChunkBits;

    private readonly List<T[]> _chunks = [];

    public int Count { get; private set; }

    public ref T this[int index] => ref _chunks[index >> ChunkBits][index & (ChunkLength - 1)];

    public void Add(T item)
    {
        if (Count >> ChunkBits == _chunks.Count) _chunks.Add(new T[ChunkLength]);
        _chunks[Count >> ChunkBits][Count & (ChunkLength - 1)] = item;
        Count++;
    }

    /// <summary>Adds several.</summary>
    public void AddRange(ReadOnlySpan<T> items)
    {
        while (!items.IsEmpty)
        {
            if (Count >> ChunkBits == _chunks.Count) _chunks.Add(new T[ChunkLength]);
            var room = _chunks[Count >> ChunkBits].AsSpan(Count & (ChunkLength - 1));
            var taken = items[..Math.Min(room.Length, items.Length)];
            taken.CopyTo(room);
            Count += taken.Length;
            items = items[taken.Length..];
        }
    }

    /// <summary>Copies some of them.</summary>
    /// <param name="first">Index of the first.</param>
    /// <param name="target">Filled whole.</param>
    public void CopyTo(int first, Span<T> target)
    {
        while (!target.IsEmpty)
        {
            var chunk = _chunks[first >> ChunkBits].AsSpan(first & (ChunkLength - 1));
            var taken = chunk[..Math.Min(chunk.Length, target.Length)];
            taken.CopyTo(target);
            first += taken.Length;
            target = target[taken.Length..];
        }
    }
}
