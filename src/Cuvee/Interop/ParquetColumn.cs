namespace Cuvee.Interop;

/// <summary>A column of a Parquet file to write. Every column may hold nulls.</summary>
public readonly record struct ParquetColumn(string Name, ColumnType Type);
