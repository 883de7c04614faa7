using Cuvee.Engine;
using Cuvee.Ingest;
using Cuvee.Inspect;
using Cuvee.Model;
using Cuvee.Sift;
using Microsoft.Win32.SafeHandles;

namespace Cuvee.Dedup;

/// <summary>A file that is read, and read again where its lines lie. Disposed of, it is closed.</summary>
internal sealed class DedupInput : IDisposable
{
    private readonly SafeFileHandle? _file;
    private readonly InputVersion _version;

    /// <param name="path">The file.</param>
    /// <param name="isReference">Whether its records count as kept already.</param>
    /// <param name="inPlaceBytes">From which length on it may be read in place.</param>
    public DedupInput(InputPath path, bool isReference, long inPlaceBytes)
    {
        (Path, IsReference) = (path, isReference);
        _version = new InputVersion(path.Path);
        if (_version.Length < inPlaceBytes) return;
        _file = Open();
        Span<byte> mark = stackalloc byte[3];
        Start = StoredBytes.ReadUpTo(_file, mark, 0) == mark.Length && mark.SequenceEqual((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? mark.Length : 0;
    }

    public InputPath Path { get; }

    public bool IsReference { get; }

    /// <summary>Bytes of a byte order mark, which offsets do not count.</summary>
    public int Start { get; }

    /// <summary>Its bytes; only for a file that is read in place.</summary>
    public SafeFileHandle File => _file ?? throw new InvalidOperationException($"{Path.Key} is not read in place");

    /// <summary>Whether the lines of a block of it can be read again from the file as they were found.</summary>
    public bool IsInPlace(InputBlock block) =>
        _file is not null && block.Block!.HoldsLines && block.Head is { Compression: Compression.None, EncodingName: "utf-8", Detection.Kind: ContainerKind.JsonLines };

    /// <exception cref="CuveeException">It is not the file that was read.</exception>
    public void CheckUnchanged() => _version.CheckUnchanged();

    public void Dispose() => _file?.Dispose();

    private SafeFileHandle Open()
    {
        try
        {
            return System.IO.File.OpenHandle(Path.Path, options: FileOptions.RandomAccess);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CuveeException($"{Path.Key}: cannot be opened ({exception.Message.TrimEnd('.')}); check its permissions", exception);
        }
    }
}
