namespace Cuvee.Publish;

/// <summary>Where the (first) line of a kept record was written.</summary>
/// <param name="File">Index in the list of emitted files, -1 when nothing was written.</param>
/// <param name="Line">1-based line or row in the file.</param>
/// <param name="Hash">The first 64 bits of the SHA-256 of the line without its line feed.</param>
internal readonly record struct EmittedPlace(int File, int Line, ulong Hash)
{
    public static readonly EmittedPlace None = new(-1, 0, 0);
}
