namespace Cuvee.Ingest;

/// <summary>What a file was, as stored: before decompression.</summary>
/// <param name="ByteCount">Its length.</param>
/// <param name="Sha256">64 hexadecimal digits, lower case.</param>
public readonly record struct InputDigest(long ByteCount, string Sha256);
