using Cuvee.Filter;
using Cuvee.Model;

namespace Cuvee.Tests.Filter;

public sealed class HasAnswerFilterTests
{
    private static readonly Verdict Drop = new("no_answer");

    [Theory]
    [InlineData("yes", true)]
    [InlineData("é", true)]
    [InlineData("", false)]
    [InlineData(" \t\n\u00a0\u3000", false)]
    public void JudgesTheLastAssistantTurn(string text, bool keeps) =>
        Assert.Equal(keeps ? Verdict.Keep : Drop, Judge(Sample.Assistant("earlier"), Sample.User("x"), Sample.Assistant(text), Sample.User("bye")));

    [Fact]
    public void AToolCallIsAnAnswer()
    {
        Assert.Equal(Verdict.Keep, Judge(new Turn(Role.Assistant, default, Utf8.Of("[{}]"))));
        Assert.Equal(Drop, Judge(new Turn(Role.Assistant, default, Utf8.Of("[]"))));
    }

    [Fact]
    public void DropsWithoutAssistant()
    {
        Assert.Equal(Drop, Judge());
        Assert.Equal(Drop, Judge(Sample.User("x")));
    }

    [Fact]
    public void ReadsAMegabyteOfBlanks() => Assert.Equal(Drop, Judge(Sample.Assistant(new string(' ', 1 << 20))));

    private static Verdict Judge(params Turn[] turns) => new HasAnswerFilter().Judge(Sample.Of(turns));
}
