using Cuvee.Filter;
using Cuvee.Model;
using Record = Cuvee.Model.Record;

namespace Cuvee.Tests.Filter;

public sealed class NoToolsFilterTests
{
    private static readonly Verdict Drop = new("tools");

    public static TheoryData<string> Fields => ["tools", "functions", "tool_calls", "function_call"];

    [Fact]
    public void KeepsPlainAndEmpty()
    {
        Assert.Equal(Verdict.Keep, Judge(Sample.Of()));
        Assert.Equal(Verdict.Keep, Judge(Sample.Of(Sample.User("what is a tool? 🔧"), Sample.Assistant("a thing"))));
        Assert.Equal(Verdict.Keep, Judge(Sample.Of(Sample.Assistant("x") with { ToolCalls = Utf8.Of("[]") }) with { Tools = Utf8.Of("[ ]") }));
    }

    [Fact]
    public void DropsToolCalls() => Assert.Equal(Drop, Judge(Sample.Of(Sample.Assistant("") with { ToolCalls = Utf8.Of("[{\"id\":1}]") })));

    [Fact]
    public void DropsToolTurns() => Assert.Equal(Drop, Judge(Sample.Of(Sample.User("x"), new Turn(Role.Tool, Utf8.Of("42")))));

    [Fact]
    public void DropsToolsOfTheRejectedAnswer() => Assert.Equal(Drop, Judge(Sample.Of() with { Rejected = [Sample.Assistant("") with { ToolCalls = Utf8.Of("[{}]") }] }));

    [Fact]
    public void DropsDefinitions() => Assert.Equal(Drop, Judge(Sample.Of() with { Tools = Utf8.Of("[{\"name\":\"f\"}]") }));

    [Theory]
    [MemberData(nameof(Fields))]
    public void LooksAtTheRawRecord(string path)
    {
        Assert.Equal(Drop, Judge(Sample.With(path, FieldKind.Array, "[{\"name\":\"f\"}]")));
        Assert.Equal(Drop, Judge(Sample.With(path, FieldKind.Text, "[{\"name\":\"f\"}]")));
        Assert.Equal(Verdict.Keep, Judge(Sample.With(path, FieldKind.Array, "[]")));
        Assert.Equal(Verdict.Keep, Judge(Sample.With(path, FieldKind.Text, " [ ] ")));
        Assert.Equal(Verdict.Keep, Judge(Sample.With(path, FieldKind.Text, "")));
        Assert.Equal(Verdict.Keep, Judge(Sample.With(path, FieldKind.Null)));
    }

    private static Verdict Judge(Record record) => new NoToolsFilter().Judge(record);
}
