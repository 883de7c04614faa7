using Cuvee.Model;
using Cuvee.Recipes;

namespace Cuvee.Tests.Filter;

public sealed class TurnsFilterTests
{
    [Theory]
    [InlineData(0, "turns_low", 2)]
    [InlineData(1, "turns_low", 2)]
    [InlineData(2, null, double.NaN)]
    [InlineData(3, null, double.NaN)]
    [InlineData(4, "turns_high", 3)]
    public void CountsAllButSystem(int turnCount, string? reason, double threshold)
    {
        Turn[] turns = [Sample.System("s"), .. Enumerable.Repeat(new Turn(Role.Tool, Utf8.Empty), turnCount)];
        var expected = reason is null ? Verdict.Keep : new Verdict(reason, turnCount, threshold);
        Assert.Equal(expected, FilterCall.Parse("turns: { min: 2, max: 3 }").Filter.Judge(Sample.Of(turns)));
    }
}
