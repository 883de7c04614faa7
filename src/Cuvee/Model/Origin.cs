namespace Cuvee.Model;

/// <summary>Where a record was read from.</summary>
/// <param name="Source">Index of the source in the recipe, from 0.</param>
/// <param name="File">Index of the file in its source, from 0.</param>
/// <param name="Line">1-based line of the value in a text file, 1-based row in Parquet and CSV.</param>
/// <param name="Item">0-based index within the line: array element, SQuAD question, instance.</param>
/// <param name="ByteOffset">Offset of the value's first byte in the decoded (decompressed, UTF-8) stream; -1 for Parquet.</param>
public readonly record struct Origin(int Source, int File, long Line, long Item, long ByteOffset);
