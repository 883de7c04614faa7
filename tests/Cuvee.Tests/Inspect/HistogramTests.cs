using Cuvee.Inspect;

namespace Cuvee.Tests.Inspect;

public sealed class HistogramTests
{
    [Fact]
    public void Nothing_has_no_length() => Assert.Null(new Histogram().Summary());

    [Fact]
    public void Small_numbers_are_exact() => Assert.Equal(new LengthSummary(0, 50, 50, 95, 100), Of(Enumerable.Range(0, 101).Select(value => (long)value)));

    [Theory]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(123_456_789)]
    [InlineData(long.MaxValue / 2)]
    public void One_number_is_itself(long value) => Assert.Equal(new LengthSummary(value, value, value, value, value), Of([value]));

    [Fact]
    public void Large_numbers_are_within_a_hundredth()
    {
        var random = new Random(7);
        var values = Enumerable.Range(0, 20_001).Select(_ => (long)Math.Exp(random.NextDouble() * 20)).Order().ToList();
        var summary = Of(values)!;
        Assert.Equal((values[0], values[^1], Math.Round(values.Average(), 1)), (summary.Min, summary.Max, summary.Mean));
        Assert.InRange((double)summary.Median / values[10_000], 0.992, 1);
        Assert.InRange((double)summary.P95 / values[19_000], 0.992, 1);
    }

    private static LengthSummary? Of(IEnumerable<long> values)
    {
        var histogram = new Histogram();
        foreach (var value in values) histogram.Add(value);
        return histogram.Summary();
    }
}
