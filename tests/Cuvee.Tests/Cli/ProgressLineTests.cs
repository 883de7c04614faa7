using Cuvee.Cli;

namespace Cuvee.Tests.Cli;

public sealed class ProgressLineTests
{
    private static readonly TimeSpan Ten = TimeSpan.FromSeconds(10);

    [Fact]
    public void ABarHasShareRateAndTimeLeft() =>
        Assert.Equal("read  ██████░░░░░░░░░░░░░░░░░░   25 %  2.5 MB/s  0:30 left", ProgressLine.Bar("read", 25_000_000, 100_000_000, "bytes", Ten, 80));

    [Fact]
    public void ThereIsNoRateBeforeHalfASecond()
    {
        Assert.Equal("read: 50 %", ProgressLine.Plain("read", 50, 100, "bytes", TimeSpan.FromSeconds(0.49)));
        Assert.Equal("read: 50 %, 100 B/s, 0:00 left", ProgressLine.Plain("read", 50, 100, "bytes", TimeSpan.FromSeconds(0.5)));
    }

    [Fact]
    public void AnUnknownTotalShowsTheAmount() =>
        Assert.Equal("gates  1,234 records  123 records/s", ProgressLine.Bar("gates", 1234, 0, "records", Ten, 80));

    [Fact]
    public void HoursAreShownAsSuch() =>
        Assert.Equal("read: 1 %, 1 records/s, 2:45:00 left", ProgressLine.Plain("read", 100, 10_000, "records", TimeSpan.FromSeconds(100)));

    [Fact]
    public void ANarrowScreenLosesTheBarFirst()
    {
        Assert.Equal("read   25 %  2.5 MB/s  0:30 left", ProgressLine.Bar("read", 25_000_000, 100_000_000, "bytes", Ten, 40));
        Assert.Equal("read   25", ProgressLine.Bar("read", 25_000_000, 100_000_000, "bytes", Ten, 9));
    }

    [Fact]
    public void MoreThanTheTotalIsAHundredPercent() =>
        Assert.Equal("read: 100 %, 20 B/s", ProgressLine.Plain("read", 200, 100, "bytes", Ten));
}
