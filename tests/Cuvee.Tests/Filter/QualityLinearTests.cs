using System.Diagnostics;
using Cuvee.Filter;
using Cuvee.Inspect;
using Cuvee.Recipes;
using Record = Cuvee.Model.Record;

namespace Cuvee.Tests.Filter;

/// <summary>Texts made to be slow: four times the size may take four times the time, not sixteen times.</summary>
public sealed class QualityLinearTests
{
    private const int Small = 1 << 18;
    private const int Large = 1 << 20;

    // Linear is 4, quadratic is 16; between them is room for a busy machine
    private const double MostRatio = 9;

    [Theory]
    [InlineData("[")]
    [InlineData("<|")]
    [InlineData("<s>")]
    [InlineData("{{")]
    [InlineData("`")]
    [InlineData("```\n")]
    [InlineData("\n")]
    [InlineData("(")]
    [InlineData("l")]
    [InlineData("#")]
    [InlineData("a ")]
    [InlineData("i ")]
    [InlineData("i cannot ")]
    [InlineData("as an ai ")]
    [InlineData("[your ")]
    [InlineData("lorem ")]
    [InlineData("...")]
    [InlineData("是")]
    [InlineData("e\u0301")]
    public void TimeGrowsWithTheSize(string unit)
    {
        var small = RecordOf(unit, Small);
        var large = RecordOf(unit, Large);
        foreach (var (name, filter) in Filters())
        {
            var ratio = Ratio(filter, small, large);
            Assert.True(ratio < MostRatio, $"{name} takes {ratio:0.0} times as long for four times '{unit}'");
        }
    }

    private static IEnumerable<(string Name, IFilter Filter)> Filters() =>
    [
        .. QualityMeasures.Filters.Select(entry => (entry.Name, (IFilter)entry.Filter)),
        ("wordlist", FilterCall.Parse("{ wordlist: { words: [a a a a a a a b, i i i i i i i b, 是是是是是不] } }").Filter),
        ("placeholder everywhere", FilterCall.Parse("{ placeholder: { on: conversation, allow_in_code: true } }").Filter),
        ("special_tokens outside code", FilterCall.Parse("{ special_tokens: { allow_in_code: true } }").Filter),
    ];

    private static Record RecordOf(string unit, int length)
    {
        var text = string.Concat(Enumerable.Repeat(unit, length / unit.Length));
        return Sample.Of(Sample.User(text), Sample.Assistant(text + "x"));
    }

    /// <summary>How many times as long the large text takes, by the fastest runs: the others were interrupted, or ran before the code was compiled.</summary>
    private static double Ratio(IFilter filter, Record small, Record large)
    {
        var (smallest, largest, ratio) = (double.MaxValue, double.MaxValue, double.MaxValue);
        for (var run = 0; run < 8 && ratio >= MostRatio; run++)
        {
            smallest = Math.Min(smallest, Milliseconds(filter, small));
            largest = Math.Min(largest, Milliseconds(filter, large));
            ratio = largest / Math.Max(smallest, 1);
        }

        return ratio;
    }

    private static double Milliseconds(IFilter filter, Record record)
    {
        var start = Stopwatch.GetTimestamp();
        filter.Judge(record);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
