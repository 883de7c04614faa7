using System.Text;
using Cuvee.Ingest;
using Cuvee.Model;

namespace Cuvee.Tests.Ingest;

public sealed class TextDecodingTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void UTF16_becomes_UTF8_in_both_orders(bool bigEndian)
    {
        // Long enough that surrogate pairs fall on every side of the buffers' ends.
        var text = "a" + string.Concat(Enumerable.Repeat("é漢😀z", 30_000));
        var encoding = new UnicodeEncoding(bigEndian, byteOrderMark: true);
        byte[] file = [.. encoding.GetPreamble(), .. encoding.GetBytes(text)];
        Assert.Equal((text, bigEndian ? "utf-16be" : "utf-16le"), Read(new MemoryStream(file)));
        Assert.Equal((text, bigEndian ? "utf-16be" : "utf-16le"), Read(new TrickleStream(file)));
    }

    [Theory]
    [InlineData(new byte[] { 0x61, 0, 0x3D, 0xD8, 0x62, 0 }, new byte[] { 0x61, 0xED, 0xA0, 0xBD, 0x62 })]
    [InlineData(new byte[] { 0x61, 0, 0x00, 0xDE, 0x62, 0 }, new byte[] { 0x61, 0xED, 0xB8, 0x80, 0x62 })]
    [InlineData(new byte[] { 0x61, 0, 0x3D, 0xD8 }, new byte[] { 0x61, 0xED, 0xA0, 0xBD })]
    [InlineData(new byte[] { 0x61, 0, 0x3D }, new byte[] { 0x61, 0xFF })]
    public void Broken_UTF16_becomes_broken_UTF8(byte[] utf16, byte[] expected) =>
        Assert.Equal(expected, ReadBytes(new MemoryStream([0xFF, 0xFE, .. utf16]), declared: null).Bytes);

    [Fact]
    public void A_byte_order_mark_is_not_part_of_the_text() => Assert.Equal(("é", "utf-8"), Read(new MemoryStream([0xEF, 0xBB, 0xBF, 0xC3, 0xA9]), "windows-1252"));

    [Theory]
    [InlineData("windows-1252", new byte[] { 0x80, 0xE9 }, "€é")]
    [InlineData("iso-8859-1", new byte[] { 0x80, 0xE9 }, "\u0080é")]
    [InlineData("Shift_JIS", new byte[] { 0x93, 0xFA, 0x96, 0x7B }, "日本")]
    [InlineData("gb18030", new byte[] { 0x94, 0x39, 0xDA, 0x33 }, "💩")]
    [InlineData("koi8-r", new byte[] { 0xF2 }, "Р")]
    [InlineData("UTF-16BE", new byte[] { 0, 0x61 }, "a")]
    [InlineData("utf-8", new byte[] { 0xC3, 0xA9 }, "é")]
    public void A_declared_encoding_is_used(string encoding, byte[] file, string expected) => Assert.Equal((expected, encoding.ToLowerInvariant()), Read(new MemoryStream(file), encoding));

    [Fact]
    public void A_long_text_in_a_declared_encoding()
    {
        var text = string.Concat(Enumerable.Repeat("日本a", 20_000));
        var file = CodePagesEncodingProvider.Instance.GetEncoding("shift_jis")!.GetBytes(text);
        Assert.Equal((text, "shift_jis"), Read(new TrickleStream(file), "shift_jis"));
    }

    [Theory]
    [InlineData("windows-1253", new byte[] { 0x61, 0xAA }, "a byte at offset 1 means nothing in windows-1253; declare the encoding that the file is written in")]
    [InlineData("us-ascii", new byte[] { 0x61, 0x90 }, "byte 0x90 at or after offset 0 means nothing in us-ascii; declare the encoding that the file is written in")]
    [InlineData("shift_jis", new byte[] { 0x61, 0xA0 }, "a byte at or after offset 0 means nothing in shift_jis; declare the encoding that the file is written in")]
    public void Undefined_bytes_are_an_error(string encoding, byte[] file, string expected) =>
        Assert.Equal(expected, Assert.Throws<InvalidDataException>(() => Read(new MemoryStream(file), encoding)).Message);

    [Fact]
    public void An_unknown_encoding_is_an_error() =>
        Assert.Equal(
            "encoding 'klingon': unknown; use an IANA name such as windows-1252, shift_jis or iso-8859-1",
            Assert.Throws<CuveeException>(() => Read(new MemoryStream([0x61]), "klingon")).Message);

    private static (string Text, string Encoding) Read(Stream file, string? declared = null)
    {
        var (bytes, encoding) = ReadBytes(file, declared);
        return (new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes), encoding);
    }

    private static (byte[] Bytes, string Encoding) ReadBytes(Stream file, string? declared)
    {
        var decoding = TextDecoding.Decode(new PeekStream(file), declared);
        var bytes = new MemoryStream();
        decoding.Stream.CopyTo(bytes);
        return (bytes.ToArray(), decoding.EncodingName);
    }
}
