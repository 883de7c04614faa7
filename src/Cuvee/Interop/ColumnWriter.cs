namespace Cuvee.Interop;

/// <summary>Sets the cells of one column of a chunk; rows count from 0. Setting another type than the column's is a bug in the caller and throws.</summary>
public readonly unsafe ref struct ColumnWriter
{
    private readonly ColumnCells _cells;
    private readonly ChunkTexts _texts;
    private readonly ParquetColumn _column;
    private readonly int _capacity;

    internal ColumnWriter(ColumnCells cells, ChunkTexts texts, ParquetColumn column, int capacity) => (_cells, _texts, _column, _capacity) = (cells, texts, column, capacity);

    public void SetBoolean(int row, bool value) => Set(row, ColumnType.Boolean, value ? (byte)1 : (byte)0);

    public void SetInt32(int row, int value) => Set(row, ColumnType.Int32, value);

    public void SetInt64(int row, long value) => Set(row, ColumnType.Int64, value);

    public void SetDouble(int row, double value) => Set(row, ColumnType.Double, value);

    /// <summary>Copies the text in.</summary>
    /// <exception cref="ArgumentException">It is not valid UTF-8.</exception>
    public void SetText(int row, ReadOnlySpan<byte> utf8) => Set(row, ColumnType.Text, CellOf(utf8));

    /// <summary>The same for a text that many rows have: when it is the same array as the last time, its cell is copied.</summary>
    public void SetRepeated(int row, byte[] utf8)
    {
        if (!ReferenceEquals(_cells.Repeated.Text, utf8)) _cells.Repeated = (utf8, CellOf(utf8));
        Set(row, ColumnType.Text, _cells.Repeated.Cell);
    }

    /// <summary>Copies the pairs in, in their order.</summary>
    public void SetRuleCounts(int row, ReadOnlySpan<RuleCount> values)
    {
        var offset = _cells.PairCount;
        foreach (var value in values) _cells.Add(CellOf(value.Rule.Span), value.Count);
        Set(row, ColumnType.RuleCounts, new DuckDbNative.ListEntry { Offset = (ulong)offset, Length = (ulong)values.Length });
    }

    private DuckDbNative.Text CellOf(ReadOnlySpan<byte> utf8)
    {
        if (!System.Text.Unicode.Utf8.IsValid(utf8)) throw new ArgumentException("the text is not valid UTF-8", nameof(utf8));
        // Texts are compared by their whole cell, so what is behind the text must be zero
        var cell = new DuckDbNative.Text { Length = (uint)utf8.Length };
        if (utf8.Length <= DuckDbNative.Text.MaxInlineBytes)
        {
            utf8.CopyTo(new Span<byte>(cell.Inline, DuckDbNative.Text.MaxInlineBytes));
            return cell;
        }

        utf8[..DuckDbNative.Text.PrefixBytes].CopyTo(new Span<byte>(cell.Inline, DuckDbNative.Text.PrefixBytes));
        cell.Bytes = _texts.Add(utf8);
        return cell;
    }

    /// <summary>Checks the setter against the column, and sets the cell.</summary>
    private void Set<T>(int row, ColumnType type, T value)
        where T : unmanaged
    {
        if (_column.Type != type) throw new InvalidOperationException($"column '{_column.Name}' holds {_column.Type}, not {type}");
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)_capacity, nameof(row));
        *(T*)_cells.Take(row) = value;
    }
}
