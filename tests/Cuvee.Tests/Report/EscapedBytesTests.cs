using Cuvee.Report;

namespace Cuvee.Tests.Report;

public sealed class EscapedBytesTests
{
    [Theory]
    [InlineData(new byte[0], "")]
    [InlineData(new byte[] { 0x61, 0xC3, 0xA9 }, "aé")]
    [InlineData(new byte[] { 0x63, 0xE9, 0x22 }, "c\\xE9\"")]
    [InlineData(new byte[] { 0xF0, 0x9F, 0x98 }, "\\xF0\\x9F\\x98")]
    public void BytesOfNoCharacterAreShown(byte[] bytes, string text) => Assert.Equal(text, EscapedBytes.Of(bytes));
}
