using System.Text;
using Cuvee.Model;
using Cuvee.Normalize;
using Cuvee.Normalize.Markup;
using Cuvee.Tests.Support;

namespace Cuvee.Tests.Normalize.Markup;

/// <summary>Malformed and giant texts: they end, in time and with a result linear in their length.</summary>
public sealed class MarkupLimitsTests
{
    private const string Prose = "<p>This answer is long enough to be taken for prose that somebody wrote in the editor of a forum.</p>";

    /// <summary>How many times as long the result may be: items inside one another are indented, and so is each line in them.</summary>
    private const int LargestGrowth = 8;

    /// <summary>What is repeated. A walk to the end for each of them would take hours.</summary>
    private static readonly string[] s_pieces =
    [
        "<", "&", "<p", "<p>", "</p>", "<!--", "<?xml", "<script>", "</script>", "<a href=\"", "<a b=\"<q b='\" ", "<a b='>", "<a b=\">\" ", "<ul><li>a", "<ol><li>", "<blockquote>a<br>",
        "<b>a", "<b><i>a</b>", "<a href='http://a.b'>a", "<table><tr><td>", "<td>a", "<table><td>a<br>", "<pre>", "<code>a</p>", "<pre>a</pre>", "`", "` ``", "~~~\n", "```\n", "\n> `", "&amp;", "amp;",
        "&#x", "&notin", "<h1>a", "1<sup>2</sup>", "<a =", "<o:p>", "<x>", "<svg>a</svg", " <br> ", "<img alt=a src='b'>", "<li value=5>a",
    ];

    [Theory]
    [InlineData(MarkupForm.Text)]
    [InlineData(MarkupForm.Markdown)]
    public void WhateverIsRepeatedIsReadInLinearTime(MarkupForm form)
    {
        foreach (var piece in s_pieces)
        {
            var text = Prose + Repeat(piece, (1 << 20) / piece.Length) + "\">'</a>" + Prose;
            HangGuard.Run(piece, () =>
            {
                Convert(text, form, keepsLines: false);
                new MarkupNormalizer(form).Apply(Utf8.Of(text), out _);
            });
        }
    }

    [Theory]
    [InlineData(MarkupForm.Text)]
    [InlineData(MarkupForm.Markdown)]
    public void TheResultIsLinearInTheText(MarkupForm form)
    {
        foreach (var piece in s_pieces) Check(piece, Prose + Repeat(piece, (1 << 16) / piece.Length) + "\">'</a>" + Prose);
        var link = $"{Prose}<a href='http://{Repeat("a", 20_000)}'>";
        foreach (var piece in new[] { "a<br>", "<p>a</p>", "<li>a", "<br><br>a", "<b>a</b><br>", "<table><tr><td>a</table>", "a\n", "<pre>a</pre>" }) Check($"a link around {piece}", link + Repeat(piece, 4_000) + "</a>");

        void Check(string what, string text)
        {
            foreach (var keepsLines in new[] { false, true })
            {
                var length = Convert(text, form, keepsLines);
                Assert.True(length <= LargestGrowth * text.Length, $"{what}: {text.Length} bytes became {length}");
            }
        }
    }

    [Fact]
    public void AHiddenElementWhoseEndTagsAreTornIsReadInLinearTime()
    {
        // At a megabyte a search to the end for each is still done in seconds
        var text = Encoding.UTF8.GetBytes("<script>" + Repeat("</script", 4 << 20));
        HangGuard.Run("</script", () =>
        {
            var tokens = new Tokenizer(text);
            var kinds = new List<TokenKind>();
            while (tokens.Read(out var token)) kinds.Add(token.Kind);
            Assert.Equal([TokenKind.Dropped, TokenKind.Text], kinds);
        });
    }

    [Theory]
    [InlineData("<")]
    [InlineData("&")]
    [InlineData("`")]
    [InlineData("<p")]
    [InlineData("&amp")]
    public void AMegabyteOfNothingStays(string piece)
    {
        var text = Repeat(piece, (1 << 20) / piece.Length);
        Assert.Equal(text, new MarkupNormalizer(MarkupForm.Text).Apply(Utf8.Of(text), out var changes).ToString());
        Assert.Equal(0, changes);
    }

    [Fact]
    public void AHundredThousandTagsInsideOneAnotherLeaveTheirWords()
    {
        var text = $"{Prose}{Repeat("<div><ul><li><blockquote><b>", 100_000)}deep{Repeat("</b></blockquote></li></ul></div>", 100_000)}{Prose}";
        var result = new MarkupNormalizer(MarkupForm.Markdown).Apply(Utf8.Of(text), out var changes).ToString();
        Assert.Equal(1, changes);
        var prose = Prose[3..^4];
        Assert.Equal($"{prose}\n\n{Repeat("- > ", 8)}**deep**\n\n{prose}", result);
    }

    /// <summary>Length of the result in bytes.</summary>
    private static int Convert(string text, MarkupForm form, bool keepsLines)
    {
        var output = new Cuvee.Json.ByteBuffer();
        MarkupConverter.Convert(Encoding.UTF8.GetBytes(text), output, form, keepsLines);
        return output.Length;
    }

    private static string Repeat(string piece, int count) => new StringBuilder().Insert(0, piece, count).ToString();
}
