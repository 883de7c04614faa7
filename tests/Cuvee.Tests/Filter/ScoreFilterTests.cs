using Cuvee.Model;
using Cuvee.Recipes;

namespace Cuvee.Tests.Filter;

public sealed class ScoreFilterTests
{
    [Theory]
    [InlineData(0.3, null)]
    [InlineData(0.29999, "score_low")]
    [InlineData(0.9, null)]
    [InlineData(0.90001, "score_high")]
    [InlineData(double.NaN, "score_missing")]
    public void JudgesOnEachSide(double score, string? reason)
    {
        var verdict = FilterCall.Parse("score: { min: 0.3, max: 0.9 }").Filter.Judge(Sample.Of() with { Score = score });
        Assert.Equal(reason, verdict.Reason);
    }

    [Fact]
    public void TellsWhatItMeasured() =>
        Assert.Equal(new Verdict("score_low", 0.25, 0.5), FilterCall.Parse("score: { min: 0.5 }").Filter.Judge(Sample.Of() with { Score = 0.25 }));

    [Fact]
    public void KeepsMissingWhenTold() => Assert.Equal(Verdict.Keep, FilterCall.Parse("score: { min: 0.5, missing: keep }").Filter.Judge(Sample.Of()));
}
