using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.ExceptionServices;

namespace Cuvee.Interop;

/// <summary>Chunks of rows on their way from the thread that writes them to the one that takes them in.</summary>
internal sealed class ChunksAhead : IDisposable
{
    // The rows of a row group: while DuckDB packs one, those of the next are written
    private const int MaxChunks = 20;

    private readonly Func<ChunkWriter, int> _fill;
    private readonly ImmutableArray<ChunkWriter> _chunks;
    private readonly BlockingCollection<ChunkWriter> _free = [];
    private readonly BlockingCollection<ChunkWriter> _filled = [];
    private ChunkWriter? _taken;
    private ExceptionDispatchInfo? _failure;

    public ChunksAhead(ImmutableArray<ParquetColumn> columns, Func<ChunkWriter, int> fill)
    {
        _fill = fill;
        _chunks = [.. Enumerable.Range(0, MaxChunks).Select(_ => new ChunkWriter(columns))];
        foreach (var chunk in _chunks) _free.Add(chunk);
    }

    /// <summary>Writes all rows, or as many as are taken.</summary>
    public void Fill()
    {
        try
        {
            while (_free.TryTake(out var chunk, Timeout.Infinite) && !_free.IsAddingCompleted && chunk.Fill(_fill)) _filled.Add(chunk);
        }
        catch (Exception failure)
        {
            _failure = ExceptionDispatchInfo.Capture(failure);
            throw;
        }
        finally
        {
            _filled.CompleteAdding();
        }
    }

    /// <summary>Runs what asks for chunk after chunk until there is none; when it ends, no more rows are written.</summary>
    public void Take(Action<Func<ChunkWriter?>> taker)
    {
        try
        {
            taker(Next);
        }
        finally
        {
            _free.CompleteAdding();
        }
    }

    public void Dispose()
    {
        foreach (var chunk in _chunks) chunk.Dispose();
        _free.Dispose();
        _filled.Dispose();
    }

    private ChunkWriter? Next()
    {
        if (_taken is not null) _free.Add(_taken);
        if (_filled.TryTake(out _taken, Timeout.Infinite)) return _taken;
        _failure?.Throw();
        return null;
    }
}
