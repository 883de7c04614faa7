using System.IO.Compression;
using System.Text;
using Cuvee.Ingest;

namespace Cuvee.Tests.Ingest;

public sealed class GzipDecompressStreamTests
{
    private const string CutOff = "the gzip data is cut off; fetch the file again";

    [Fact]
    public void Members_follow_one_another_and_may_be_padded_with_zeros()
    {
        byte[] file = [.. Gzip("one "), .. Gzip(""), .. Gzip("two"), 0, 0, 0];
        Assert.Equal("one two", Encoding.UTF8.GetString(Decompress(new MemoryStream(file))));
        Assert.Equal("one two", Encoding.UTF8.GetString(Decompress(new TrickleStream(file))));
    }

    [Fact]
    public void A_header_with_every_optional_field_is_passed_over()
    {
        var plain = Gzip("text");
        byte[] file = [0x1F, 0x8B, 8, 0x1E, 0, 0, 0, 0, 0, 3, 2, 0, 9, 9, .. "name\0comment\0"u8, 1, 2, .. plain[10..]];
        Assert.Equal("text", Encoding.UTF8.GetString(Decompress(new MemoryStream(file))));
    }

    [Fact]
    public void Every_cut_is_found_except_between_members()
    {
        var first = Gzip(string.Concat(Enumerable.Range(0, 300)));
        byte[] file = [.. first, .. Gzip("two")];
        var readable = new List<int>();
        for (var length = 1; length < file.Length; length++)
        {
            try
            {
                Decompress(new MemoryStream(file[..length]));
                readable.Add(length);
            }
            catch (InvalidDataException)
            {
                // Expected everywhere else
            }
        }
        Assert.Equal([first.Length], readable);
        Assert.Equal(CutOff, Assert.Throws<InvalidDataException>(() => Decompress(new MemoryStream(first[..40]))).Message);
    }

    [Fact]
    public void Every_damaged_byte_of_the_data_and_the_trailer_is_found()
    {
        var file = Gzip(string.Concat(Enumerable.Range(0, 100)));
        for (var place = 10; place < file.Length; place++)
        {
            var damaged = file.ToArray();
            damaged[place] ^= 0x10;
            Assert.Throws<InvalidDataException>(() => Decompress(new MemoryStream(damaged)));
        }
    }

    [Fact]
    public void Bytes_after_the_end_are_an_error_with_their_offset()
    {
        var file = Gzip("one");
        var message = Assert.Throws<InvalidDataException>(() => Decompress(new MemoryStream([.. file, 0, .. "junk"u8]))).Message;
        Assert.Equal($"bytes that are no gzip data follow the end of the gzip data at offset {file.Length + 1}; remove them or fetch the file again", message);
    }

    [Fact]
    public void The_end_of_a_member_is_found_wherever_it_falls_in_the_buffers()
    {
        var random = new Random(7);
        for (var bytes = 32_000; bytes < 33_600; bytes += 7)
        {
            var noise = new byte[bytes];
            random.NextBytes(noise);
            var file = Gzip(noise);
            Assert.Equal([.. noise, .. noise], Decompress(new MemoryStream([.. file, .. file])));
            Assert.Throws<InvalidDataException>(() => Decompress(new MemoryStream([.. file, .. file[..^1]])));
        }
    }

    [Theory]
    [InlineData("", 0u)]
    [InlineData("123456789", 0xCBF43926u)]
    [InlineData("The quick brown fox jumps over the lazy dog", 0x414FA339u)]
    public void The_checksum_is_that_of_gzip(string text, uint expected) => Assert.Equal(expected, Crc32.Append(0, Encoding.ASCII.GetBytes(text)));

    internal static byte[] Gzip(string text) => Gzip(Encoding.UTF8.GetBytes(text));

    internal static byte[] Gzip(byte[] bytes)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(bytes);
        // .NET writes nothing at all for no data
        return bytes.Length > 0 ? compressed.ToArray() : [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    }

    private static byte[] Decompress(Stream file)
    {
        using var gzip = new GzipDecompressStream(file);
        var text = new MemoryStream();
        gzip.CopyTo(text);
        return text.ToArray();
    }
}
