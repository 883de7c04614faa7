using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Cuvee.Interop;

/// <summary>Chunks of rows on their way from the thread that writes them to the one that takes them in.</summary>
internal sealed class ChunksAhead : IDisposable
{
    private readonly Func<ChunkWriter, int> _fill;
    private readonly List<ChunkWriter> _chunks = [];
    private readonly BlockingCollection<ChunkWriter> _free = [];
    private readonly BlockingCollection<ChunkWriter> _filled = [];
    private ChunkWriter? _taken;
    private bool _hasFailed;

    public ChunksAhead(ImmutableArray<ParquetColumn> columns, Func<ChunkWriter, int> fill)
    {
        _fill = fill;
        // While DuckDB packs one row group, the rows of the next are written
        for (var rows = 0; rows < ParquetWriter.RowGroupRows; rows += _chunks[^1].Capacity)
        {
            _chunks.Add(new ChunkWriter(columns));
            _free.Add(_chunks[^1]);
        }
    }

    /// <summary>Writes all rows, or as many as are asked for.</summary>
    public void Fill()
    {
        _hasFailed = true;
        try
        {
            foreach (var chunk in _free.GetConsumingEnumerable())
            {
                if (_free.IsAddingCompleted || !chunk.Fill(_fill)) break;
                _filled.Add(chunk);
            }

            _hasFailed = false;
        }
        finally
        {
            _filled.CompleteAdding();
        }
    }

    /// <summary>The next chunk, which may be read until the one after it is asked for; null at the end.</summary>
    /// <exception cref="OperationCanceledException">The rows could not be written; <see cref="Fill"/> says why.</exception>
    public ChunkWriter? Next()
    {
        if (_taken is not null) _free.Add(_taken);
        if (_filled.TryTake(out _taken, Timeout.Infinite)) return _taken;
        return _hasFailed ? throw new OperationCanceledException() : null;
    }

    /// <summary>Has no more rows written.</summary>
    public void Stop() => _free.CompleteAdding();

    public void Dispose()
    {
        foreach (var chunk in _chunks) chunk.Dispose();
        _free.Dispose();
        _filled.Dispose();
    }
}
