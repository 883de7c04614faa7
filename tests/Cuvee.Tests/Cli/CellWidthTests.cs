using Cuvee.Cli;

namespace Cuvee.Tests.Cli;

public sealed class CellWidthTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("abc", 3)]
    [InlineData("Straße", 6)]
    [InlineData("提交", 4)]
    [InlineData("한글", 4)]
    [InlineData("e\u0301", 1)]
    [InlineData("हिन्दी", 5)]
    [InlineData("😀", 2)]
    [InlineData("a\u200Bb", 2)]
    public void CountsColumns(string text, int columns) => Assert.Equal(columns, CellWidth.Of(text));

    [Theory]
    [InlineData("abcd", 4, "abcd")]
    [InlineData("abcde", 4, "abc…")]
    [InlineData("提交的英", 8, "提交的英")]
    [InlineData("提交的英文", 8, "提交的…")]
    [InlineData("😀😀", 3, "😀…")]
    [InlineData("abc", 1, "…")]
    public void CutsWhatDoesNotFit(string text, int width, string cut) => Assert.Equal(cut, CellWidth.Cut(text, width));
}
