using System.Text;
using Cuvee.Model;
using Cuvee.Normalize;
using Cuvee.Normalize.Markup;
using Cuvee.Tests.Support;

namespace Cuvee.Tests.Normalize.Markup;

/// <summary>Malformed and giant texts: they end, in time linear in their length.</summary>
public sealed class MarkupLimitsTests
{
    private const string Prose = "<p>This answer is long enough to be taken for prose that somebody wrote in the editor of a forum.</p>";

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
                Convert(text, form);
                new MarkupNormalizer(form).Apply(Utf8.Of(text), out _);
            });
        }
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

    private static void Convert(string text, MarkupForm form) => MarkupConverter.Convert(Encoding.UTF8.GetBytes(text), new Cuvee.Json.ByteBuffer(), form, keepsLines: false);

    private static string Repeat(string piece, int count) => new StringBuilder().Insert(0, piece, count).ToString();
}
