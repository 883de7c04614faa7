namespace Cuvee.Ingest;

/// <summary>An <see cref="Item"/> whose value is given by its place in the block's bytes.</summary>
internal readonly record struct ItemRange(int Start, int Length, long Line, long Index, long ByteOffset, string? Error = null);
