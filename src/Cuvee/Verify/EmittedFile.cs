namespace Cuvee.Verify;

/// <summary>One file of <c>data/</c> as it was read back.</summary>
/// <param name="Path">Relative to the dataset's folder, with <c>/</c>.</param>
/// <param name="Split">The first word of its name.</param>
/// <param name="Bytes">Length as stored.</param>
/// <param name="Sha256">Of the bytes as stored.</param>
/// <param name="ContentSha256">Of the uncompressed lines; for Parquet of the rows as JSON lines.</param>
/// <param name="FirstLine">Index in the list of all lines of this file's first line.</param>
/// <param name="Lines">Number of lines or rows.</param>
/// <param name="Damage">Why it could not be read to its end, else null.</param>
internal sealed record EmittedFile(string Path, string Split, long Bytes, string Sha256, string ContentSha256, int FirstLine, int Lines, string? Damage);
