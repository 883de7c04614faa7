using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Cuvee.Interop;

/// <summary>
/// A table function <c>NAME()</c> whose rows come from a delegate, chunk by chunk, so that no table is ever held. DuckDB asks for the chunks from one thread at a time, and for
/// the next when it has taken in what the last one held.
/// Dispose it after the database no longer calls the function.
/// </summary>
internal sealed unsafe class RowSource : IDisposable
{
    private readonly ImmutableArray<ParquetColumn> _columns;
    private readonly Func<ChunkWriter?> _next;
    private GCHandle _self;

    /// <param name="duckDb">Where the function is registered.</param>
    /// <param name="name">The function's name.</param>
    /// <param name="columns">What a row holds.</param>
    /// <param name="next">Gives the next rows; null ends them.</param>
    public RowSource(DuckDb duckDb, string name, ImmutableArray<ParquetColumn> columns, Func<ChunkWriter?> next)
    {
        (_columns, _next) = (columns, next);
        _self = GCHandle.Alloc(this);
        var function = DuckDbNative.CreateTableFunction();
        DuckDbNative.SetFunctionName(function, name);
        DuckDbNative.SetExtraInfo(function, GCHandle.ToIntPtr(_self), destroy: 0);
        DuckDbNative.SetBind(function, &Bind);
        DuckDbNative.SetInit(function, &Init);
        DuckDbNative.SetFunction(function, &Fill);
        var state = DuckDbNative.RegisterTableFunction(duckDb.Connection, function);
        DuckDbNative.DestroyTableFunction(ref function);
        if (state != 0) throw new InvalidOperationException($"DuckDB refused the table function {name}");
    }

    /// <summary>What the delegate threw, which DuckDB only sees as a failed query.</summary>
    public ExceptionDispatchInfo? Failure { get; private set; }

    public void Dispose()
    {
        if (_self.IsAllocated) _self.Free();
    }

    private static RowSource From(nint extraInfo) => (RowSource)GCHandle.FromIntPtr(extraInfo).Target!;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Bind(nint info)
    {
        foreach (var column in From(DuckDbNative.BindExtraInfo(info))._columns)
        {
            var type = LogicalTypes.Create(column.Type);
            DuckDbNative.AddResultColumn(info, column.Name, type);
            DuckDbNative.DestroyType(ref type);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Init(nint info) => DuckDbNative.SetMaxThreads(info, 1);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Fill(nint info, nint chunk)
    {
        var source = From(DuckDbNative.FunctionExtraInfo(info));
        try
        {
            if (source._next() is { } rows) rows.CopyTo(chunk);
            else DuckDbNative.SetChunkSize(chunk, 0);
        }
        catch (Exception failure)
        {
            // An exception must not cross into native code
            source.Failure = ExceptionDispatchInfo.Capture(failure);
            DuckDbNative.SetFunctionError(info, "the rows could not be produced");
        }
    }
}
