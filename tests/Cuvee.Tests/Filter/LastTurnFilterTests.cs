using Cuvee.Filter;
using Cuvee.Model;
using Cuvee.Recipes;

namespace Cuvee.Tests.Filter;

public sealed class LastTurnFilterTests
{
    [Theory]
    [InlineData("system", Role.System)]
    [InlineData("user", Role.User)]
    [InlineData("assistant", Role.Assistant)]
    [InlineData("tool", Role.Tool)]
    public void KeepsOnlyItsRole(string word, Role role)
    {
        var filter = FilterCall.Parse($"last_turn: {word}").Filter;
        Assert.Equal(new LastTurnFilter(role), filter);
        foreach (var last in Enum.GetValues<Role>())
        {
            var verdict = filter.Judge(Sample.Of(Sample.User("x"), new Turn(last, default)));
            Assert.Equal(last == role ? Verdict.Keep : new("last_turn"), verdict);
        }
    }

    [Fact]
    public void DropsARecordWithoutTurns() => Assert.Equal(new Verdict("last_turn"), new LastTurnFilter(Role.User).Judge(Sample.Of()));
}
