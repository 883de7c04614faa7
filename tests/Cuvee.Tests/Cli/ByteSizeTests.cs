using Cuvee.Cli;

namespace Cuvee.Tests.Cli;

public sealed class ByteSizeTests
{
    [Theory]
    [InlineData("1", 1)]
    [InlineData("2GB", 2_000_000_000)]
    [InlineData("2GiB", 2_147_483_648)]
    [InlineData("512mib", 536_870_912)]
    [InlineData("1.5 kB", 1_500)]
    [InlineData("8M", 8_000_000)]
    [InlineData("9223372036854775807", long.MaxValue)]
    public void Reads(string text, long bytes) => Assert.Equal((true, bytes), (ByteSize.TryParse(text, out var read), read));

    [Theory]
    [InlineData("")]
    [InlineData("GB")]
    [InlineData("0")]
    [InlineData("-1GB")]
    [InlineData("0.5B")]
    [InlineData("2XB")]
    [InlineData("1e3")]
    [InlineData("9223372036854775808")]
    [InlineData("9223373TB")]
    [InlineData("２GB")]
    public void Refuses(string text) => Assert.False(ByteSize.TryParse(text, out _));

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1_000, "1.0 kB")]
    [InlineData(1_234_567, "1.2 MB")]
    [InlineData(1_000_000_000, "1.00 GB")]
    public void Speaks(double bytes, string words) => Assert.Equal(words, ByteSize.Words(bytes));
}
