using Cuvee.Model;
using Cuvee.Normalize;

namespace Cuvee.Tests.Normalize;

public sealed class NormalizerTests
{
    private static readonly UnicodeNormalizer s_unicode = new();
    private static readonly TrimNormalizer s_trim = new();
    private static readonly NewlineNormalizer s_newlines = new();

    [Fact]
    public void RulesHaveTheirNames() =>
        Assert.Equal(["unicode", "trim", "newlines"], new INormalizer[] { s_unicode, s_trim, s_newlines }.Select(normalizer => normalizer.Rule));

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("café", "café", 0)]
    [InlineData("cafe\u0301", "café", 1)]
    [InlineData("cafe\u0301 and re\u0301sume\u0301", "café and résumé", 1)]
    [InlineData("\u212B", "Å", 1)]
    public void Unicode(string text, string expected, int changes) => AssertApplies(s_unicode, text, expected, changes);

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("a b", "a b", 0)]
    [InlineData(" a b", "a b", 1)]
    [InlineData("a b\u3000", "a b", 1)]
    [InlineData(" \n ", "", 1)]
    public void Trim(string text, string expected, int changes) => AssertApplies(s_trim, text, expected, changes);

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("a\nb", "a\nb", 0)]
    [InlineData("a\r\nb", "a\nb", 1)]
    [InlineData("a\rb", "a\nb", 1)]
    [InlineData("\r", "\n", 1)]
    [InlineData("\r\r\n\n\r", "\n\n\n\n", 3)]
    [InlineData("é\r\n水\r\n", "é\n水\n", 2)]
    public void Newlines(string text, string expected, int changes) => AssertApplies(s_newlines, text, expected, changes);

    [Fact]
    public void AbsentStaysAbsent()
    {
        foreach (var normalizer in new INormalizer[] { s_unicode, s_trim, s_newlines })
        {
            Assert.True(normalizer.Apply(default, out var changes).IsAbsent);
            Assert.Equal(0, changes);
        }
    }

    [Fact]
    public void AMegabyteOfLines()
    {
        var text = string.Concat(Enumerable.Repeat("ligne\r\n", 150_000));

        AssertApplies(s_newlines, text, text.Replace("\r", ""), 150_000);
    }

    private static void AssertApplies(INormalizer normalizer, string text, string expected, int changes)
    {
        Assert.Equal(Utf8.Of(expected), normalizer.Apply(Utf8.Of(text), out var counted));
        Assert.Equal(changes, counted);
        Assert.Equal(Utf8.Of(expected), normalizer.Apply(Utf8.Of(expected), out var countedAgain));
        Assert.Equal(0, countedAgain);
    }
}
