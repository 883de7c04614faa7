namespace Cuvee.Verify;

/// <summary>One line of quarantine.jsonl.</summary>
/// <param name="Number">Its 1-based line there.</param>
/// <param name="Source">Name of the source.</param>
/// <param name="File">Key of the file.</param>
/// <param name="Line">1-based line in the file; 0 for the file as a whole.</param>
/// <param name="ByteOffset">Of the first byte in the decoded stream.</param>
/// <param name="Raw">The bytes that could not be read.</param>
internal sealed record QuarantinedItem(int Number, string Source, string File, long Line, long ByteOffset, byte[] Raw);
