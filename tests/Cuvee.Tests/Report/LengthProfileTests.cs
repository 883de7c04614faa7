using Cuvee.Report;

namespace Cuvee.Tests.Report;

public sealed class LengthProfileTests
{
    [Fact]
    public void NoLinesHaveOneEmptyBin()
    {
        var profile = Of(("a", []));
        Assert.Equal((1, false), (profile.Step, profile.HasMore));
        Assert.Equal((0, 0, 0, 0, 0, 0), (profile.All.Lines, profile.All.Total, profile.All.Least, profile.All.Median, profile.All.Most95, profile.All.Most));
        Assert.Equal([0], profile.All.Bins);
        Assert.Empty(profile.Sources);
    }

    [Fact]
    public void NumbersAreThoseOfTheNearestRank()
    {
        var profile = Of(("b", [9, 1]), ("a", [3, 3, 2]));
        Assert.Equal((5, 18, 1, 3, 9, 9), (profile.All.Lines, profile.All.Total, profile.All.Least, profile.All.Median, profile.All.Most95, profile.All.Most));
        Assert.Equal(["a", "b"], profile.Sources.Select(source => source.Source));
        Assert.Equal([0, 0, 1, 2, 0, 0, 0, 0, 0, 0], profile.Sources[0].Part.Bins);
        Assert.Equal([0, 1, 0, 0, 0, 0, 0, 0, 0, 1], profile.Sources[1].Part.Bins);
    }

    [Theory]
    [InlineData(22, 1, 23)]
    [InlineData(23, 2, 12)]
    [InlineData(45, 2, 23)]
    [InlineData(46, 5, 10)]
    [InlineData(2_300, 200, 12)]
    public void TheStepIsTheSmallestRoundOneThatFits(long most, long step, int bins)
    {
        var profile = Of(("a", [0, most]));
        Assert.Equal((step, bins, false), (profile.Step, profile.All.Bins.Length, profile.HasMore));
    }

    [Fact]
    public void AFewLongOnesShareTheLastBin()
    {
        var profile = Of(("a", [.. Enumerable.Repeat(10L, 198), 1_000, 5_000]));
        Assert.Equal((1, 24, true), (profile.Step, profile.All.Bins.Length, profile.HasMore));
        Assert.Equal((198, 2), (profile.All.Bins[10], profile.All.Bins[23]));
    }

    [Theory]
    [InlineData(400, 20, 21, false)]
    [InlineData(401, 20, 21, false)]
    [InlineData(210_000, 20, 24, true)]
    public void OneThatIsFarLongerDoesNotPressTheOthersIntoOneBin(long most, long step, int bins, bool hasMore)
    {
        var profile = Of(("a", [.. Enumerable.Repeat(100L, 40), most]));
        Assert.Equal((step, bins, hasMore), (profile.Step, profile.All.Bins.Length, profile.HasMore));
    }

    private static LengthProfile Of(params (string Source, long[] Lengths)[] sources) => LengthProfile.Of(sources.ToDictionary(source => source.Source, source =>
    {
        var counts = new LengthCounts();
        foreach (var length in source.Lengths) counts.Add(length, 1);
        return counts;
    }));
}
