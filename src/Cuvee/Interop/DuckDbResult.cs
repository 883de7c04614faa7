using System.Collections.Immutable;

namespace Cuvee.Interop;

/// <summary>The rows of a query, forward only, chunk by chunk (up to 2,048 rows). A column or text taken from a chunk is gone with the next one.</summary>
public sealed class DuckDbResult : IDisposable
{
    private readonly Action _closed;
    private readonly ImmutableArray<ColumnType> _types;
    private DuckDbNative.Result _result;
    private nint _chunk;
    private bool _isDisposed;

    internal DuckDbResult(DuckDbNative.Result result, Action closed)
    {
        _result = result;
        _closed = closed;
        var count = (int)DuckDbNative.ColumnCount(ref _result);
        var names = ImmutableArray.CreateBuilder<string>(count);
        var types = ImmutableArray.CreateBuilder<ColumnType>(count);
        for (var column = 0; column < count; column++)
        {
            names.Add(DuckDb.ReadText(DuckDbNative.ColumnName(ref _result, (ulong)column)) ?? "");
            types.Add(LogicalTypes.Take(DuckDbNative.ColumnLogicalType(ref _result, (ulong)column)));
        }

        ColumnNames = names.MoveToImmutable();
        _types = types.MoveToImmutable();
    }

    public ImmutableArray<string> ColumnNames { get; }

    /// <summary>Rows in the current chunk; 0 before the first and after the last.</summary>
    public int RowCount { get; private set; }

    /// <summary>Goes on to the next chunk; false after the last.</summary>
    /// <exception cref="DuckDbException">The query failed on its way.</exception>
    public bool ReadChunk()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        do
        {
            DropChunk();
            _chunk = DuckDbNative.FetchChunk(_result);
            if (_chunk == 0)
            {
                // No chunk means the end or a failure
                if (DuckDbNative.ResultError(ref _result) != 0) ThrowError();
                return false;
            }

            RowCount = (int)DuckDbNative.ChunkSize(_chunk);
        }
        while (RowCount == 0);
        return true;
    }

    /// <summary>A column of the current chunk, by index from 0.</summary>
    public DuckDbColumn Column(int column)
    {
        if (_chunk == 0) throw new InvalidOperationException("there is no current chunk");
        return new DuckDbColumn(DuckDbNative.ChunkVector(_chunk, (ulong)column), _types[column], RowCount);
    }

    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        DropChunk();
        DuckDbNative.DestroyResult(ref _result);
        _closed();
    }

    internal void ThrowError() => throw new DuckDbException(DuckDb.ReadText(DuckDbNative.ResultError(ref _result)) ?? "DuckDB failed without a message");

    private void DropChunk()
    {
        if (_chunk != 0) DuckDbNative.DestroyChunk(ref _chunk);
        RowCount = 0;
    }
}
