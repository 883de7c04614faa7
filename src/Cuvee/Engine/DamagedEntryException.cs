namespace Cuvee.Engine;

/// <summary>What is read back of the store is not what was written to it: a disk or a hand changed it.</summary>
/// <param name="path">The file.</param>
internal sealed class DamagedEntryException(string path) : Exception($"{path}: not what was written to it")
{
    public string Path { get; } = path;
}
