using Cuvee.Ingest;

namespace Cuvee.Inspect;

/// <summary>What a file is.</summary>
/// <param name="File">What it is called: its path from the folder that was asked from.</param>
/// <param name="Bytes">Its length as stored.</param>
/// <param name="Detection">What it was taken for; null when it could not be opened.</param>
/// <param name="Compression">How it is compressed.</param>
/// <param name="EncodingName">The IANA name of its encoding; "none" for Parquet, null when it could not be opened.</param>
/// <param name="Damage">Why it cannot be read, or not to its end; null for a sound file. What was read before the damage is in the content.</param>
/// <param name="Content">What is in it.</param>
public sealed record FileSummary(string File, long Bytes, Detection? Detection, Compression Compression, string? EncodingName, string? Damage, ContentSummary Content)
{
    public bool IsEmpty => Detection?.Kind == ContainerKind.Empty;
}
