namespace Cuvee.Interop;

/// <summary>The column types that are read and written cell by cell. A query may give others (decimals, dates, deeper nesting): cast those in SQL.</summary>
public enum ColumnType : byte
{
    /// <summary>None of the below: only <see cref="DuckDbColumn.IsNull"/> works.</summary>
    Other,
    Boolean,
    Int32,
    Int64,
    Double,

    /// <summary>VARCHAR: UTF-8.</summary>
    Text,

    /// <summary><c>STRUCT("rule" VARCHAR, count INTEGER)[]</c>: the ledger's column <c>changes</c>.</summary>
    RuleCounts,
}
