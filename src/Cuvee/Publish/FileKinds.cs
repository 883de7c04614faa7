using System.IO.Compression;
using Cuvee.Interop;

namespace Cuvee.Publish;

/// <summary>The containers of emitted files: how lines become bytes on disk.</summary>
internal static class FileKinds
{
    /// <summary>For those who write line by line; whole batches pass it by.</summary>
    private const int BufferBytes = 64 * 1024;

    /// <summary>Opens a file for lines, in place of one a killed run left there; for Parquet the lines are converted afterwards.</summary>
    public static Stream Create(string path, string kind)
    {
        // A file that was ever truncated is flushed by ext4 when it is closed (auto_da_alloc), with everybody waiting; a new one is not
        File.Delete(path);
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferBytes);
        return kind switch
        {
            "jsonl.gz" => new EvenStream(new GZipStream(file, CompressionLevel.Optimal)),
            "jsonl.zst" => new EvenStream(new ZstdCompressStream(file)),
            _ => file,
        };
    }
}
