using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Cuvee.Report;
using Cuvee.Tests.Verify;

namespace Cuvee.Tests.Report;

public sealed class ReportPageTests
{
    private const string Recipe =
        """
        name: page
        sources: { pool: { files: [pool.jsonl] }, hostile: { files: [hostile.jsonl], tags: { "family": "<b>&family" } } }
        normalize: { trim: true }
        filters: [has_answer]
        dedup: { exact: { on: prompt } }
        datasets: { chats: { split: { train: 50, test: 50 } } }
        """;

    private static readonly string[] Hostile =
    [
        "</script><script>alert(1)</script><img src=x onerror=alert(1)>",
        "</style></p></details><h1>Not a heading</h1>",
        "<!-- never closed",
        "\"' onload=alert(1) x=\"",
        "&lt;b&gt; &amp; ]]>",
        "\u202eturned\u202c \u0000\u0007\u001b[31m",
    ];

    /// <summary>All that the page is made of.</summary>
    private static readonly HashSet<string> Tags =
    [
        "html", "head", "meta", "title", "style", "body", "header", "nav", "main", "footer", "section", "figure", "figcaption", "svg", "g", "path", "rect", "line", "text", "tspan", "h1", "h2", "h3", "p", "a", "b", "code",
        "span", "small", "dl", "dt", "dd", "div", "ul", "li", "table", "thead", "tbody", "tr", "th", "td", "details", "summary", "wbr",
    ];

    [Fact]
    public void NoTextOfARecordBecomesMarkup()
    {
        // Few enough that all of them are samples
        using var dataset = SmallDataset.Build(Recipe.Replace("chats: {", "chats: { from: [hostile],").Replace("train: 50, test: 50", "train: 100"), more: More);
        var html = File.ReadAllText(dataset["report.html"]);
        var tags = Regex.Matches(html, "</?(?<tag>[A-Za-z!?][^ >/]*)", RegexOptions.ExplicitCapture).Select(match => match.Groups["tag"].Value).Where(tag => tag != "!DOCTYPE").ToList();
        Assert.Empty(tags.Except(Tags));
        Assert.Equal(2, tags.Count(tag => tag == "h1"));
        foreach (var text in Hostile[..3]) Assert.Contains(System.Net.WebUtility.HtmlEncode(text), html);
        Assert.DoesNotContain(html, letter => letter is '\u202e' or '\u0000' or '\u0007' or '\u001b');
        Assert.Contains("\u2407", html);
        Assert.DoesNotContain("=&quot;", Regex.Replace(html, ">[^<]*<", "><"));
        using var both = Build();
        Assert.Contains("<th scope=\"row\">&lt;b&gt;&amp;family</th>", File.ReadAllText(both["report.html"]));
    }

    [Fact]
    public void NothingIsLoadedAndNothingRuns()
    {
        using var dataset = Build();
        var html = File.ReadAllText(dataset["report.html"]);
        var style = html[(html.IndexOf("<style>") + "<style>".Length)..html.IndexOf("</style>")];
        var digest = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
        Assert.Contains($"content=\"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'\"", html);
        Assert.DoesNotContain("url(", style);
        Assert.DoesNotContain("@import", style);
        var attributes = Regex.Matches(html, " (?<name>src|href|style|on[a-z]+)=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture)
            .Select(match => (Name: match.Groups["name"].Value, Value: match.Groups["value"].Value)).ToList();
        Assert.NotEmpty(attributes);
        Assert.All(attributes, attribute => Assert.Equal(("href", '#'), (attribute.Name, attribute.Value[0])));
        foreach (var anchor in attributes.Select(attribute => attribute.Value[1..])) Assert.Contains($"<section id=\"{anchor}\"", html);
    }

    [Fact]
    public void ThreadsShowNowhere()
    {
        using var one = Build(threads: 1);
        using var four = Build(threads: 4);
        foreach (var file in new[] { "report.html", "croissant.json", "report.json", "README.md" })
        {
            Assert.Equal(File.ReadAllBytes(one[file]), File.ReadAllBytes(four[file]));
            Assert.DoesNotContain(one.Root, File.ReadAllText(one[file]));
        }
    }

    [Fact]
    public void TheFlowIsThatOfTheLedger()
    {
        using var dataset = Build();
        var html = File.ReadAllText(dataset["report.html"]);
        var rows = Regex.Matches(
            html[..html.IndexOf("id=\"splits\"")],
            "<tr><th scope=\"row\">(?<step>[^<]*)</th><td>(?<reason>[^<]*).*?<td class=\"number\">(?<count>[^<]*)</td><td class=\"number\">(?<share>[^<]*) %</td>",
            RegexOptions.ExplicitCapture).Select(row => string.Join(' ', row.Groups.Values.Skip(1).Select(group => group.Value).Where(text => text.Length > 0)));
        Assert.Equal(
            ["read 210 100.00", "quarantined malformed_json 1 0.48", "filtered no_answer 1 0.48", "exact duplicates conflict 1 0.48", "exact duplicates duplicate 1 0.47", "kept 206 98.09"],
            rows);
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(dataset["manifest.json"]));
        Assert.Equal((210, 206), (manifest.RootElement.GetProperty("counts").GetProperty("read").GetInt32(), manifest.RootElement.GetProperty("counts").GetProperty("kept").GetInt32()));
    }

    [Theory]
    [InlineData("name", "name")]
    [InlineData("a_<b>_", "a_<wbr>&lt;b&gt;_<wbr>")]
    public void ANameBreaksBehindUnderscores(string name, string markup) => Assert.Equal(markup, Html.Name(name).ToString());

    [Theory]
    [InlineData("jsonl.gz")]
    [InlineData("jsonl.zst")]
    [InlineData("parquet")]
    public void SamplesAreReadFromEveryKindOfFile(string files)
    {
        using var plain = Build();
        using var other = SmallDataset.Build(Recipe.Replace("split:", $"output: {{ files: {files} }}, split:"), more: More);
        Assert.Empty(other.Failures());
        Assert.Equal(Said(plain), Said(other));

        static List<string> Said(SmallDataset dataset) => [.. Regex.Matches(File.ReadAllText(dataset["report.html"]), "<p class=\"said\" dir=\"auto\">[^<]*</p>", RegexOptions.ExplicitCapture).Select(match => match.Value)];
    }

    [Theory]
    [InlineData("report.html", "Dataset report", "Dataset rapport")]
    [InlineData("croissant.json", "sc:Dataset", "sc:Data")]
    public void AnEditIsSeen(string file, string old, string @new)
    {
        using var dataset = Build();
        Assert.Empty(dataset.Failures());
        dataset.Replace(file, old, @new);
        dataset.SumHashes();
        Assert.Equal(["stats"], dataset.Failures());
        Assert.Matches($"^{Regex.Escape(file)}:[0-9]+ is not what the dataset gives$", dataset.Gate("stats").Message);
    }

    [Fact]
    public void AFailedDatasetHasAPageThatSaysSo()
    {
        using var dataset = SmallDataset.Build(Recipe.Replace("chats: {", "chats: { gates: { coverage: { pool: 1000 } },"), more: More);
        Assert.Equal(["coverage"], dataset.Failures());
        Assert.Contains("<p class=\"verdict failed\"><a href=\"#gates\">A gate failed</a>", File.ReadAllText(dataset["report.html"]));
    }

    [Fact]
    public void TheHeadSaysWhatFailedAndHowManyWereLost()
    {
        using var dataset = SmallDataset.Build(Recipe.Replace("chats: {", "chats: { gates: { coverage: { pool: 1000, \"<b>&family\": 70 }, balance: { family: 50% } },"), more: More);
        var html = File.ReadAllText(dataset["report.html"]);
        var head = html[html.IndexOf("<header>")..html.IndexOf("</header>")];
        Assert.Contains("<p class=\"verdict failed\"><a href=\"#gates\">2 gates failed</a> <span>10 of 12 gates passed; not published</span></p>", head);
        Assert.Contains("<li><b>coverage</b> failed: pool is partial with 200 of 1,000 records; <a href=\"#gates\">1 more</a></li>", head);
        Assert.Contains("<li><b>balance</b> failed: the largest family is pool", head);
        Assert.Equal(
            ["Read 210", "Kept 206", "Dropped 3", "Quarantined 1", "Median length 42", "Size"],
            Regex.Matches(head, "<dt>(?<name>[^<]*)</dt><dd>(?<number>[0-9,]*) ?<", RegexOptions.ExplicitCapture).Select(figure => $"{figure.Groups["name"].Value} {figure.Groups["number"].Value}".Trim())
                .Append("Size").ToList());
    }

    [Fact]
    public void AMessageOfManyPartsIsAList()
    {
        Assert.Equal(["all is well"], GateSection.Clauses("all is well"));
        Assert.Equal(["5 of 9 lines offend", "2 call nothing; first: a:3", "1 calls twice; first that does: a:7"], GateSection.Clauses("5 of 9 lines offend; 2 call nothing; first: a:3; 1 calls twice; first that does: a:7"));
    }

    [Theory]
    [InlineData(99, 99, false)]
    [InlineData(100, 100, false)]
    [InlineData(101, 100, true)]
    [InlineData(5000, 100, true)]
    public void ATagOfManyValuesShowsTheLargest(int values, int rows, bool hasOthers)
    {
        var lines = Enumerable.Range(0, values).SelectMany(value => Enumerable.Range(0, value == 7 ? 2 : 1).Select(copy => $$"""{"prompt":"What is {{value}} and {{copy}}?","completion":"It is a number.","kind":"kind {{value}}"}"""));
        using var dataset = SmallDataset.Build("name: page\nsources: { pool: { files: [kinds.jsonl], tags: { kind: { field: kind } } } }\n", more: new() { ["kinds.jsonl"] = string.Join('\n', lines) });
        var html = File.ReadAllText(dataset["report.html"]);
        var tags = html[html.IndexOf("<h3>kind</h3>")..html.IndexOf("<section id=\"lengths\"")];
        Assert.Equal((rows, hasOthers), (tags.Split("<th scope=\"row\">").Length - 1, tags.Contains($">{values - 99:N0} smaller values, in report.json</th>")));
        Assert.Contains("<th scope=\"row\">kind 7</th><td class=\"number\">2</td>", tags);
        Assert.True(html.Length < 200_000);
    }

    [Fact]
    public void AFamilyThatIsEachSourcesOwnIsNotToldTwice()
    {
        using var own = SmallDataset.Build("name: page\nsources: { pool: { files: [pool.jsonl] }, voices: { files: [voices.jsonl] } }\n");
        Assert.DoesNotContain("<h3>family</h3>", File.ReadAllText(own["report.html"]));
        using var shared = Build();
        Assert.Contains("<h3>family</h3>", File.ReadAllText(shared["report.html"]));
    }

    [Fact]
    public void ADatasetWithoutRecordsDrawsNoBars()
    {
        using var dataset = SmallDataset.Build("name: page\nsources: { pool: { files: [none.jsonl] } }\nfilters: [has_answer]\n", more: new() { ["none.jsonl"] = "{\"prompt\":\"Anybody?\",\"completion\":\"\"}" });
        var html = File.ReadAllText(dataset["report.html"]);
        Assert.Contains("<p>Of 1 record read, 0 were kept, 1 dropped and 0 quarantined.</p>", html);
        Assert.DoesNotContain("Median length</dt>", html);
        Assert.DoesNotContain("<rect class=\"kept\"", html);
    }

    [Fact]
    public void CodeAndCallsAreSetAsCode()
    {
        using var dataset = SmallDataset.Build("name: page\nsources: { pool: { files: [code.jsonl] } }\n", more: new()
        {
            ["code.jsonl"] =
                """
                {"messages":[{"role":"user","content":"Weather?"},{"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"weather","arguments":"{\"city\":\"Oslo\"}"}}]},{"role":"tool","tool_call_id":"c","content":"cold"},{"role":"assistant","content":"Cold.\n```sh\nls <x>\n```\nDone ```"}],"tools":[{"type":"function","function":{"name":"weather","parameters":{"type":"object","properties":{"city":{},"unit":{}}}}}]}
                """,
        });
        var html = File.ReadAllText(dataset["report.html"]);
        Assert.Contains("<p class=\"who\">assistant calls</p><p class=\"said\" dir=\"auto\"><code dir=\"ltr\">weather {&quot;city&quot;:&quot;Oslo&quot;}</code></p>", html);
        Assert.Contains("<p class=\"said\" dir=\"auto\">Cold.<code dir=\"ltr\">```sh\nls &lt;x&gt;\n```</code>Done ```</p>", html);
        Assert.Contains("<p class=\"who\">tools</p><p class=\"said\" dir=\"auto\"><code dir=\"ltr\">weather(city, unit)</code></p>", html);
    }

    [Fact]
    public void CroissantNamesFilesSplitsAndFields()
    {
        using var dataset = Build();
        using var document = JsonDocument.Parse(File.ReadAllBytes(dataset["croissant.json"]));
        var files = document.RootElement.GetProperty("distribution").EnumerateArray().Where(file => file.GetProperty("@type").GetString() == "cr:FileObject").ToList();
        Assert.Equal(
            [
                "data/test-00000-of-00001.jsonl", "data/train-00000-of-00001.jsonl", "README.md", "gates.json", "ledger.parquet", "manifest.json", "quarantine.jsonl", "recipe.json", "report.json", "split-proof.json",
            ],
            files.Select(file => file.GetProperty("contentUrl").GetString()));
        foreach (var file in files) Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(dataset[file.GetProperty("contentUrl").GetString()!]))), file.GetProperty("sha256").GetString());
        var sets = document.RootElement.GetProperty("recordSet").EnumerateArray().ToList();
        Assert.Equal(["train", "test"], sets[0].GetProperty("data").EnumerateArray().Select(split => split.GetProperty("splits/name").GetString()));
        Assert.Equal(["records/split", "records/messages"], sets[1].GetProperty("field").EnumerateArray().Select(field => field.GetProperty("@id").GetString()));
        Assert.Equal(["records/messages/role", "records/messages/content"], sets[1].GetProperty("field")[1].GetProperty("subField").EnumerateArray().Select(field => field.GetProperty("@id").GetString()));
    }

    private static Dictionary<string, string> More => new()
    {
        ["hostile.jsonl"] = string.Concat(Hostile.Select(text => JsonSerializer.Serialize(new { messages = new[] { new { role = "user", content = text }, new { role = "assistant", content = text + " indeed" } } }) + "\n")),
    };

    internal static SmallDataset Build(int threads = 2) => SmallDataset.Build(Recipe, threads: threads, more: More);
}
