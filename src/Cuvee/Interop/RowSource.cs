using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Cuvee.Interop;

/// <summary>
/// A table function <c>NAME()</c> whose rows come from a delegate, chunk by chunk, so that no table is ever held. DuckDB asks for the rows from one thread at a time.
/// Dispose it after the database no longer calls the function.
/// </summary>
internal sealed unsafe class RowSource : IDisposable
{
    private readonly ImmutableArray<ParquetColumn> _columns;
    private readonly Func<ChunkWriter, int> _fill;
    private readonly ChunkWriter _writer;
    private GCHandle _self;

    /// <param name="duckDb">Where the function is registered.</param>
    /// <param name="name">The function's name.</param>
    /// <param name="columns">What a row holds.</param>
    /// <param name="fill">Writes rows from row 0 on and returns how many; 0 ends the rows.</param>
    public RowSource(DuckDb duckDb, string name, ImmutableArray<ParquetColumn> columns, Func<ChunkWriter, int> fill)
    {
        _columns = columns;
        _fill = fill;
        _writer = new ChunkWriter(columns);
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
        _writer.Dispose();
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
            source._writer.Begin(chunk);
            var rowCount = source._fill(source._writer);
            if (rowCount < 0 || rowCount > source._writer.Capacity) throw new InvalidOperationException($"{rowCount} rows in a chunk of {source._writer.Capacity}");
            DuckDbNative.SetChunkSize(chunk, (ulong)rowCount);
        }
        catch (Exception failure)
        {
            // An exception must not cross into native code
            source.Failure = ExceptionDispatchInfo.Capture(failure);
            DuckDbNative.SetFunctionError(info, "the rows could not be produced");
        }
    }
}
