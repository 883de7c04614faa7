using System.Text;
using Cuvee.Json;
using Cuvee.Normalize.Markup;

namespace Cuvee.Tests.Normalize.Markup;

public sealed class MarkupConverterTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("plain", "plain")]
    [InlineData("<p>One.</p><p>Two.</p>", "One.\n\nTwo.")]
    [InlineData("<p>One.<p>Two.", "One.\n\nTwo.")]
    [InlineData("<div>One.</div><div>Two.</div>", "One.\nTwo.")]
    [InlineData("a<br>b<br/><br />c<br><br><br><br>d", "a\nb\n\nc\n\nd")]
    [InlineData("  a \n b\u00A0&nbsp; c  ", "a b c")]
    [InlineData("<p> </p><p>&nbsp;</p><p>a</p><p></p>", "a")]
    [InlineData("<ul><li>a</li><li>b</li></ul>", "- a\n- b")]
    [InlineData("x<ul><li>a<li>b<ul><li>c</ul><li>d</ul>y", "x\n\n- a\n- b\n  - c\n- d\n\ny")]
    [InlineData("<ol><li>a</li><li>b<ol><li>c</li></ol></li></ol>", "1. a\n2. b\n   1. c")]
    [InlineData("<ol start=9><li>a<li>b<br>c<li value='20'>d</ol>", "9. a\n10. b\n    c\n20. d")]
    [InlineData("<ul><li><p>a</p><p>b</p></li><li></li><li>c</li></ul>", "- a\n\n  b\n\n- c")]
    [InlineData("<li>a", "- a")]
    [InlineData("<dl><dt>a</dt><dd>b</dd></dl>", "a\nb")]
    [InlineData("<blockquote><p>a</p><p>b</p></blockquote>c", "> a\n>\n> b\n\nc")]
    [InlineData("<blockquote>a<blockquote>b</blockquote></blockquote>", "> a\n>\n> > b")]
    [InlineData("<ul><li>a<blockquote>b<br>c</blockquote></li></ul>", "- a\n\n  > b\n  > c")]
    [InlineData("<hr>a<hr>b", "---\n\na\n\n---\n\nb")]
    [InlineData("a<!-- b -->c<script>d</script>e<style>f</style>g<title>h</title>i<svg><path/></svg>", "acegi")]
    [InlineData("<!DOCTYPE html><?xml:namespace prefix = o ns = \"x\" /><html><body>a<o:p></o:p></body></html>", "a")]
    [InlineData("<script>a", "a")]
    [InlineData("a <!-- b", "a <!-- b")]
    [InlineData("a < b > c <3 <= d <", "a < b > c <3 <= d <")]
    [InlineData("List<string> and <image> stay", "List<string> and <image> stay")]
    [InlineData("if a <b and c> d", "if a <b and c> d")]
    [InlineData("<p title=\"a > b\">c", "c")]
    [InlineData("</b>a</p></ul></table>", "a")]
    [InlineData("```\n<b>&amp;</b>\n```", "```\n<b>&amp;</b>\n```")]
    [InlineData("Use `<b>&amp;` now", "Use `<b>&amp;` now")]
    [InlineData("&eacute;&#233;&#xE9;&#128;&NotEqualTilde;&CounterClockwiseContourIntegral;", "ééé€≂̸∳")]
    [InlineData("&copy 1 &copy=2 &copyx &unknown; &#0; &#8; &; &", "© 1 &copy=2 &copyx &unknown; &#0; &#8; &; &")]
    [InlineData("&#xD800;&#x110000;&#99999999999999;", "���")]
    [InlineData("10<sup>6</sup>, x<sup>-2</sup>, 1<sup>st</sup>, H<sub>2</sub>O, word<sup>3</sup>", "10^6, x^-2, 1st, H2O, word3")]
    [InlineData("<a>a</a> <a href='#x'>b</a> <a href='javascript:x()'>c</a> <a href='data:text/html,x'>d</a>", "a b c d")]
    [InlineData("<img src='data:image/png;base64,AAAA'>a<img alt='' src='data:x'>", "a")]
    [InlineData("<img src='data:image/png;base64,AAAA' alt='a tree'>", "a tree")]
    public void BothForms(string html, string expected)
    {
        Assert.Equal(expected, Converted(html, MarkupForm.Text));
        Assert.Equal(expected, Converted(html, MarkupForm.Markdown));
    }

    [Theory]
    [InlineData("<h1>a</h1><h6>b <i>c</i></h6>d", "a\n\nb c\n\nd", "# a\n\n###### b *c*\n\nd")]
    [InlineData("<h2>a<br>b</h2>", "a\nb", "## a b")]
    [InlineData("<h2></h2>a", "a", "a")]
    [InlineData("<b>a</b> <strong> b </strong>c<i></i><em>d</em><s>e</s><u>f</u>", "a b cdef", "**a** **b** c*d*~~e~~f")]
    [InlineData("<b>a<i>b</b>c</i>", "abc", "**a*b***c")]
    [InlineData("<b>a<p>b</b>c", "a\n\nbc", "**a**\n\n**b**c")]
    [InlineData("<b><strong>a</strong></b>", "a", "**a**")]
    [InlineData("<a href='https://a.b/c?d=1&amp;e=2'>f</a>", "f (https://a.b/c?d=1&e=2)", "[f](https://a.b/c?d=1&e=2)")]
    [InlineData("<a href='https://a.b/'>a.b</a>", "a.b", "[a.b](https://a.b/)")]
    [InlineData("<a href='https://a.b/c (d)'> x </a>y", "x (https://a.b/c%20%28d%29) y", "[x](https://a.b/c%20%28d%29) y")]
    [InlineData("<a href='mailto:a@b.c'>mail</a> <a href='/d'>e</a>", "mail (a@b.c) e", "[mail](mailto:a@b.c) [e](/d)")]
    [InlineData("<a href='http://a.b'></a>c", "c", "c")]
    [InlineData("<a href=\"x>a</a> b", "a b", "[a](x) b")]
    [InlineData("<a href='http://a.b'>c<br>d</a>", "c\nd (http://a.b)", "[c\nd](http://a.b)")]
    [InlineData("<a href='http://a.b'>c<br><br>d</a>", "c (http://a.b)\n\nd", "[c](http://a.b)\n\nd")]
    [InlineData("<a href='http://a.b'><p>c</p><p>d</p></a>", "c (http://a.b)\n\nd", "[c](http://a.b)\n\nd")]
    [InlineData("<a href='http://a.b'><br>c", "c (http://a.b)", "[c](http://a.b)")]
    [InlineData("<a href='http://a.b'>a.b<br>c</a>", "a.b\nc", "[a.b\nc](http://a.b)")]
    [InlineData("<a href='http://a.b'><b>c<br>d</b></a>", "c\nd (http://a.b)", "[**c**\n**d**](http://a.b)")]
    [InlineData("<b>c <a href='http://a.b'>d<br>e</a><br>f</b>", "c d\ne (http://a.b)\nf", "**c [d\ne](http://a.b)**\n**f**")]
    [InlineData("<p>c <a href='http://a.b'>d</p><p>e</p><p><a href='http://f.g'>h</a></p>", "c d (http://a.b)\n\ne\n\nh (http://f.g)", "c [d](http://a.b)\n\ne\n\n[h](http://f.g)")]
    [InlineData("<a href='http://a.b'>c <a href='http://d.e'>f</a> g</a>", "c (http://a.b) f (http://d.e) g", "[c](http://a.b) [f](http://d.e) g")]
    [InlineData("<a href='http://a.b'>c <a name='d'>e</a>", "c (http://a.b) e", "[c](http://a.b) e")]
    [InlineData("<img src='http://a.b/c.png' alt='a &amp;\n b'>", "a & b", "![a & b](http://a.b/c.png)")]
    [InlineData("<code>a  b</code>", "a  b", "`a  b`")]
    [InlineData("<code>&lt;b&gt;</code> <code>a`b</code>", "`<b>` a`b", "`<b>` ``a`b``")]
    [InlineData("<pre>\n  a\n\n   b\n</pre>c", "  a\n\n   b\n\nc", "```\n  a\n\n   b\n```\n\nc")]
    [InlineData("<pre><code class='lang-c'>a &lt; <span>b</span></code></pre>", "a < b", "```c\na < b\n```")]
    [InlineData("<pre>&lt;p&gt;</pre>", "```\n<p>\n```", "```\n<p>\n```")]
    [InlineData("<pre>a\n```\nb</pre>", "a\n```\nb", "````\na\n```\nb\n````")]
    [InlineData("<ul><li>a<pre>b\nc</pre></li></ul>", "- a\n\n  b\n  c", "- a\n\n  ```\n  b\n  c\n  ```")]
    [InlineData("<p>a <code>b<p>c", "a b\n\nc", "a `b`\n\nc")]
    [InlineData("x<table><tr><th>a<th>b|c<tr><td>1<td><p>2</p><p>3</p><tr><td><td>4</table>y", "x\n\na | b|c\n1 | 2 3\n| 4\n\ny", "x\n\n| a | b\\|c |\n| --- | --- |\n| 1 | 2 3 |\n| | 4 |\n\ny")]
    [InlineData("<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td></tr></table>", "a b", "| a b |\n| --- |")]
    [InlineData("<table><tr><td></td></tr></table>a", "a", "a")]
    public void EachForm(string html, string text, string markdown)
    {
        Assert.Equal(text, Converted(html, MarkupForm.Text));
        Assert.Equal(markdown, Converted(html, MarkupForm.Markdown));
    }

    [Fact]
    public void LinesAreKeptWhereNoTagMakesThem()
    {
        const string Html = "<b>a</b>  b\n  - c\n\td\n\n\n\n<i>e</i>\n";
        Assert.Equal("**a**  b\n  - c\n    d\n\n*e*", Converted(Html, MarkupForm.Markdown, keepsLines: true));
    }

    [Theory]
    [InlineData("<a href='http://a.b'>c\nd</a> e", "c\nd (http://a.b) e")]
    [InlineData("<a href='http://a.b'>c\n\nd</a> e", "c (http://a.b)\n\nd e")]
    public void ALinkGoesOnOverALineThatIsKept(string html, string expected) => Assert.Equal(expected, Converted(html, MarkupForm.Text, keepsLines: true));

    private static string Converted(string html, MarkupForm form, bool keepsLines = false)
    {
        var output = new ByteBuffer();
        MarkupConverter.Convert(Encoding.UTF8.GetBytes(html), output, form, keepsLines);
        return Encoding.UTF8.GetString(output.Written);
    }
}
