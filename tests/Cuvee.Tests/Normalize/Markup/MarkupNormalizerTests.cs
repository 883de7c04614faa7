using System.Text;
using System.Text.Json;
using Cuvee.Model;
using Cuvee.Normalize;
using Cuvee.Normalize.Markup;

namespace Cuvee.Tests.Normalize.Markup;

public sealed class MarkupNormalizerTests
{
    private static readonly MarkupNormalizer s_text = new(MarkupForm.Text);
    private static readonly MarkupNormalizer s_markdown = new(MarkupForm.Markdown);

    [Fact]
    public void HasItsName() => Assert.Equal("markup", s_text.Rule);

    [Theory]
    [InlineData("")]
    [InlineData("a < b && b > c, AT&T, R&D, x <- y, i <3 you")]
    [InlineData("var names = new List<string>(); Dictionary<int, List<string>> and vector<a>")]
    [InlineData("<h2><strong>This is a heading</strong></h2>")]
    [InlineData("<p>one two three four five six seven eight nine ten eleven twelve thirteen fourteen</p>")]
    [InlineData("The HTML tag <pre> defines preformatted text. It keeps both <b>spaces</b> and line breaks, and is <i>often</i> used to show code on pages.")]
    [InlineData("What is wrong with this? ```\n<p>one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen</p>\n```")]
    [InlineData("Write `<p>one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen</p>`")]
    [InlineData("<person><name>John Smith of the long name that goes on and on</name><address><street>one of many streets in this town</street></address></person>")]
    [InlineData("<summary>The article says that words alone do not make a text, and that a delimiter is not markup, however long it is.</summary>")]
    [InlineData("<p>The form below asks for all that you can tell us about your long and happy life so far</p><form><input name='x'></form>")]
    [InlineData("return (\n  <div>\n    <p>Hello and welcome to this long page about all that matters in life today</p>\n    {name}\n  </div>\n);")]
    [InlineData("page = \"<p>one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen</p>\"")]
    [InlineData("<session_context> one two three <b>four</b> five six seven eight nine ten <i>eleven</i> twelve thirteen fourteen fifteen </session_context>")]
    [InlineData("<p>This is how it looks when somebody shows a page by its source, which then is on the page:</p><p>&lt;p&gt;one two three four five six&lt;/p&gt;</p>")]
    [InlineData("The entity &eacute; is one of many")]
    [InlineData("&lt;strong&gt;Opinion&lt;/strong&gt; SAP hardly to blame")]
    [InlineData("int *p = &quot; and \"&gt;\"")]
    [InlineData("int x = sum(&num, &sum; &int; &circle;")]
    public void WhatShowsMarkupStays(string text)
    {
        foreach (var normalizer in new[] { s_text, s_markdown })
        {
            Assert.Equal(text, normalizer.Apply(Utf8.Of(text), out var changes).ToString());
            Assert.Equal(0, changes);
        }
    }

    [Theory]
    [InlineData("Grace&apos;s body &ndash; caf&eacute;&nbsp;noir, R&amp;B, R&amp;amp;B, 5 &lt; 6&#33;", "Grace's body – café noir, R&B, R&B, 5 < 6!")]
    [InlineData("<p>one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen</p>", "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen")]
    [InlineData("one two three four<br>five six seven eight nine ten eleven<br>twelve thirteen fourteen fifteen", "one two three four\nfive six seven eight nine ten eleven\ntwelve thirteen fourteen fifteen")]
    [InlineData("<p>我觉得你应该好好休息一下，不要太担心</p>", "我觉得你应该好好休息一下，不要太担心")]
    [InlineData("I am <b>so</b> sorry.\n\nOne two three four five six seven <i>eight</i> nine ten eleven twelve", "I am so sorry.\n\nOne two three four five six seven eight nine ten eleven twelve")]
    [InlineData("<p>It is said that twice quoted&amp;nbsp;blanks are found in many of the oldest forums still</p>", "It is said that twice quoted blanks are found in many of the oldest forums still")]
    public void WhatIsMarkupIsTurnedIntoText(string text, string expected)
    {
        Assert.Equal(expected, s_text.Apply(Utf8.Of(text), out var changes).ToString());
        Assert.Equal(1, changes);
    }

    [Fact]
    public void AnAnswerOfAForum()
    {
        var html = Forum();
        var text = s_text.Apply(Utf8.Of(html), out _).ToString();
        Assert.Equal(
            """
            Hello there, I’m so sorry to hear that you can't sleep.

            What helps most people:

            - Go to bed at the same hour
              - weekends too
              - no phone in bed
            - Talk to somebody (https://example.org/find?near=you&now=1)

            my own lamp It gets better & you are not alone.
            Warmly, Dr. Ann
            """,
            text);
        Assert.Equal(text.Replace("somebody (https://example.org/find?near=you&now=1)", "[somebody](https://example.org/find?near=you&now=1)").Replace("so sorry", "*so* sorry"), s_markdown.Apply(Utf8.Of(html), out _).ToString());
        Assert.Equal(text, s_text.Apply(Utf8.Of(text), out var changes).ToString());
        Assert.Equal(0, changes);
    }

    [Fact]
    public void ASecondPassChangesNothing()
    {
        string[] pieces =
        [
            "<p>", "</p>", "<b>", "</b>", "<i>", "</i>", "<br>", "<ul>", "</ul>", "<ol>", "<li>", "</li>", "<table>", "<tr>", "<td>", "</table>", "<pre>", "</pre>", "<code>", "</code>", "<blockquote>", "</blockquote>",
            "<a href='http://a.b/c'>", "</a>", "<img src='http://a.b/c' alt='&lt;p&gt;'>", "<h2>", "</h2>", "&lt;", "&gt;", "&amp;", "&amp;lt;p&amp;gt;", "amp;", "nbsp;", "&quot;", "&#38;", "<", ">", "`", "```", "\n", "\n\n", "  ", "\u00A0",
            "<x>", "</", "<!--", "-->", "<script>", "</script>", "'", "\"", "=", "|", "1<sup>2</sup>", "* ", "# ", "é", "水", "Some words that a person could have written here today. ", "He said that nothing helps, and I believe him. ",
        ];
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            var text = new StringBuilder();
            for (var i = random.Next(1, 40); i > 0; i--) text.Append(pieces[random.Next(pieces.Length)]);
            foreach (var normalizer in new[] { s_text, s_markdown })
            {
                var once = normalizer.Apply(Utf8.Of(text.ToString()), out _);
                Assert.Equal(once.ToString(), normalizer.Apply(once, out var changes).ToString());
                Assert.Equal(0, changes);
            }
        }
    }

    [Fact]
    public void TextsAboutMarkupInSharedDataStay()
    {
        var root = SharedData();
        if (root is null) Assert.Skip("the shared data is not here");
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(root, "*.json*", SearchOption.AllDirectories).Concat(Directory.EnumerateFiles(root, "*.csv", SearchOption.AllDirectories)).Order(StringComparer.Ordinal))
        {
            if (Path.GetExtension(file) == ".gz") continue;
            var changed = Texts(file).Distinct(StringComparer.Ordinal).Sum(text =>
            {
                s_text.Apply(Utf8.Of(text), out var changes);
                return changes;
            });
            if (changed > 0) counts[Path.GetRelativePath(root, file)] = changed;
        }

        Assert.Equal("llama_factory/c4_demo.jsonl 3, llama_factory/dpo_en_demo.json 2, llama_factory/kto_en_demo.json 2", string.Join(", ", counts.Select(count => $"{count.Key} {count.Value}")));
    }

    private static string Forum() =>
        $"<p>Hello&nbsp;there, I&rsquo;m <em>so</em> sorry to hear that you can&#39;t sleep.\r\n<p>What helps\u00A0most people:</p><!-- StartFragment -->\r\n<ul><li>Go to bed at the same hour<ul><li>weekends too<li>no phone in bed</ul>"
        + $"<li><p>Talk to <a target=\"_blank\" href=\"https://example.org/find?near=you&amp;now=1\">somebody</a></ul><style>p {{ margin: 0 }}</style>"
        + $"<p><img src=\"data:image/jpeg;base64,{new string('A', 200_000)}\" alt=\"my own lamp\"> It gets better &amp; you are not alone.<br>Warmly, Dr. Ann</p><p>&nbsp;</p>";

    private static string? SharedData()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Cuvee.slnx"))) folder = Path.GetDirectoryName(folder);
        var root = Environment.GetEnvironmentVariable("CUVEE_SHARED_DATA") ?? Path.Combine(folder ?? ".", "..", "shared", "data");
        return Directory.Exists(root) ? root : null;
    }

    private static IEnumerable<string> Texts(string file)
    {
        if (Path.GetExtension(file) == ".json") return Texts(JsonDocument.Parse(File.ReadAllBytes(file)).RootElement);
        return Path.GetExtension(file) == ".csv" ? [File.ReadAllText(file), .. File.ReadLines(file)] : File.ReadLines(file).SelectMany(line => line.StartsWith('{') ? Parsed(line) : [line]);
    }

    private static IEnumerable<string> Parsed(string line)
    {
        try
        {
            return [.. Texts(JsonDocument.Parse(line).RootElement)];
        }
        catch (JsonException)
        {
            return [line];
        }
    }

    private static IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Texts),
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => Texts(member.Value)),
        _ => [],
    };
}
