using Cuvee.Engine;
using Cuvee.Model;

namespace Cuvee.Verify;

/// <summary>The hash of a line that is about to be written.</summary>
/// <param name="Hash">The first 64 bits of its SHA-256.</param>
/// <param name="Mark">A fast 64-bit hash of the same bytes.</param>
internal readonly record struct KnownHash(ulong Hash, ulong Mark);

/// <summary>
/// What a build knows of the lines it wrote, so that reading them back need not compute the SHA-256 of each again: where the fast mark of the
/// bytes on disk is the mark of the bytes that were hashed, the hash is that hash. Any difference is hashed in full and shows.
/// </summary>
internal sealed class KnownLines
{
    private readonly ChunkedList<KnownHash> _hashes = new();
    private readonly Dictionary<string, int> _firstOf = new(StringComparer.Ordinal);

    /// <summary>Number of lines.</summary>
    public int Count => _hashes.Count;

    public void Add(KnownHash hash) => _hashes.Add(hash);

    /// <summary>Says that the lines of a file begin at an index.</summary>
    public void Name(string path, int first) => _firstOf[path] = first;

    /// <summary>Index of a file's first line; one behind the last line for a file that is not known.</summary>
    public int FirstOf(string path) => _firstOf.GetValueOrDefault(path, Count);

    /// <summary>The hash of a line if its mark is the known one at that index.</summary>
    public bool TryGet(int index, ReadOnlySpan<byte> line, out ulong hash)
    {
        hash = 0;
        if (index >= Count || _hashes[index].Mark != Mix64.Of(line)) return false;
        hash = _hashes[index].Hash;
        return true;
    }
}
