namespace Cuvee.Ingest;

/// <summary>How the bytes of a file are stored, known by their first bytes and never by the file's name.</summary>
public enum Compression : byte
{
    None,
    Gzip,
    Zstd,
}
