using Cuvee.Engine;
using Cuvee.Model;

namespace Cuvee.Verify;

/// <summary>The hash of a line that is about to be written.</summary>
/// <param name="Hash">The first 64 bits of its SHA-256.</param>
/// <param name="Mark">A fast 64-bit hash of the same bytes.</param>
internal readonly record struct KnownHash(ulong Hash, ulong Mark);

/// <summary>
/// What a build knows of the lines it wrote, so that reading them back need not compute every SHA-256 again: where the fast mark of the
/// bytes on disk is the mark of the bytes that were hashed, the hash is that hash; and so for the content read from them. Any difference is
/// hashed in full and shows.
/// </summary>
/// <param name="facts">Of the records that the lines show.</param>
internal sealed class KnownLines(DatasetFacts facts)
{
    private readonly ChunkedList<KnownHash> _hashes = new();
    private readonly ChunkedList<int> _positions = new();
    private readonly Dictionary<string, int> _firstOf = new(StringComparer.Ordinal);

    /// <summary>Number of lines.</summary>
    public int Count => _hashes.Count;

    /// <summary>Takes in the next line and the position of its record.</summary>
    public void Add(KnownHash hash, int position)
    {
        _hashes.Add(hash);
        _positions.Add(position);
    }

    /// <summary>Says that the lines of a file begin at an index.</summary>
    public void Name(string path, int first) => _firstOf[path] = first;

    /// <summary>Index of a file's first line; one behind the last line for a file that is not known.</summary>
    public int FirstOf(string path) => _firstOf.GetValueOrDefault(path, Count);

    /// <summary>What the line at an index should hash to; null behind the last one.</summary>
    public ulong? HashAt(int index) => index < Count ? _hashes[index].Hash : null;

    /// <summary>The hash of a line if its mark is the known one at that index.</summary>
    public bool TryGetHash(int index, ulong mark, out ulong hash)
    {
        hash = 0;
        if (index >= Count || _hashes[index].Mark != mark) return false;
        hash = _hashes[index].Hash;
        return true;
    }

    /// <summary>The content hash of a record that was read from a line, and its prompt if that was observed, if it says what the record at that index said.</summary>
    public bool TryGetContent(int index, Record record, out Hash128 content, out Hash128 prompt)
    {
        (content, prompt) = (default, default);
        if (index >= Count) return false;
        ref var fact = ref facts[_positions[index]];
        if (fact.ContentMark != ContentMark.Of(record)) return false;
        (content, prompt) = (fact.Content, fact.Prompt);
        return true;
    }
}
