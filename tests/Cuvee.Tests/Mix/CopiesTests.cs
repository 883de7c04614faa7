using Cuvee.Mix;

namespace Cuvee.Tests.Mix;

public sealed class CopiesTests
{
    [Theory]
    [InlineData(0, 9, 0, new[] { 0, 0, 0, -1 })]
    [InlineData(2, 9, 2, new[] { 0, 1, 1, -1 })]
    [InlineData(3, 9, 3, new[] { 1, 1, 1, -1 })]
    [InlineData(7, 9, 7, new[] { 2, 2, 3, -1 })]
    [InlineData(7, 2, 6, new[] { 2, 2, 2, -1 })]
    [InlineData(6_000_000_000, int.MaxValue, 6_000_000_000, new[] { 2_000_000_000, 2_000_000_000, 2_000_000_000, -1 })]
    public void Are_given_in_whole_rounds_by_rank(long lines, int maxCopies, long given, int[] expected)
    {
        int[] copies = [-1, -1, -1, -1];
        Assert.Equal(given, Copies.Assign(lines, [2, 1, 0], maxCopies, copies));
        Assert.Equal(expected, copies);
    }

    [Fact]
    public void No_records_make_no_lines() => Assert.Equal(0, Copies.Assign(5, [], 3, []));
}
