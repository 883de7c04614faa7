using Cuvee.Model;
using Cuvee.Recipes;
using Cuvee.Tests.FastText;
using Cuvee.Tests.Filter;
using Record = Cuvee.Model.Record;

namespace Cuvee.Tests.Recipes;

/// <summary>Laws over the operator table: a new operator is covered unasked.</summary>
public sealed class OperatorsTests
{
    public static TheoryData<string> Names => [.. Operators.All.Select(entry => entry.Name)];

    public static TheoryData<string> Filters => [.. Operators.Filters.Select(entry => entry.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void IsDescribed(string name)
    {
        var entry = Operators.All.Single(entry => entry.Name == name);
        Assert.Matches("^[a-z]+(_[a-z]+)*$", name);
        Assert.True(entry.Version >= 1);
        Assert.EndsWith(".", entry.Summary);
        Assert.All(entry.Parameters, parameter => Assert.EndsWith(".", parameter.Summary));
        Assert.All(entry.Parameters, parameter => Assert.Matches("^[a-z]+(_[a-z]+)*$", parameter.Name));
        Assert.True(entry.Parameters.Count(parameter => parameter.IsMain) <= 1);
        Assert.Equal(entry.Kind == OperatorKind.Normalizer, entry.Reasons.IsEmpty);
        Assert.All(entry.Reasons, reason => Assert.Matches("^[a-z]+(_[a-z]+)*$", reason.Word));
        Assert.All(entry.Reasons, reason => Assert.NotEmpty(reason.Meaning));
    }

    [Fact]
    public void ReasonsAreUnique()
    {
        var words = Operators.All.SelectMany(entry => entry.Reasons).Select(reason => reason.Word).ToList();
        Assert.Equal(words.Distinct(), words);
    }

    [Theory]
    [MemberData(nameof(Filters))]
    public void ExampleParsesToItself(string name)
    {
        var filter = Operators.FindFilter(name)!;
        var call = FilterCall.Parse(filter.Example);
        Assert.Same(filter, call.Operator);
        Assert.Equal(call, FilterCall.Parse(filter.Example));
        Assert.StartsWith($"{name}@{filter.Version}(", call.ToString());
    }

    [Theory]
    [MemberData(nameof(Filters))]
    public void JudgesTheSameEveryTimeWithItsOwnReasons(string name)
    {
        var filter = Operators.FindFilter(name)!;
        var call = FilterCall.Parse(filter.Example);
        var own = Ready(call.Filter);
        var other = Ready(FilterCall.Parse(filter.Example).Filter);
        foreach (var record in Records())
        {
            var verdict = own.Judge(record);
            Assert.Equal(verdict, own.Judge(record));
            Assert.Equal(verdict, other.Judge(record));
            Assert.True(!verdict.Drops || filter.Reasons.Any(reason => reason.Word == verdict.Reason));
        }
    }

    /// <summary>A filter as a build has it: one that counts tokens gets its tokenizer there, one that judges by a model a model.</summary>
    private static Cuvee.Filter.IFilter Ready(Cuvee.Filter.IFilter filter) =>
        filter is Cuvee.Filter.TokensFilter tokens ? tokens with { Measure = Cuvee.Tokens.TokenMeasure.Load(tokens.Tokenizer!, "/") } : TinyModel.Give(filter);

    private static IEnumerable<Record> Records() =>
    [
        Sample.Of(),
        Sample.Of(Sample.User("größe 語"), Sample.Assistant("🍷")) with { Score = 0.1 },
        Sample.Of(Sample.User("x"), Sample.Assistant(new string('y', 1 << 20))) with { Score = 0.9 },
        Sample.Of(new Turn(Role.Tool, default, Utf8.Of("[{}]"))) with { Media = Utf8.Of("[\"a.png\"]") },
        Sample.With("quality_scores.overall_quality", FieldKind.Number, "2.5"),
    ];
}
