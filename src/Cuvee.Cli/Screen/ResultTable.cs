using Cuvee.Interop;

namespace Cuvee.Cli;

/// <summary>The answer of a query as a table.</summary>
internal static class ResultTable
{
    /// <summary>Rows beyond these are counted, not shown: a screen is for looking, <c>--csv</c> and <c>--json</c> give them all.</summary>
    private const int MaxRows = 1000;

    private static readonly string[] NumberTypes =
        ["TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT", "FLOAT", "DOUBLE"];

    public static void Write(Screen screen, TextRows rows)
    {
        var table = new TextTable();
        foreach (var (name, type) in rows.Columns) table.Column(name, NumberTypes.Contains(type) || type.StartsWith("DECIMAL", StringComparison.Ordinal));
        long count = 0;
        foreach (var row in rows)
        {
            if (count++ < MaxRows) table.Row([.. row.Select(cell => cell ?? "NULL")]);
        }

        table.Write(screen);
        screen.Line(count > MaxRows ? $"{Words.Count(count, "row")}, {MaxRows} of them shown; --csv and --json give all" : Words.Count(count, "row"));
    }
}
