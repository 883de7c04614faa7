using System.IO.Compression;
using Cuvee.Interop;

namespace Cuvee.Publish;

/// <summary>The containers of emitted files: how lines become bytes on disk.</summary>
internal static class FileKinds
{
    /// <summary>For those who write line by line; whole batches pass it by.</summary>
    private const int BufferBytes = 64 * 1024;

    /// <summary>Opens a file for lines; for Parquet the lines are converted afterwards.</summary>
    public static Stream Create(string path, string kind)
    {
        var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, BufferBytes);
        return kind switch
        {
            "jsonl.gz" => new EvenStream(new GZipStream(file, CompressionLevel.Optimal)),
            "jsonl.zst" => new EvenStream(new ZstdCompressStream(file)),
            _ => file,
        };
    }
}
