using System.Runtime.InteropServices;
using Cuvee.Model;
using Microsoft.Win32.SafeHandles;

namespace Cuvee.Engine;

/// <summary>
/// What the first pass staged of one input file, in one file of the store: rows and extras as they came, and between them pages of places and of signatures.
/// It is read in place, by this build and, when it became an entry of the cache, by later ones.
/// </summary>
internal sealed class StagedFile(string path, SafeFileHandle handle) : IDisposable
{
    /// <summary>Facts whose places, and whose signatures, stand together.</summary>
    public const int FactsPerPage = 1024;

    /// <summary>Where it is; changes when it is kept.</summary>
    public string Path { get; set; } = path;

    /// <summary>Index in its source of the first fact.</summary>
    public int FirstFact { get; set; }

    public int FactCount { get; set; }

    /// <summary>Where its first byte is when those of all staged files of the source are counted through.</summary>
    public long Start { get; set; }

    /// <summary>Bytes of everything but the index that an entry of the cache ends with.</summary>
    public long Length { get; set; }

    /// <summary>A piece for every <see cref="FactsPerPage"/> facts.</summary>
    public List<StagedPiece> Places { get; } = [];

    /// <summary>The same of signatures; empty when nobody looks for near-duplicates.</summary>
    public List<StagedPiece> Signatures { get; } = [];

    /// <summary>Lines of quarantine.jsonl.</summary>
    public List<StagedPiece> Quarantine { get; } = [];

    /// <summary>Tails of lines of pii-review.jsonl; a piece holds whole ones.</summary>
    public List<StagedPiece> Review { get; } = [];

    /// <summary>For the number of a list of changes, as its places have it, the one in the source's table; null where they are the same.</summary>
    public Dictionary<int, int>? ChangeNumbers { get; set; }

    public SafeFileHandle Handle { get; } = handle;

    /// <summary>Writes at the end.</summary>
    /// <returns>Where it begins.</returns>
    public long Append(ReadOnlySpan<byte> bytes)
    {
        var at = Length;
        RandomAccess.Write(Handle, bytes, at);
        Length += bytes.Length;
        return at;
    }

    /// <summary>Writes a piece at the end.</summary>
    public StagedPiece AppendPiece(ReadOnlySpan<byte> bytes) => new(Append(bytes), bytes.Length, Mix64.Of(bytes));

    /// <summary>Fills <paramref name="target"/> from an offset.</summary>
    /// <exception cref="DamagedEntryException">The file ends before.</exception>
    public void Read(Span<byte> target, long at)
    {
        if (StoredBytes.ReadUpTo(Handle, target, at) < target.Length) throw new DamagedEntryException(Path);
    }

    /// <summary>Reads a whole piece and compares it with its mark.</summary>
    /// <param name="piece">One of this file.</param>
    /// <param name="buffer">Taken if it is large enough, else replaced.</param>
    /// <exception cref="DamagedEntryException">It is not what was written.</exception>
    public ReadOnlySpan<byte> Read(StagedPiece piece, ref byte[] buffer)
    {
        if (buffer.Length < piece.Length) buffer = new byte[piece.Length];
        var bytes = buffer.AsSpan(0, piece.Length);
        Read(bytes, piece.At);
        return Mix64.Of(bytes) == piece.Mark ? bytes : throw new DamagedEntryException(Path);
    }

    /// <summary>Reads all pieces, and throws away what is read.</summary>
    /// <exception cref="DamagedEntryException">One is not what was written.</exception>
    public void CheckPieces()
    {
        byte[] buffer = [];
        foreach (var pieces in (List<StagedPiece>[])[Places, Signatures, Quarantine, Review])
        {
            foreach (var piece in CollectionsMarshal.AsSpan(pieces)) Read(piece, ref buffer);
        }
    }

    public void Dispose() => Handle.Dispose();
}
