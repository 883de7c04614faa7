using System.Buffers;
using System.Text;
using Cuvee.Model;
using Cuvee.Normalize;

namespace Cuvee.Tests.Normalize;

public sealed class NfcTests
{
    [Fact]
    public void EveryDecomposingCodePointAndItsDecomposition()
    {
        var seen = 0;
        foreach (var (text, decomposed, composed) in NfcVectors.Decompositions())
        {
            Assert.Equal(composed, Normalized(text));
            Assert.Equal(composed, Normalized(decomposed));
            Assert.Equal(text == composed, Nfc.IsNormalized(Encoding.UTF8.GetBytes(text)));
            Assert.Equal(decomposed == composed, Nfc.IsNormalized(Encoding.UTF8.GetBytes(decomposed)));
            seen++;
        }

        Assert.Equal(2061, seen);
    }

    [Fact]
    public void EveryScalarValue() => Assert.Equal(NfcVectors.Values("scalars").Single(), DigestOfNormalized(NfcVectors.Scalars()));

    [Fact]
    public void EveryHangulSyllableFromItsLetters()
    {
        var letters =
            from syllable in Enumerable.Range(0, 11172)
            let lead = (char)(0x1100 + (syllable / 588))
            let vowel = (char)(0x1161 + (syllable / 28 % 21))
            select syllable % 28 == 0 ? $"{lead}{vowel}" : $"{lead}{vowel}{(char)(0x11A7 + (syllable % 28))}";

        Assert.Equal(NfcVectors.Values("hangul").Single(), DigestOfNormalized(letters));
    }

    [Fact]
    public void EveryPairOfAFirstAndASecondPart()
    {
        var seconds = NfcVectors.CodePoints("seconds");
        var pairs = NfcVectors.CodePoints("firsts").SelectMany(first => seconds.Select(second => first + second));

        Assert.Equal(NfcVectors.Values("pairs").Single(), DigestOfNormalized(pairs));
    }

    [Fact]
    public void RandomTextsOfTrickyCodePoints()
    {
        var texts = NfcVectors.RandomTexts(20000).ToArray();

        Assert.Equal(NfcVectors.Values("random"), texts.Chunk(1000).Select(DigestOfNormalized));
    }

    [Fact]
    public void IsNormalizedSaysExactlyWhatNormalizeDoes()
    {
        var normalizedBefore = 0;
        foreach (var text in NfcVectors.RandomTexts(20000).Concat(NfcVectors.RandomTexts(20000).Select(text => text[..1])))
        {
            var before = Utf8.Of(text);
            var after = Nfc.Normalize(before);
            Assert.Equal(before == after, Nfc.IsNormalized(before.Span));
            Assert.True(Nfc.IsNormalized(after.Span));
            Assert.Equal(after, Nfc.Normalize(after));
            if (before == after) normalizedBefore++;
        }

        Assert.InRange(normalizedBefore, 1000, 39000);
    }

    [Theory]
    [InlineData("")]
    [InlineData("plain ASCII, 100 % of it\n")]
    [InlineData("déjà vu, naïve, Größe")]
    [InlineData("用水冲洗。")]
    [InlineData("पौधों को पानी दें")]
    [InlineData("x\u0301")]
    [InlineData("q\u0323\u0307")]
    [InlineData("😀 \uD834\uDD1E")]
    public void NormalTextIsReturnedAsItIs(string text)
    {
        var utf8 = Utf8.Of(text);
        var normalized = Nfc.Normalize(utf8);

        Assert.True(Nfc.IsNormalized(utf8.Span));
        Assert.True(normalized.Span == utf8.Span, "another copy was made");
    }

    [Theory]
    [InlineData("e\u0301", "é")]
    [InlineData("Ame\u0301lie et No\u0308el", "Amélie et Nöel")]
    [InlineData("q\u0307\u0323", "q\u0323\u0307")]
    [InlineData("a\u0323\u0302", "ậ")]
    [InlineData("a\u0302\u0323", "ậ")]
    [InlineData("\u212B", "Å")]
    [InlineData("\u0958", "\u0915\u093C")]
    [InlineData("\u1112\u1161\u11AB\u1100\u1173\u11AF", "한글")]
    [InlineData("\uAC00\u11A7", "\uAC00\u11A7")]
    [InlineData("\uF900", "豈")]
    [InlineData("中e\u0301", "中é")]
    [InlineData("\u0301e", "\u0301e")]
    public void ComposesAndOrders(string text, string expected) => Assert.Equal(expected, Normalized(text));

    // The text is looked at 32 bytes at a time: whatever stands at the seam.
    [Theory]
    [InlineData("e\u0301", "é")]
    [InlineData("\u05E9\u05C1\u05BC", "\u05E9\u05BC\u05C1")]
    [InlineData("a\u0323x\u0307", "ạẋ")]
    [InlineData("\u0915\u093C", "\u0915\u093C")]
    [InlineData("\u0958", "\u0915\u093C")]
    [InlineData("한\u0301글", "한\u0301글")]
    [InlineData("가\u11A8", "각")]
    [InlineData("😀\u0338\U0001D15E", "😀\u0338\U0001D157\U0001D165")]
    public void EveryPlaceInAVectorIsTheSame(string text, string expected)
    {
        foreach (var filler in new[] { "x", "é", "я", "\u064E\u0628", "中", "😀" })
        {
            for (var before = 0; before < 70; before++)
            {
                var prefix = string.Concat(Enumerable.Repeat(filler, before)) + "|";
                for (var after = 0; after < 40; after += 13)
                {
                    var suffix = new string('x', after);
                    Assert.Equal(prefix + expected + suffix, Normalized(prefix + text + suffix));
                    Assert.Equal(text == expected, Nfc.IsNormalized(Encoding.UTF8.GetBytes(prefix + text + suffix)));
                }
            }
        }
    }

    [Fact]
    public void AbsentStaysAbsent() => Assert.True(Nfc.Normalize(default(Utf8)).IsAbsent);

    [Fact]
    public void AppendsToWhatTheOutputHolds()
    {
        var output = new ArrayBufferWriter<byte>();
        output.Write("<"u8);
        Nfc.Normalize("e\u0301 and A\u030A"u8, output);

        Assert.Equal("<é and Å", Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Fact]
    public void MegabytesOfMarksTakeLinearTime()
    {
        var equal = "e" + new string('\u0301', 500_000);
        var mixed = "x" + string.Concat(Enumerable.Repeat("\u0301\u0323", 250_000));

        Assert.Equal("é" + new string('\u0301', 499_999), Normalized(equal));
        Assert.Equal("x" + new string('\u0323', 250_000) + new string('\u0301', 250_000), Normalized(mixed));
    }

    [Theory]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    public void RunsOfEveryLengthKeepTheOrderOfEqualMarks(int pairs)
    {
        var text = "x" + string.Concat(Enumerable.Range(0, pairs).Select(pair => pair % 2 == 0 ? "\u0301\u0323" : "\u0302\u0324"));
        var below = string.Concat(Enumerable.Range(0, pairs).Select(pair => pair % 2 == 0 ? "\u0323" : "\u0324"));
        var above = string.Concat(Enumerable.Range(0, pairs).Select(pair => pair % 2 == 0 ? "\u0301" : "\u0302"));

        Assert.Equal("x" + below + above, Normalized(text));
    }

    private static string Normalized(string text) => Nfc.Normalize(Utf8.Of(text)).ToString();

    private static string DigestOfNormalized(IEnumerable<string> texts) =>
        NfcVectors.Digest(texts.Select(text => Nfc.Normalize(Utf8.Of(text)).Span.ToArray()));
}
