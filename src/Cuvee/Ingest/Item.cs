using Cuvee.Model;

namespace Cuvee.Ingest;

/// <summary>One value of a file, found but not parsed, and its place.</summary>
/// <param name="Value">The JSON text without white space around it; where <paramref name="Error"/> is set, the bytes as they stand in the file (perhaps
/// none).</param>
/// <param name="Line">1-based line or record number, as in <see cref="Origin.Line"/>.</param>
/// <param name="Index">0-based index within the line, as in <see cref="Origin.Item"/>.</param>
/// <param name="ByteOffset">Offset of the first byte in the decoded stream.</param>
/// <param name="Error">Why this cannot be a record, as a clause for people; null when it is a value to parse.</param>
public readonly record struct Item(Utf8 Value, long Line, long Index, long ByteOffset, string? Error = null);
