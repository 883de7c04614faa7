using System.IO.Compression;
using System.Text;
using Cuvee.Interop;

namespace Cuvee.Tests.Support;

/// <summary>Texts as compressed files.</summary>
internal static class Compressed
{
    public static byte[] Gzip(string text) => With(text, target => new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true));

    public static byte[] Zstd(string text) => With(text, target => new ZstdCompressStream(target, leaveOpen: true));

    private static byte[] With(string text, Func<Stream, Stream> compress)
    {
        using var target = new MemoryStream();
        using (var stream = compress(target)) stream.Write(Encoding.UTF8.GetBytes(text));
        return target.ToArray();
    }
}
