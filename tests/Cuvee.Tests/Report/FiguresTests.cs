using Cuvee.Report;

namespace Cuvee.Tests.Report;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(0, "0 bytes")]
    [InlineData(1, "1 byte")]
    [InlineData(999, "999 bytes")]
    [InlineData(1_000, "1 kB")]
    [InlineData(12_345, "12.3 kB")]
    [InlineData(652_000_000, "652 MB")]
    [InlineData(7_000_000_000_000_000, "7000 TB")]
    public void BytesHaveAUnit(long count, string text) => Assert.Equal(text, Figures.Bytes(count));

    [Theory]
    [InlineData(0, 0, "0.00 %")]
    [InlineData(0, 3, "< 0.01 %")]
    [InlineData(1, 3, "0.01 %")]
    [InlineData(10_000, 3, "100.00 %")]
    public void AShareOfSomethingIsNotNothing(int hundredths, long count, string text) => Assert.Equal(text, Figures.Share(hundredths / 100m, count));

    [Theory]
    [InlineData(0, "0 records")]
    [InlineData(1, "1 record")]
    [InlineData(1_000_000, "1,000,000 records")]
    public void OneIsNoPlural(long count, string text) => Assert.Equal(text, Figures.Counted(count, "record"));
}
