using System.Buffers;
using System.Text;
using Cuvee.Model;
using Cuvee.Normalize;

namespace Cuvee.Tests.Normalize;

public sealed class WhiteSpaceTests
{
    private const string EveryWhiteSpace =
        "\t\n\v\f\r \u0085\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000";

    [Fact]
    public void TrimsExactlyTheWhiteSpaceOfUnicode()
    {
        var trimmed = NfcVectors.Scalars().Where(scalar => WhiteSpace.Trim(Encoding.UTF8.GetBytes(scalar + "x" + scalar)).SequenceEqual("x"u8));

        Assert.Equal(EveryWhiteSpace, string.Concat(trimmed));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData(" ", "")]
    [InlineData(EveryWhiteSpace, "")]
    [InlineData("a", "a")]
    [InlineData(" a  b\n", "a  b")]
    [InlineData("\u3000水\u00A0", "水")]
    [InlineData("\u200B a \u200B", "\u200B a \u200B")]
    [InlineData(EveryWhiteSpace + "é" + EveryWhiteSpace, "é")]
    [InlineData("à \u2028…", "à \u2028…")]
    public void Trims(string text, string expected)
    {
        Assert.Equal(expected, Encoding.UTF8.GetString(WhiteSpace.Trim(Encoding.UTF8.GetBytes(text))));
        Assert.Equal(Utf8.Of(expected), WhiteSpace.Trim(Utf8.Of(text)));
    }

    [Fact]
    public void TrimmingASliceKeepsToTheSlice()
    {
        var slice = Utf8.Of("a  b  c").Slice(1, 5);

        Assert.Equal(Utf8.Of("b"), WhiteSpace.Trim(slice));
        Assert.True(WhiteSpace.Trim(default(Utf8)).IsAbsent);
        Assert.False(WhiteSpace.Trim(Utf8.Of("  ")).IsAbsent);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData(EveryWhiteSpace, "")]
    [InlineData("one", "one")]
    [InlineData("  one two\r\n\r\nthree\t", "one two three")]
    [InlineData("a" + EveryWhiteSpace + "b" + EveryWhiteSpace, "a b")]
    [InlineData("日本 語、\u3000ですね é\u00A0à\u200Bâ", "日本 語、 ですね é à\u200Bâ")]
    public void Collapses(string text, string expected)
    {
        var output = new ArrayBufferWriter<byte>();
        WhiteSpace.Collapse(Encoding.UTF8.GetBytes(text), output);

        Assert.Equal(expected, Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Fact]
    public void CollapsesAMegabyte()
    {
        var output = new ArrayBufferWriter<byte>();
        WhiteSpace.Collapse(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("été \u2003\n", 100_000))), output);

        Assert.Equal(string.Join(' ', Enumerable.Repeat("été", 100_000)), Encoding.UTF8.GetString(output.WrittenSpan));
    }
}
