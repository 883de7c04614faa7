namespace Cuvee.Dedup;

/// <summary>An item that was read, where it stood and where its bytes are.</summary>
/// <param name="At">Where they begin: in its own file, or, as the complement, among the lines that were put aside.</param>
/// <param name="Length">Bytes, without the line feed that follows.</param>
/// <param name="Line">1-based line or record number.</param>
/// <param name="Index">0-based index within it.</param>
/// <param name="FirstRecord">The number of its first record; the next item's ends its records.</param>
internal readonly record struct DedupItem(long At, int Length, uint Line, int Index, int FirstRecord)
{
    /// <summary>Whether the bytes were put aside.</summary>
    public bool IsStaged => At < 0;

    /// <summary>Where the bytes begin in whichever file they are.</summary>
    public long Offset => At < 0 ? ~At : At;
}
