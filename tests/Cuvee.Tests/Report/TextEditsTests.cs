using Cuvee.Report;

namespace Cuvee.Tests.Report;

public sealed class TextEditsTests
{
    [Theory]
    [InlineData("", "", "")]
    [InlineData("same text", "same text", "")]
    [InlineData("  a b", "a b", "[  >]1")]
    [InlineData("a\r\nb\r\nc", "a\nb\nc", "[\r\n>\n]2")]
    [InlineData("cafe\u0301 cafe\u0301 x", "caf\u00E9 caf\u00E9 x", "[cafe\u0301>caf\u00E9]2")]
    [InlineData("one two three", "one three", "[two >]1")]
    [InlineData("", "new", "[>new]1")]
    public void EditsAreTheSmallestStretchesThatDiffer(string before, string after, string expected) =>
        Assert.Equal(expected, string.Concat(TextEdits.Of(before, after).Select(edit => $"[{edit.Before}>{edit.After}]{edit.Count}")));
}
