using Cuvee.Recipes;

namespace Cuvee.Tests.Recipes;

public sealed class NumbersTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0.50", "-0.5")]
    [InlineData("+7", "7")]
    [InlineData("0.1000000000000000000000000001", null)]
    [InlineData("0.100000000000000000000000001", "0.100000000000000000000000001")]
    [InlineData("9999999999999999999999999999", "9999999999999999999999999999")]
    [InlineData("1e3", null)]
    [InlineData("1_000", null)]
    [InlineData(".5", null)]
    [InlineData("5.", null)]
    [InlineData("1.2.3", null)]
    [InlineData(" 1", null)]
    [InlineData("-", null)]
    [InlineData("", null)]
    [InlineData("٣", null)]
    public void DecimalsAreExact(string text, string? expected) =>
        Assert.Equal(expected, Numbers.TryDecimal(text, out var value) ? Numbers.Text(value) : null);

    [Theory]
    [InlineData("45%", "0.45")]
    [InlineData("0.45", "0.45")]
    [InlineData("33.333%", "0.33333")]
    [InlineData("%", null)]
    [InlineData("45 %", null)]
    public void SharesAreExact(string text, string? expected) =>
        Assert.Equal(expected, Numbers.TryShare(text, out var value) ? Numbers.Text(value) : null);

    [Theory]
    [InlineData("1GB", 1_000_000_000)]
    [InlineData("1GiB", 1_073_741_824)]
    [InlineData("500 MB", 500_000_000)]
    [InlineData("1.5KiB", 1536)]
    [InlineData("4096", 4096)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("9223372036854775808", 0)]
    [InlineData("9999999999999999TB", 0)]
    [InlineData("0.3B", 0)]
    [InlineData("1gb", 0)]
    [InlineData("0", 0)]
    [InlineData("-1MB", 0)]
    [InlineData("", 0)]
    public void SizesAreBytes(string text, long expected) => Assert.Equal(expected, Numbers.TrySize(text, out var bytes) ? bytes : 0);
}
