

namespace Cuvee.Interop;

/// <summary>Sets the cells of one column of a chunk; rows count from 0. Setting another type than the column's is a bug in the caller and throws.</summary>
public readonly unsafe ref struct ColumnWriter
{
    private readonly ref ChunkWriter.ColumnVector _vector;
    private readonly ChunkTexts _texts;
    private readonly ParquetColumn _column;
    private readonly int _capacity;

    internal ColumnWriter(ref ChunkWriter.ColumnVector vector, ChunkTexts texts, ParquetColumn column, int capacity)
    {
        _texts = texts;
        _vector = ref vector;
        _column = column;
        _capacity = capacity;
    }

    public void SetBoolean(int row, bool value) => Set(row, ColumnType.Boolean, value ? (byte)1 : (byte)0);

    public void SetInt32(int row, int value) => Set(row, ColumnType.Int32, value);

    public void SetInt64(int row, long value) => Set(row, ColumnType.Int64, value);

    public void SetDouble(int row, double value) => Set(row, ColumnType.Double, value);

    /// <summary>Copies the text in.</summary>
    /// <exception cref="ArgumentException">It is not valid UTF-8.</exception>
    public void SetText(int row, ReadOnlySpan<byte> utf8)
    {
        Set(row, ColumnType.Text);
        AssignText((DuckDbNative.Text*)_vector.Data + row, utf8);
    }

    /// <summary>The same for a text that many rows have: when it is the same array as the last time, its cell is copied.</summary>
    public void SetRepeated(int row, byte[] utf8)
    {
        Set(row, ColumnType.Text);
        var cell = (DuckDbNative.Text*)_vector.Data + row;
        if (ReferenceEquals(_vector.Repeated, utf8))
        {
            *cell = _vector.RepeatedCell;
            return;
        }

        AssignText(cell, utf8);
        (_vector.Repeated, _vector.RepeatedCell) = (utf8, *cell);
    }

    /// <summary>Copies the pairs in, in their order.</summary>
    public void SetRuleCounts(int row, ReadOnlySpan<RuleCount> values)
    {
        Set(row, ColumnType.RuleCounts);
        var offset = _vector.ListSize;
        var length = (ulong)values.Length;
        ((DuckDbNative.ListEntry*)_vector.Data)[row] = new DuckDbNative.ListEntry { Offset = offset, Length = length };
        if (length == 0) return;

        // Reserving may move the children, so their addresses are taken after it
        _vector.ListSize = offset + length;
        _ = DuckDbNative.ReserveList(_vector.Handle, _vector.ListSize);
        _ = DuckDbNative.SetListSize(_vector.Handle, _vector.ListSize);
        var pair = DuckDbNative.ListChild(_vector.Handle);
        var rules = (DuckDbNative.Text*)DuckDbNative.VectorData(DuckDbNative.StructChild(pair, 0));
        var counts = (int*)DuckDbNative.VectorData(DuckDbNative.StructChild(pair, 1));
        for (var index = 0; index < values.Length; index++)
        {
            AssignText(rules + offset + index, values[index].Rule.Span);
            counts[offset + (ulong)index] = values[index].Count;
        }
    }

    private void AssignText(DuckDbNative.Text* cell, ReadOnlySpan<byte> utf8)
    {
        if (!System.Text.Unicode.Utf8.IsValid(utf8)) throw new ArgumentException("the text is not valid UTF-8", nameof(utf8));
        // Texts are compared by their whole cell, so what is behind the text must be zero
        *cell = default;
        cell->Length = (uint)utf8.Length;
        if (utf8.Length <= DuckDbNative.Text.MaxInlineBytes)
        {
            utf8.CopyTo(new Span<byte>(cell->Inline, DuckDbNative.Text.MaxInlineBytes));
            return;
        }

        utf8[..DuckDbNative.Text.PrefixBytes].CopyTo(new Span<byte>(cell->Inline, DuckDbNative.Text.PrefixBytes));
        cell->Bytes = _texts.Add(utf8);
    }

    private void Set<T>(int row, ColumnType type, T value)
        where T : unmanaged
    {
        Set(row, type);
        ((T*)_vector.Data)[row] = value;
    }

    /// <summary>Checks the setter against the column and marks the cell as not null.</summary>
    private void Set(int row, ColumnType type)
    {
        if (_column.Type != type) throw new InvalidOperationException($"column '{_column.Name}' holds {_column.Type}, not {type}");
        CheckRow(row);
        _vector.Validity[row >> 6] |= 1UL << (row & 63);
    }

    private void CheckRow(int row) => ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)_capacity, nameof(row));
}
