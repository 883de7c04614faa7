using System.IO.Compression;
using Cuvee.Interop;

namespace Cuvee.Publish;

/// <summary>The containers of emitted files: how lines become bytes on disk.</summary>
internal static class FileKinds
{
    /// <summary>Opens a file for lines; for Parquet the lines are converted afterwards.</summary>
    public static Stream Create(string path, string kind)
    {
        // No buffer of the stream's own: whole batches of lines are written at once.
        var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        return kind switch
        {
            "jsonl.gz" => new GZipStream(file, CompressionLevel.Optimal),
            "jsonl.zst" => new ZstdCompressStream(file),
            _ => file,
        };
    }
}
