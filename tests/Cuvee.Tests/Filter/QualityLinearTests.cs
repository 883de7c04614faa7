using Cuvee.Filter;
using Cuvee.Inspect;
using Cuvee.Recipes;
using Cuvee.Tests.Support;
using Record = Cuvee.Model.Record;

namespace Cuvee.Tests.Filter;

/// <summary>Texts made to be slow: what looks at each place of them from each other place does not end.</summary>
public sealed class QualityLinearTests
{
    private const int Small = 1 << 12;
    private const int Large = 1 << 20;

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
    public void TheSameIsSaidOfAMegabyte(string unit) => HangGuard.Run(unit, () =>
    {
        var (small, large) = (RecordOf(unit, Small), RecordOf(unit, Large));
        foreach (var (name, filter) in Filters()) Assert.Equal((name, Reason(filter, small)), (name, Reason(filter, large)));
    });

    /// <summary>Why the filter drops the record, but for its number of words, which differs.</summary>
    private static string? Reason(IFilter filter, Record record) => filter.Judge(record).Reason is { } reason and not "words_high" ? reason : null;

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
}
