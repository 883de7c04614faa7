using System.Collections.Immutable;
using Cuvee.Model;

namespace Cuvee.Interop;

/// <summary>Rows as texts, for a table that people read; for a <c>foreach</c>. A null cell is null.</summary>
public sealed class TextRows : IDisposable
{
    private readonly DuckDbResult _result;
    private readonly Func<DuckDbException, CuveeException> _explain;
    private int _row;

    internal TextRows(DuckDbResult result, ImmutableArray<(string Name, string Type)> columns, Func<DuckDbException, CuveeException> explain)
    {
        _result = result;
        _explain = explain;
        Columns = columns;
    }

    /// <summary>Names and DuckDB's names of the types that the values had before they became texts.</summary>
    public ImmutableArray<(string Name, string Type)> Columns { get; }

    public ImmutableArray<string?> Current
    {
        get
        {
            var cells = ImmutableArray.CreateBuilder<string?>(Columns.Length);
            for (var column = 0; column < Columns.Length; column++)
            {
                var cell = _result.Column(column);
                cells.Add(cell.IsNull(_row) ? null : cell.String(_row));
            }

            return cells.MoveToImmutable();
        }
    }

    public TextRows GetEnumerator() => this;

    /// <exception cref="CuveeException">The rows cannot be read on.</exception>
    public bool MoveNext()
    {
        if (++_row < _result.RowCount) return true;
        _row = 0;
        try
        {
            return _result.ReadChunk();
        }
        catch (DuckDbException failure)
        {
            throw _explain(failure);
        }
    }

    public void Dispose() => _result.Dispose();
}
