using Cuvee.Filter;
using Cuvee.Model;
using Cuvee.Recipes;
using Cuvee.Tests.Support;
using Record = Cuvee.Model.Record;

namespace Cuvee.Tests.Filter;

public sealed class LengthFilterTests
{
    private static readonly Record Conversation = Sample.Of(
        Sample.System("sys"),
        Sample.User("  one \n two "),
        Sample.Assistant("früh"),
        Sample.Assistant("🍷x"),
        Sample.User("ok"));

    [Theory]
    [InlineData("conversation", "characters", 3 + 12 + 4 + 2 + 2)]
    [InlineData("conversation", "bytes", 3 + 12 + 5 + 5 + 2)]
    [InlineData("prompt", "characters", 12 + 4)]
    [InlineData("prompt", "bytes", 12 + 5)]
    [InlineData("answer", "characters", 2)]
    [InlineData("answer", "bytes", 5)]
    [InlineData("text", "characters", 22)] // "sys one two früh 🍷x ok"
    [InlineData("text", "bytes", 26)]
    public void MeasuresExactly(string of, string unit, long length)
    {
        Assert.Equal(Verdict.Keep, Judge(length, length));
        Assert.Equal(new Verdict("length_low", length, length + 1), Judge(length + 1, length + 1));
        Assert.Equal(new Verdict("length_high", length, length - 1), Judge(length - 1, length - 1));

        Verdict Judge(long min, long max) =>
            FilterCall.Parse($"length: {{ min: {min}, max: {max}, of: {of}, unit: {unit} }}").Filter.Judge(Conversation);
    }

    [Theory]
    [InlineData("conversation")]
    [InlineData("prompt")]
    [InlineData("answer")]
    [InlineData("text")]
    public void AnEmptyRecordHasLengthZero(string of)
    {
        Assert.Equal(new Verdict("length_low", 0, 1), new LengthFilter(1, null, InBytes: false, of).Judge(Sample.Of()));
        Assert.Equal(Verdict.Keep, new LengthFilter(0, 0, InBytes: false, of).Judge(Sample.Of(Sample.System(""), new Turn(Role.User, default))));
    }

    [Fact]
    public void ThePromptIsEverythingWhereNobodyAnswers() =>
        Assert.Equal(Verdict.Keep, new LengthFilter(3, 3, InBytes: false, "prompt").Judge(Sample.Of(Sample.System("no"), Sample.User("ab"), Sample.User("c"))));

    [Fact]
    public void CountsAMegabyteWithoutAllocating()
    {
        var record = Sample.Of(Sample.Assistant(string.Concat(Enumerable.Repeat("aé€🍷", 1 << 17))));
        var filter = new LengthFilter(1 << 19, 1 << 19, InBytes: false, "answer");
        Assert.Equal(Verdict.Keep, filter.Judge(record));
        Assert.Equal(0, Allocation.Least(() => filter.Judge(record)));
    }
}
