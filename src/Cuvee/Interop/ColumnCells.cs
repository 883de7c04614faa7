using System.Runtime.InteropServices;

namespace Cuvee.Interop;

/// <summary>The cells of one column of a chunk that is being written, laid out as in a vector of DuckDB.</summary>
internal sealed unsafe class ColumnCells : IDisposable
{
    private readonly int _cellBytes;
    private readonly ulong[] _validity;
    private readonly byte* _cells;
    private readonly List<DuckDbNative.Text> _rules = [];
    private readonly List<int> _counts = [];

    public ColumnCells(ColumnType type, int capacity)
    {
        _cellBytes = type switch
        {
            ColumnType.Boolean => sizeof(bool),
            ColumnType.Int32 => sizeof(int),
            ColumnType.Int64 => sizeof(long),
            ColumnType.Double => sizeof(double),
            ColumnType.Text => sizeof(DuckDbNative.Text),
            ColumnType.RuleCounts => sizeof(DuckDbNative.ListEntry),
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, message: null),
        };
        _cells = (byte*)NativeMemory.Alloc((nuint)(capacity * _cellBytes));
        _validity = new ulong[(capacity + 63) / 64];
    }

    /// <summary>The text of the last cell that was set by <see cref="ColumnWriter.SetRepeated"/>, and the cell.</summary>
    public (byte[]? Text, DuckDbNative.Text Cell) Repeated { get; set; }

    /// <summary>Pairs of all lists so far.</summary>
    public int PairCount => _counts.Count;

    /// <summary>Makes every cell null.</summary>
    public void Clear()
    {
        Array.Clear(_validity);
        _rules.Clear();
        _counts.Clear();
        Repeated = default;
    }

    /// <summary>Takes the cell of a row, which is not null any more, to be written; its bytes are those of an earlier chunk.</summary>
    public byte* Take(int row)
    {
        _validity[row >> 6] |= 1UL << (row & 63);
        return _cells + ((nint)row * _cellBytes);
    }

    /// <summary>Takes a pair in behind all others.</summary>
    public void Add(DuckDbNative.Text rule, int count)
    {
        _rules.Add(rule);
        _counts.Add(count);
    }

    /// <summary>Copies the first rows into a vector of DuckDB.</summary>
    public void CopyTo(nint vector, int rowCount)
    {
        DuckDbNative.EnsureValidityWritable(vector);
        _validity.CopyTo(new Span<ulong>(DuckDbNative.VectorValidity(vector), _validity.Length));
        new ReadOnlySpan<byte>(_cells, rowCount * _cellBytes).CopyTo(new Span<byte>(DuckDbNative.VectorData(vector), rowCount * _cellBytes));
        if (_counts.Count == 0) return;

        _ = DuckDbNative.ReserveList(vector, (ulong)_counts.Count);
        _ = DuckDbNative.SetListSize(vector, (ulong)_counts.Count);
        // Reserving may move the children, so their addresses are taken after it
        var pair = DuckDbNative.ListChild(vector);
        CollectionsMarshal.AsSpan(_rules).CopyTo(new Span<DuckDbNative.Text>(DuckDbNative.VectorData(DuckDbNative.StructChild(pair, 0)), _rules.Count));
        CollectionsMarshal.AsSpan(_counts).CopyTo(new Span<int>(DuckDbNative.VectorData(DuckDbNative.StructChild(pair, 1)), _counts.Count));
    }

    public void Dispose() => NativeMemory.Free(_cells);
}
