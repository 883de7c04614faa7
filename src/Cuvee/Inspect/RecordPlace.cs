namespace Cuvee.Inspect;

/// <summary>Where a record stands.</summary>
/// <param name="File">Index of its file.</param>
/// <param name="Line">1-based line or row.</param>
/// <param name="Item">0-based index within the line.</param>
internal readonly record struct RecordPlace(int File, long Line, long Item);
