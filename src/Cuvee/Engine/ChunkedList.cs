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
}
