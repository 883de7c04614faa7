using System.Text;
using System.Text.RegularExpressions;
using Cuvee.Tokens;

namespace Cuvee.Tests.Tokens;

public sealed class WordPatternsTests
{
    // As the patterns are written by those who made them; only the contractions are spelled out, so that U+017F is no S
    private const string AnyCase = "'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD]";

    [Theory]
    [InlineData("cl100k", "I'll go", "I|'ll| go")]
    [InlineData("cl100k", "I'LL 'sup", "I|'LL| '|sup")]
    [InlineData("cl100k", "12345 6", "123|45| |6")]
    [InlineData("cl100k", "a\n\n b", "a|\n\n| b")]
    [InlineData("cl100k", "a  b", "a| | b")]
    [InlineData("cl100k", "a \n \n  b  ", "a| \n \n| | b|  ")]
    [InlineData("cl100k", "x!?\r\ny", "x|!?\r\n|y")]
    [InlineData("cl100k", "𝒜𝒷 𠀀x 𝟗𝟗𝟗𝟗", "𝒜𝒷| 𠀀x| |𝟗𝟗𝟗|𝟗")]
    [InlineData("gpt2", "I'll 'LL 12345", "I|'ll| '|LL| 12345")]
    [InlineData("gpt2", "a\n\n b", "a|\n\n| b")]
    [InlineData("gpt2", "a \u00A0b", "a| |\u00A0|b")]
    [InlineData("o200k", "HelloWorld ABCdef", "Hello|World| ABCdef")]
    [InlineData("o200k", "ABC'll I'LL", "ABC'll| I'LL")]
    [InlineData("o200k", "字A x", "字|A| x")]
    [InlineData("o200k", "\u0301A \u0301'sx", "\u0301|A| \u0301's|x")]
    [InlineData("o200k", "a!/\n/b", "a|!/\n/|b")]
    public void Texts_are_cut_where_the_pattern_cuts(string pattern, string text, string words) => Assert.Equal(words.Split('|'), Words(WordPatterns.Step(pattern, "test"), text));

    [Theory]
    [InlineData("cl100k", WordPatterns.Cl100k)]
    [InlineData("o200k", WordPatterns.O200k)]
    [InlineData("gpt2", WordPatterns.Gpt2)]
    public void Scanners_cut_as_the_regular_expressions_do(string name, string pattern)
    {
        var regex = new Regex(pattern.Replace("(?i:'s|'t|'re|'ve|'m|'ll|'d)", $"(?:{AnyCase})", StringComparison.Ordinal), RegexOptions.CultureInvariant);
        var random = new Random(11);
        for (var i = 0; i < 20_000; i++)
        {
            var text = RandomTexts.Next(random, 12);
            Assert.Equal(Words(next => new RegexStep(regex, keepsMatches: true, keepsGaps: true, next), text), Words(WordPatterns.Step(name, "test"), text));
        }
    }

    [Fact]
    public void Any_other_expression_is_a_regular_one_and_gaps_are_words() => Assert.Equal(["ab", "12", "é", "3", "😀"], Words(WordPatterns.Step("[0-9]+", "test"), "ab12é3😀"));

    private static List<string> Words(Func<PieceSink, PieceSink> step, string text)
    {
        var words = new Collector();
        var bytes = Encoding.UTF8.GetBytes("#" + text);
        if (bytes.Length > 1) step(words).Take(bytes, 1, bytes.Length);
        return words.Words;
    }

    private sealed class Collector : PieceSink
    {
        public List<string> Words { get; } = [];

        public override void Take(ReadOnlySpan<byte> text, int start, int end) => Words.Add(Encoding.UTF8.GetString(text[start..end]));
    }
}
