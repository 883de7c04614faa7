using System.Text;
using Cuvee.Texts;
using Cuvee.Tests.Support;

namespace Cuvee.Tests.Texts;

public sealed class WordsTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData(" \t\r\n\u00A0\u3000", "")]
    [InlineData("The quick (“brown”) fox can't jump 32.3 feet, right?", "the|quick|brown|fox|can't|jump|32.3|feet|right")]
    [InlineData("don't 'quote' a.b.c a..b x:y 1:2 1,000;5 3.14. ___ _a_ a_1 U.S.A.", "don't|quote|a.b.c|a|b|x:y|1|2|1,000;5|3.14|_a_|a_1|u.s.a")]
    [InlineData("a.1 1.a _.a a1.b2 b.c1", "a|1|1|a|a|a1|b2|b.c1")]
    [InlineData("Übermäßig GROẞ e\u0301TE\u0301", "übermäßig|groß|e\u0301te\u0301")]
    [InlineData("שלום עולם مرحبا بالعالم", "שלום|עולם|مرحبا|بالعالم")]
    [InlineData("日本語のテキスト Abc", "日|本|語|の|テ|キ|ス|ト|abc")]
    [InlineData("สวัสดี ชาวโลก ๑๒๓", "ส|วั|ส|ดี|ช|า|ว|โ|ล|ก|๑๒๓")]
    [InlineData("ສະບາຍດີ ភាសា မြန်မာ", "ສ|ະ|ບ|າ|ຍ|ດີ|ភា|សា|မြ|န်|မာ")]
    [InlineData("word 👍🏽 🇩🇪 word", "word|word")]
    [InlineData("👍🏽 👨‍👩‍👧🇩🇪 !", "👍🏽|👨‍👩‍👧|🇩🇪|!")]
    [InlineData("!?\n*", "!|?|*")]
    [InlineData("___ \u3000", "___")]
    [InlineData("mixed текст 和 κείμενο with ’quotes’ l’été", "mixed|текст|和|κείμενο|with|quotes|l’été")]
    [InlineData("a\u0308.b x \u0301 y", "a\u0308.b|x|y")]
    public void Texts(string text, string words) => Assert.Equal(words.Length == 0 ? [] : words.Split('|').Select(HashOf), Of(text));

    [Fact]
    public void PiecesAreReadAsOneTextWithWhiteSpaceBetween()
    {
        Assert.Equal(Of("one\ntwo 3.\n14"), Of("one", "two 3.", "14"));
        Assert.Equal(Of("!?\n👍\n."), Of("!?", "👍", "."));
        Assert.Equal(Of("word"), Of("!?", "👍", "Word", "!"));
        Assert.Equal(Of("word more"), Of("", "!?", "\"Word\" more", "!"));
        Assert.Equal(2, Of("!", "?").Length);
    }

    [Fact]
    public void EveryLengthOfWordHasItsOwnHash()
    {
        var hashes = Enumerable.Range(1, 200).SelectMany(length => new[] { new string('a', length), new string('a', length - 1) + "b", "b" + new string('a', length) })
            .Distinct().Select(HashOf).ToArray();

        Assert.Equal(hashes.Length, hashes.Distinct().Count());
    }

    [Theory]
    [InlineData("aB1_ ", 60)]
    [InlineData("ab1_.':,; \n-", 150)]
    [InlineData("aA.'1", 70)]
    [InlineData("\0\u007F@[`{/:Zz09 ", 100)]
    public void FastPathEqualsGeneralRules(string alphabet, int maxLength)
    {
        var random = new Random(7);
        for (var round = 0; round < 3000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(maxLength)).Select(_ => alphabet[random.Next(alphabet.Length)]));
            var general = General(text);
            if (general.Length > 0) Assert.Equal(general, Of(text));
        }
    }

    [Fact]
    public void StretchesOfAsciiAndOthersEqualGeneralRules()
    {
        string[] parts = ["the ", "can't", " 3.14 ", ".", "'", " ", "\n", "é", " \u0301", "\u200D", "日本", "Ж", "_", "a long stretch of plain words that fills more than the look-ahead ", "🇩🇪", "א\"", ":"];
        var random = new Random(8);
        for (var round = 0; round < 3000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => parts[random.Next(parts.Length)]));
            var general = General(text);
            if (general.Length > 0) Assert.Equal(general, Of(text));
        }
    }

    [Theory]
    [InlineData("a", 1)]
    [InlineData("é", 1)]
    [InlineData("a ", 1 << 20)]
    [InlineData("a'", 1)]
    [InlineData("1,", 1)]
    [InlineData("é ", 1 << 20)]
    [InlineData("漢", 1 << 20)]
    [InlineData("e\u0301", 1)]
    [InlineData("!", 1 << 20)]
    [InlineData("!\u0301", 1 << 20)]
    public void LargeTexts(string part, int words)
    {
        var text = string.Concat(Enumerable.Repeat(part, 1 << 20));

        Assert.Equal(words, Of(text).Length);
    }

    [Fact]
    public void NoBufferIsMadeOnceAllHaveGrown()
    {
        var text = Encoding.UTF8.GetBytes("Some words, as can't be avoided; même avec accents. 日本語 " + new string('x', 5000));
        var words = new Words();
        var least = Allocation.Least(() =>
        {
            words.Clear();
            words.Add(text);
        });

        // The smallest buffer is larger than that
        Assert.InRange(least, 0, 4095);
    }

    private static ulong[] Of(params string[] pieces)
    {
        var words = new Words();
        foreach (var piece in pieces) words.Add(Encoding.UTF8.GetBytes(piece));
        return words.Hashes.ToArray();
    }

    private static ulong HashOf(string lowerCaseWord)
    {
        var bytes = Encoding.UTF8.GetBytes(lowerCaseWord);
        return WordHash.Of([.. bytes, .. new byte[WordHash.Slack]], bytes.Length);
    }

    private static ulong[] General(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var lower = new byte[WordSegments.LowerLengthFor(bytes.Length) + WordHash.Slack];
        var segments = new WordSegments(bytes, lower);
        var hashes = new List<ulong>();
        while (segments.Next())
        {
            if (segments.IsWord) hashes.Add(WordHash.Of(lower, segments.LowerLength));
        }

        return [.. hashes];
    }
}
