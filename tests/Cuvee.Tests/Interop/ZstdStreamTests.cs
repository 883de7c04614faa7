using System.Diagnostics;
using System.Text;
using Cuvee.Interop;

namespace Cuvee.Tests.Interop;

public sealed class ZstdStreamTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TellsItsVersion() => Assert.Matches(@"^1\.\d+\.\d+$", Zstd.Version);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_536)]
    [InlineData(3_000_001)]
    public void RoundTrips(int length)
    {
        var bytes = Sample(length);
        Assert.Equal(bytes, Decompress(Compress(bytes)));
    }

    [Fact]
    public void TheWayInputIsCutDoesNotShowInTheBytes()
    {
        var bytes = Sample(1_000_000);
        var random = new Random(7);
        foreach (var level in new[] { 1, 3, 19 })
        {
            var whole = Compress(bytes, level);
            var target = new MemoryStream();
            using (var stream = new ZstdCompressStream(target, level))
            {
                for (var position = 0; position < bytes.Length;)
                {
                    var count = Math.Min(bytes.Length - position, random.Next(1, 70_000));
                    stream.Write(bytes, position, count);
                    if (count % 3 == 0) stream.Flush();
                    position += count;
                }
            }

            Assert.Equal(whole, target.ToArray());
        }
    }

    [Fact]
    public void AnEmptyInputGivesAFrameAndAnEmptyFileIsEmpty()
    {
        Assert.Equal([0x28, 0xB5, 0x2F, 0xFD], Compress([])[..4]);
        Assert.Empty(Decompress([]));
    }

    [Fact]
    public void ReadsFramesBehindEachOtherAndSkipsSkippableOnes()
    {
        byte[] skippable = [0x50, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3];
        byte[] file = [.. Compress("Grüße, "u8.ToArray()), .. skippable, .. Compress([]), .. Compress("Welt"u8.ToArray())];
        Assert.Equal("Grüße, Welt", Encoding.UTF8.GetString(Decompress(file)));
        Assert.Equal("Grüße, Welt", Encoding.UTF8.GetString(Decompress(file, bytesPerRead: 1)));
    }

    [Fact]
    public void EveryTruncationIsFound()
    {
        var file = Compress("a few bytes that do not repeat: 0123456789"u8.ToArray());
        for (var length = 1; length < file.Length; length++)
        {
            var error = Assert.Throws<InvalidDataException>(() => Decompress(file[..length]));
            Assert.Equal("zstd: the data ends inside a frame; the file is cut off", error.Message);
        }
    }

    [Fact]
    public void ALargeFileCutOffGivesWhatItHoldsAndThenFails()
    {
        var bytes = Sample(1_000_000);
        var file = Compress(bytes);
        using var stream = new ZstdDecompressStream(new MemoryStream(file, 0, file.Length - 10));
        var read = new MemoryStream();
        Assert.Throws<InvalidDataException>(() => stream.CopyTo(read));
        Assert.Equal(bytes[..(int)read.Length], read.ToArray());
    }

    [Fact]
    public void CorruptBytesAreFound()
    {
        var file = Compress(Sample(100_000));
        file[file.Length / 2] ^= 0x10;
        Assert.StartsWith("zstd: the data is corrupt (", Assert.Throws<InvalidDataException>(() => Decompress(file)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"a\":1}\n")]
    [InlineData("<html>")]
    public void OtherBytesAreNoZstd(string text) =>
        Assert.Equal("zstd: the data is corrupt (Unknown frame descriptor)", Assert.Throws<InvalidDataException>(() => Decompress(Encoding.UTF8.GetBytes(text))).Message);

    [Fact]
    public void BytesBehindTheLastFrameAreFound() =>
        Assert.Throws<InvalidDataException>(() => Decompress([.. Compress("x"u8.ToArray()), .. "garbage"u8]));

    [Fact]
    public void RefusesALevelThatTheLibraryWouldReplace()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ZstdCompressStream(Stream.Null, 23));
        new ZstdCompressStream(Stream.Null, 22).Dispose();
    }

    [Fact]
    public void UnderstandsTheCommandLineAndIsUnderstoodByIt()
    {
        var bytes = Sample(5_000_000);
        File.WriteAllBytes(_folder["ours.zst"], Compress(bytes));
        RunZstd("-q", "-d", _folder["ours.zst"], "-o", _folder["theirs"]);
        Assert.Equal(bytes, File.ReadAllBytes(_folder["theirs"]));

        // A window of 2 GiB is announced for any input, also a short one
        RunZstd("-q", "--ultra", "-1", "--long=31", _folder["theirs"], "-o", _folder["long.zst"]);
        Assert.Equal(bytes, Decompress(File.ReadAllBytes(_folder["long.zst"])));
    }

    private static void RunZstd(params string[] arguments)
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, "zstd")).FirstOrDefault(File.Exists);
        if (path is null) Assert.Skip("the zstd command is absent");
        using var process = Process.Start(path, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    /// <summary>Bytes that neither repeat nor resist: words from a small list.</summary>
    private static byte[] Sample(int length)
    {
        var random = new Random(length);
        var text = new StringBuilder();
        while (text.Length < length) text.Append("prompt completion conversation token ledger ".Split(' ')[random.Next(5)]).Append(random.Next(1000)).Append(' ');
        return Encoding.ASCII.GetBytes(text.ToString(0, length));
    }

    private static byte[] Compress(byte[] bytes, int level = Zstd.DefaultLevel)
    {
        var target = new MemoryStream();
        using (var stream = new ZstdCompressStream(target, level)) stream.Write(bytes);
        return target.ToArray();
    }

    private static byte[] Decompress(byte[] file, int bytesPerRead = 10_000)
    {
        using var stream = new ZstdDecompressStream(new MemoryStream(file));
        var bytes = new MemoryStream();
        stream.CopyTo(bytes, bytesPerRead);
        return bytes.ToArray();
    }
}
