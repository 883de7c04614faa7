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

    [Theory]
    [InlineData("cl100k")]
    [InlineData("o200k")]
    [InlineData("gpt2")]
    [InlineData(@"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+")]
    public void Blocks_are_cut_as_words_one_by_one(string pattern)
    {
        var random = new Random(17);
        for (var i = 0; i < 5_000; i++)
        {
            var text = RandomTexts.NextAscii(random, random.Next(300));
            Assert.Equal(OneByOne(pattern, text), Words(WordPatterns.Step(pattern, "test"), text));
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

    /// <summary>The words of a text, each looked for by itself.</summary>
    private static List<string> OneByOne(string pattern, string text)
    {
        var scanner = WordPatterns.Scanner(pattern)!;
        var bytes = Encoding.UTF8.GetBytes(text);
        var words = new List<string>();
        for (int at = 0, end; at < bytes.Length; at = end)
        {
            end = scanner.Next(bytes, at);
            words.Add(Encoding.UTF8.GetString(bytes, at, end - at));
        }

        return words;
    }

    private sealed class Collector : PieceSink
    {
        public List<string> Words { get; } = [];

        public override void Take(ReadOnlySpan<byte> text, int start, int end) => Words.Add(Encoding.UTF8.GetString(text[start..end]));
    }
}
