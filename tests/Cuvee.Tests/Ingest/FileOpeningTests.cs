using System.Security.Cryptography;
using System.Text;
using Cuvee.Ingest;
using Cuvee.Model;

namespace Cuvee.Tests.Ingest;

public sealed class FileOpeningTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    internal static FileOpening Opening { get; } = new() { DecompressZstd = _ => throw new InvalidDataException("not zstd"), ReadParquet = (_, _) => [] };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Plain_text_is_read_and_hashed()
    {
        var bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":\"é\"}\n\n", 10_000)));
        using var file = Opening.Open(_folder.Write("a.jsonl", bytes), "data/a.jsonl");
        Assert.Throws<InvalidOperationException>(() => file.Digest);
        AssertFile(file, bytes, ContainerKind.JsonLines, Compression.None, "utf-8", 10_000);
    }

    [Fact]
    public void A_byte_order_mark_is_passed_over()
    {
        byte[] bytes = [0xEF, 0xBB, 0xBF, .. "{\"a\":1}\n"u8];
        using var file = Opening.Open(_folder.Write("a.jsonl", bytes), "a.jsonl");
        Assert.Equal([new Found("{\"a\":1}", 1, 0, 0)], file.Blocks().Found());
        Assert.Equal(DigestOf(bytes), file.Digest);
    }

    [Fact]
    public void Compression_is_known_by_content_and_the_stored_bytes_are_hashed()
    {
        var bytes = GzipDecompressStreamTests.Gzip("[{\"a\":1},\n{\"a\":2}]");
        using var file = Opening.Open(_folder.Write("a.json", bytes), "a.json");
        AssertFile(file, bytes, ContainerKind.JsonValues, Compression.Gzip, "utf-8", 2);
        using var plain = Opening.Open(_folder.Write("b.jsonl.gz", "{}\n"), "b.jsonl.gz");
        AssertFile(plain, "{}\n"u8.ToArray(), ContainerKind.JsonLines, Compression.None, "utf-8", 1);
    }

    [Fact]
    public void What_a_decompressor_leaves_behind_is_hashed_too()
    {
        byte[] bytes = [0x28, 0xB5, 0x2F, 0xFD, .. "anything"u8];
        var opening = new FileOpening { DecompressZstd = raw => new MemoryStream(Encoding.UTF8.GetBytes(raw.ReadByte() == 0x28 ? "{}\n{}\n" : "")), ReadParquet = (_, _) => [] };
        using var file = opening.Open(_folder.Write("a.jsonl.zst", bytes), "a.jsonl.zst");
        AssertFile(file, bytes, ContainerKind.JsonLines, Compression.Zstd, "utf-8", 2);
    }

    [Fact]
    public void Parquet_rows_come_from_the_reader_handed_in()
    {
        var bytes = "PAR1 columns PAR1"u8.ToArray();
        var opening = new FileOpening { DecompressZstd = raw => raw, ReadParquet = ReadRows };
        using var file = opening.Open(_folder.Write("a.parquet", bytes), "a.parquet");
        Assert.Equal([new Found("{\"r\":1}", 1, 0, -1), new Found("{\"r\":2}", 2, 0, -1)], file.Blocks().Found());
        Assert.Equal((ContainerKind.Parquet, DigestOf(bytes)), (file.Detection.Kind, file.Digest));

        IEnumerable<Block> ReadRows(string path, int blockBytes)
        {
            Assert.Equal(_folder["a.parquet"], path);
            var builder = new BlockBuilder(blockBytes);
            Assert.Null(builder.Add("{\"r\":1}"u8, 1, 0, -1));
            Assert.Null(builder.Add("{\"r\":2}"u8, 2, 0, -1));
            yield return builder.Finish()!;
            Assert.Null(builder.Finish());
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n \n")]
    public void An_empty_file_is_no_error(string text)
    {
        using var file = Opening.Open(_folder.Write("a.jsonl", text), "a.jsonl");
        Assert.True(file.IsEmpty);
        AssertFile(file, Encoding.UTF8.GetBytes(text), ContainerKind.Empty, Compression.None, "utf-8", 0);
    }

    [Fact]
    public void A_lone_surrogate_breaks_its_own_record_only()
    {
        byte[] bytes = [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("[1]\n"), 0x3D, 0xD8, .. Encoding.Unicode.GetBytes("\n[2]\n")];
        using var file = Opening.Open(_folder.Write("a.jsonl", bytes), "a.jsonl");
        Assert.Equal("utf-16le", file.EncodingName);
        Assert.Equal([new Found("[1]", 1, 0, 0), new Found("\u00ED\u00A0\u00BD", 2, 0, 4), new Found("[2]", 3, 0, 8)], new JsonLines().Split(Decoded(bytes)).Found());

        static Stream Decoded(byte[] bytes) => TextDecoding.Decode(new PeekStream(new MemoryStream(bytes)), declared: null).Stream;
    }

    public static TheoryData<byte[], string> Damaged => new()
    {
        { "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n"u8.ToArray(), "a git-LFS pointer, not the data; run 'git lfs pull'" },
        { "\n <!DOCTYPE HTML><title>404</title>"u8.ToArray(), "an HTML page, not the data; the download may need a login or another address" },
        { "<Html lang=en>"u8.ToArray(), "an HTML page, not the data; the download may need a login or another address" },
        { GzipDecompressStreamTests.Gzip("<html>"), "an HTML page, not the data; the download may need a login or another address" },
        { GzipDecompressStreamTests.Gzip("{}\n")[..^1], "the gzip data is cut off or corrupt; fetch the file again" },
        { GzipDecompressStreamTests.Gzip("{}\n")[..12], "the gzip data is cut off; fetch the file again" },
        { [0x1F, 0x8B], "the gzip data is cut off or corrupt; fetch the file again" },
        { GzipDecompressStreamTests.Gzip(GzipDecompressStreamTests.Gzip("{}\n")), "compressed twice; decompress it once" },
        { GzipDecompressStreamTests.Gzip("PAR1 PAR1"), "a Parquet file inside gzip; decompress it first, Parquet is compressed already" },
        { "PAR1 columns"u8.ToArray(), "the Parquet file is cut off; fetch the file again" },
        { "PAR1"u8.ToArray(), "the Parquet file is cut off; fetch the file again" },
        { "PK\u0003\u0004zip"u8.ToArray(), "a zip archive; unpack it first" },
        { "SQLite format 3\0"u8.ToArray(), "an SQLite database; export its table first" },
        { [0xFF, 0xFE, 0, 0, 0x61, 0, 0, 0], "UTF-32 text; convert it to UTF-8 first" },
        { Encoding.Unicode.GetBytes("{\"a\":1}\n"), "binary data or UTF-16 without a byte order mark; if it is text, declare 'encoding: utf-16le' or 'utf-16be'" },
        { RandomBytes(), "binary data, not text" },
        { [0x28, 0xB5, 0x2F, 0xFD, 0], "not zstd" },
    };

    [Theory]
    [MemberData(nameof(Damaged))]
    public void Damage_is_named(byte[] bytes, string expected)
    {
        var path = _folder.Write("x.jsonl", bytes);
        Assert.Equal("data/x.jsonl: " + expected, Assert.Throws<CuveeException>(() => Opening.Open(path, "data/x.jsonl")).Message);
        // The file is not left open
        File.Move(path, _folder["moved"]);
    }

    [Theory]
    [InlineData(1, 19, true)]
    [InlineData(1, 18, false)]
    public void One_control_character_in_twenty_is_text(int controls, int others, bool isText) =>
        Assert.Equal(isText ? null : "binary data, not text", Damage.OfText(Encoding.UTF8.GetBytes(new string('\u0001', controls) + new string('é', others / 2) + new string('x', others % 2))));

    [Fact]
    public void Damage_behind_the_beginning_is_found_while_reading()
    {
        var bytes = GzipDecompressStreamTests.Gzip(string.Concat(Enumerable.Range(0, 60_000).Select(number => $"{{\"n\":{number}}}\n")));
        using var file = Opening.Open(_folder.Write("x.jsonl.gz", bytes[..^100]), "data/x.jsonl.gz");
        var records = 0;
        var exception = Assert.Throws<CuveeException>(() =>
        {
            foreach (var block in file.Blocks()) records += Splitting.Count([block]);
        });
        Assert.Equal("data/x.jsonl.gz: the gzip data is cut off; fetch the file again", exception.Message);
        Assert.InRange(records, 50_000, 59_999);
    }

    [Fact]
    public void Files_that_cannot_be_opened()
    {
        _folder.Write("sub/a.jsonl");
        _folder.Link("dangling.jsonl", "nowhere");
        Assert.Equal("sub: a folder, not a file; name its files, as in 'sub/*.jsonl'", Message("sub"));
        Assert.Equal("no.jsonl: no such file; check the path, or where the link points", Message("no.jsonl"));
        Assert.Equal("no/no.jsonl: no such file; check the path, or where the link points", Message("no/no.jsonl"));
        Assert.Equal("dangling.jsonl: no such file; check the path, or where the link points", Message("dangling.jsonl"));

        string Message(string file) => Assert.Throws<CuveeException>(() => Opening.Open(_folder[file], file)).Message;
    }

    [Fact]
    public void A_file_without_permission()
    {
        var path = _folder.Write("a.jsonl");
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess) Assert.Skip("A privileged user may read every file");
        else File.SetUnixFileMode(path, UnixFileMode.None);
        Assert.Equal("a.jsonl: may not be read; change its permissions", Assert.Throws<CuveeException>(() => Opening.Open(path, "a.jsonl")).Message);
    }

    private static byte[] RandomBytes()
    {
        var bytes = new byte[10_000];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    private static InputDigest DigestOf(byte[] bytes) => new(bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)));

    private static void AssertFile(InputFile file, byte[] bytes, ContainerKind kind, Compression compression, string encoding, int items)
    {
        Assert.Equal((kind, compression, encoding), (file.Detection.Kind, file.Compression, file.EncodingName));
        Assert.Equal(items, Splitting.Count(file.Blocks(16)));
        Assert.Equal(DigestOf(bytes), file.Digest);
    }
}
