using System.Collections.Immutable;

namespace Cuvee.Interop;

/// <summary>
/// Up to <see cref="Capacity"/> rows that are being written, column by column or row by row, in memory of their own, so that they can be written on another thread than
/// DuckDB's. A cell that is not set is null.
/// </summary>
public sealed class ChunkWriter : IDisposable
{
    private readonly ChunkTexts _texts = new();
    private readonly ImmutableArray<ParquetColumn> _columns;
    private readonly ColumnCells[] _cells;
    private int _rowCount;

    internal ChunkWriter(ImmutableArray<ParquetColumn> columns)
    {
        _columns = columns;
        Capacity = (int)DuckDbNative.VectorSize();
        _cells = [.. columns.Select(column => new ColumnCells(column.Type, Capacity))];
    }

    /// <summary>Rows that fit: 2,048.</summary>
    public int Capacity { get; }

    /// <summary>The setters of a column, by index from 0.</summary>
    public ColumnWriter this[int column] => new(_cells[column], _texts, _columns[column], Capacity);

    public void Dispose()
    {
        _texts.Dispose();
        foreach (var column in _cells) column.Dispose();
    }

    /// <summary>Begins anew and lets a delegate write the rows; false when it wrote none.</summary>
    internal bool Fill(Func<ChunkWriter, int> fill)
    {
        _texts.Clear();
        foreach (var column in _cells) column.Clear();
        _rowCount = fill(this);
        if (_rowCount < 0 || _rowCount > Capacity) throw new InvalidOperationException($"{_rowCount} rows in a chunk of {Capacity}");
        return _rowCount > 0;
    }

    /// <summary>Copies the rows into a chunk of DuckDB's. Long texts stay where they are: it reads them before it asks for the next chunk.</summary>
    internal void CopyTo(nint chunk)
    {
        for (var column = 0; column < _cells.Length; column++) _cells[column].CopyTo(DuckDbNative.ChunkVector(chunk, (ulong)column), _rowCount);
        DuckDbNative.SetChunkSize(chunk, (ulong)_rowCount);
    }
}
