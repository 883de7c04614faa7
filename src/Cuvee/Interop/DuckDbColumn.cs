using System.Collections.Immutable;
using System.Text;
using Cuvee.Model;

namespace Cuvee.Interop;

/// <summary>
/// One column of the current chunk, read through pointers into DuckDB's memory; rows count from 0. The value of a null cell is undefined, so ask <see cref="IsNull"/> first.
/// Reading a column as another type than it has is a bug in the caller and throws.
/// </summary>
public readonly unsafe ref struct DuckDbColumn
{
    private readonly nint _vector;
    private readonly ColumnType _type;
    private readonly int _rowCount;
    private readonly byte* _data;
    private readonly ulong* _validity;

    internal DuckDbColumn(nint vector, ColumnType type, int rowCount)
    {
        _vector = vector;
        _type = type;
        _rowCount = rowCount;
        _data = DuckDbNative.VectorData(vector);
        _validity = DuckDbNative.VectorValidity(vector);
    }

    public bool IsNull(int row)
    {
        CheckRow(row);
        return _validity is not null && (_validity[row >> 6] >> (row & 63) & 1) == 0;
    }

    public bool Boolean(int row) => At<byte>(row, ColumnType.Boolean) != 0;

    public int Int32(int row) => At<int>(row, ColumnType.Int32);

    public long Int64(int row) => At<long>(row, ColumnType.Int64);

    public double Double(int row) => At<double>(row, ColumnType.Double);

    /// <summary>The UTF-8 bytes of a text, valid until the next chunk.</summary>
    public ReadOnlySpan<byte> Text(int row)
    {
        Check(row, ColumnType.Text);
        return TextOf((DuckDbNative.Text*)_data + row);
    }

    public string String(int row) => Encoding.UTF8.GetString(Text(row));

    /// <summary>A cell of the type <c>STRUCT(rule VARCHAR, count INTEGER)[]</c>.</summary>
    public ImmutableArray<RuleCount> RuleCounts(int row)
    {
        Check(row, ColumnType.RuleCounts);
        var entry = ((DuckDbNative.ListEntry*)_data)[row];
        var pair = DuckDbNative.ListChild(_vector);
        var rules = (DuckDbNative.Text*)DuckDbNative.VectorData(DuckDbNative.StructChild(pair, 0)) + entry.Offset;
        var counts = (int*)DuckDbNative.VectorData(DuckDbNative.StructChild(pair, 1)) + entry.Offset;
        var values = ImmutableArray.CreateBuilder<RuleCount>((int)entry.Length);
        for (var index = 0; index < (int)entry.Length; index++) values.Add(new RuleCount(Utf8.Copy(TextOf(rules + index)), counts[index]));
        return values.MoveToImmutable();
    }

    private static ReadOnlySpan<byte> TextOf(DuckDbNative.Text* text) =>
        new(text->Length <= DuckDbNative.Text.MaxInlineBytes ? text->Inline : text->Bytes, (int)text->Length);

    private T At<T>(int row, ColumnType type)
        where T : unmanaged
    {
        Check(row, type);
        return ((T*)_data)[row];
    }

    private void Check(int row, ColumnType type)
    {
        if (_type != type) throw new InvalidOperationException($"the column holds {_type}, not {type}");
        CheckRow(row);
    }

    private void CheckRow(int row) => ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)_rowCount, nameof(row));
}
