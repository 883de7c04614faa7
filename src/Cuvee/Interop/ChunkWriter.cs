using System.Collections.Immutable;

namespace Cuvee.Interop;

/// <summary>Up to <see cref="Capacity"/> rows that are being written, column by column or row by row. A cell that is not set is null.</summary>
public sealed class ChunkWriter : IDisposable
{
    private readonly ChunkTexts _texts = new();
    private readonly ImmutableArray<ParquetColumn> _columns;
    private readonly ColumnVector[] _vectors;

    internal ChunkWriter(ImmutableArray<ParquetColumn> columns)
    {
        _columns = columns;
        _vectors = new ColumnVector[columns.Length];
        Capacity = (int)DuckDbNative.VectorSize();
    }

    /// <summary>Rows that fit: 2,048.</summary>
    public int Capacity { get; }

    /// <summary>The setters of a column, by index from 0, for this chunk alone.</summary>
    public ColumnWriter this[int column] => new(ref _vectors[column], _texts, _columns[column], Capacity);

    public void Dispose() => _texts.Dispose();

    /// <summary>Begins a chunk in which every cell is null.</summary>
    internal unsafe void Begin(nint chunk)
    {
        _texts.Clear();
        for (var column = 0; column < _vectors.Length; column++)
        {
            var vector = DuckDbNative.ChunkVector(chunk, (ulong)column);
            DuckDbNative.EnsureValidityWritable(vector);
            _vectors[column] = new ColumnVector { Handle = vector, Data = DuckDbNative.VectorData(vector), Validity = DuckDbNative.VectorValidity(vector) };
            new Span<ulong>(_vectors[column].Validity, Capacity / 64).Clear();
        }
    }

    /// <summary>Where a column of the current chunk is in memory, and how many list elements it holds so far.</summary>
    internal unsafe struct ColumnVector
    {
        public nint Handle;
        public byte* Data;
        public ulong* Validity;
        public ulong ListSize;

        /// <summary>The text of the last cell that was set by <see cref="ColumnWriter.SetRepeated"/>, and the cell.</summary>
        public byte[]? Repeated;
        public DuckDbNative.Text RepeatedCell;
    }
}
