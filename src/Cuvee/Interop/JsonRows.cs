using Cuvee.Model;

namespace Cuvee.Interop;

/// <summary>
/// Rows as compact JSON objects in UTF-8, one after another, in the order of the query; for a <c>foreach</c>. The current row is valid until the next one is asked for.
/// DuckDB decides how values look: decimals and integers of any size are numbers, dates, times and UUIDs texts, maps objects, and a blob is a text in which every byte
/// outside printable ASCII stands as <c>\xC3</c>. A number that JSON lacks (NaN, Infinity) is null in a column of its own, but bare inside a list or struct, so that object
/// is not valid JSON.
/// </summary>
public sealed class JsonRows : IDisposable
{
    private readonly DuckDbResult _result;
    private readonly Func<DuckDbException, CuveeException> _explain;
    private int _row;

    private JsonRows(DuckDbResult result, Func<DuckDbException, CuveeException> explain)
    {
        _result = result;
        _explain = explain;
    }

    public ReadOnlySpan<byte> Current => _result.Column(0).Text(_row);

    public JsonRows GetEnumerator() => this;

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

    /// <summary>Starts reading; <paramref name="table"/> is what stands behind FROM, <paramref name="columns"/> what it has.</summary>
    internal static JsonRows Start(DuckDb duckDb, string table, IReadOnlyCollection<(string Name, string Type)> columns, Func<DuckDbException, CuveeException> explain)
    {
        // The whole row is named by the table's alias, unless a column has that name too
        var row = "row";
        while (columns.Any(column => column.Name.Equals(row, StringComparison.OrdinalIgnoreCase))) row += "_";
        var finite = columns
            .Where(column => column.Type is "DOUBLE" or "FLOAT")
            .Select(column => DuckDb.QuoteName(column.Name))
            .Select(name => $"CASE WHEN isfinite({name}) THEN {name} END AS {name}")
            .ToList();
        var replace = finite.Count == 0 ? "" : $" REPLACE ({string.Join(", ", finite)})";
        return new JsonRows(duckDb.Query($"SELECT CAST(to_json(\"{row}\") AS VARCHAR) FROM (SELECT *{replace} FROM {table}) AS \"{row}\""), explain);
    }
}
