using System.Runtime.InteropServices;

namespace Cuvee.Interop;

/// <summary>The long texts of a chunk that is being written: DuckDB reads them where they are before it asks for the next chunk.</summary>
internal sealed unsafe class ChunkTexts : IDisposable
{
    private const int BlockBytes = 1 << 20;

    private readonly List<(nint Start, int Length)> _blocks = [];
    private int _block;
    private int _used;

    /// <summary>Begins anew; what was added is no longer there.</summary>
    public void Clear() => (_block, _used) = (0, 0);

    /// <summary>Copies a text and gives its address.</summary>
    public byte* Add(ReadOnlySpan<byte> text)
    {
        for (; ; _block++, _used = 0)
        {
            if (_block == _blocks.Count)
            {
                var length = Math.Max(BlockBytes, text.Length);
                _blocks.Add(((nint)NativeMemory.Alloc((nuint)length), length));
            }

            var (start, bytes) = _blocks[_block];
            if (text.Length > bytes - _used) continue;
            var at = (byte*)start + _used;
            text.CopyTo(new Span<byte>(at, text.Length));
            _used += text.Length;
            return at;
        }
    }

    public void Dispose()
    {
        foreach (var (start, _) in _blocks) NativeMemory.Free((void*)start);
        _blocks.Clear();
    }
}
