namespace Cuvee.Ingest;

/// <summary>One field of a CSV record: a range of the record's bytes, without its quotes.</summary>
/// <param name="IsQuoted">True when two quotes within stand for one.</param>
internal readonly record struct CsvField(int Start, int Length, bool IsQuoted);
