using Cuvee.Report;

namespace Cuvee.Tests.Report;

public sealed class WordDiffTests
{
    [Theory]
    [InlineData("", "", "")]
    [InlineData("a b", " a\n b ", "=a b")]
    [InlineData("a b c", "a x c", "=a -b +x =c")]
    [InlineData("a b", "", "-a b")]
    [InlineData("", "語 größe", "+語 größe")]
    [InlineData("one two three four", "zero one three four five", "+zero =one -two =three four +five")]
    public void WordsOfOneAloneAreMarked(string first, string second, string expected) => Assert.Equal(expected, Text(first, second));

    [Fact]
    public void TooManyPairsCountAsDifferent()
    {
        var (left, right) = (string.Join(' ', Enumerable.Range(0, 5000).Select(i => $"l{i % 7}")), string.Join(' ', Enumerable.Range(0, 5000).Select(i => $"r{i % 7}")));
        Assert.Equal($"=a -{left} x {left} +{right} x {right} =z", Text($"a {left} x {left} z", $"a {right} x {right} z"));
    }

    private static string Text(string first, string second) => string.Join(' ', WordDiff.Of(first, second).Select(part => (part.Side switch
    {
        WordSide.First => "-",
        WordSide.Second => "+",
        _ => "=",
    }) + string.Join(' ', part.Words)));
}
