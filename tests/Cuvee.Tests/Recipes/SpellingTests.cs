using Cuvee.Recipes;

namespace Cuvee.Tests.Recipes;

public sealed class SpellingTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("form", "from", 1)]
    [InlineData("tokns", "tokens", 1)]
    [InlineData("größe", "grösse", 2)]
    public void CountsEdits(string left, string right, int distance)
    {
        Assert.Equal(distance, Spelling.Distance(left, right));
        Assert.Equal(distance, Spelling.Distance(right, left));
    }

    [Theory]
    [InlineData("tokns", "; did you mean 'tokens'?")]
    [InlineData("TURNS", "; did you mean 'turns'?")]
    [InlineData("banana", "; known are tokens, turns")]
    public void GuessesOnlyWhatIsClose(string word, string advice) => Assert.Equal(advice, Spelling.Advice(word, ["tokens", "turns"]));
}
