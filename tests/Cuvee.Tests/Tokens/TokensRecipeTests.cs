using System.Globalization;
using System.Text.Json;
using Cuvee.Engine;
using Cuvee.Recipes;
using Cuvee.Tests.Support;
using Cuvee.Interop;

namespace Cuvee.Tests.Tokens;

/// <summary>Tokens in recipes, from the key to ledger and manifest. With the tokenizer of these tests every byte is a token, so counts can be read off the texts.</summary>
public sealed class TokensRecipeTests
{
    private const string Bytes = "tokens: { tokenizer: bytes.tiktoken, pattern: gpt2 }\n";

    [Fact]
    public void Bounds_keep_what_is_on_them_and_the_ledger_has_the_counts()
    {
        using var workspace = Prepared();
        workspace.WriteLines("a.jsonl", Text("1234"), Text("12345"), Text("1234567"), Text("12345678"), Text("é€😀"));
        var built = workspace.BuildOne("a.jsonl", Bytes + "filters: [ { tokens: { min: 5, max: 7 } } ]");
        Assert.Equal(
            ["dropped tokens_low 4 5 ", "kept    5", "kept    7", "dropped tokens_high 8 7 ", "dropped tokens_high 9 7 "],
            Rows(built, "state, reason, measured, threshold, tokens"));
        Assert.Equal(12, built.Manifest.GetProperty("splits").GetProperty("train").GetProperty("tokens").GetInt64());
        Assert.Equal("bytes.tiktoken plain", $"{built.Manifest.GetProperty("tokens").GetProperty("tokenizer")} {built.Manifest.GetProperty("tokens").GetProperty("template")}");
    }

    [Theory]
    [InlineData("drop", 20, "")]
    [InlineData("cut_oldest", 30, "S|u1|a1|u2|a2|u3|a3 0")]
    [InlineData("cut_oldest", 19, "S|u1|a1|u2|a2|u3|a3 0")]
    [InlineData("cut_oldest", 18, "S|u2|a2|u3|a3 2")]
    [InlineData("cut_oldest", 13, "S|u2|a2|u3|a3 2")]
    [InlineData("cut_oldest", 12, "S|u3|a3 4")]
    [InlineData("cut_oldest", 7, "S|u3|a3 4")]
    [InlineData("cut_oldest", 6, "")]
    [InlineData("cut_newest", 18, "S|u1|a1|u2|a2 2")]
    [InlineData("cut_newest", 7, "S|u1|a1 4")]
    [InlineData("cut_newest", 6, "")]
    public void Too_long_conversations_are_cut_by_whole_exchanges(string policy, int maximum, string expected)
    {
        using var workspace = Prepared();
        // 1 + 6 * 2 texts and 6 line feeds: 19 tokens; each exchange takes 6
        workspace.WriteLines("a.jsonl", Chat("S", "u1", "a1", "u2", "a2", "u3", "a3"), Text("x"));
        if (policy == "drop") maximum = 18;
        var built = workspace.BuildOne("a.jsonl", Bytes + $"filters: [ {{ tokens: {{ max: {maximum}, too_long: {policy} }} }} ]");
        var row = Rows(built, "state, reason, list_sum([change.count for change in changes])")[0];
        if (expected.Length == 0)
        {
            Assert.Equal("dropped tokens_high ", row);
            return;
        }

        var cut = expected.Split(' ');
        Assert.Equal(cut[1] == "0" ? "kept  " : $"kept  {cut[1]}", row);
        Assert.Equal(cut[0], string.Join('|', built.Rows()[0].GetProperty("messages").EnumerateArray().Select(turn => turn.GetProperty("content").GetString())));
    }

    [Fact]
    public void A_call_stays_with_its_answer_and_a_question_without_answer_with_the_one_before()
    {
        using var workspace = Prepared();
        const string Calls = """[{"role":"user","content":"q1"},{"role":"assistant","content":"x","tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","content":"t","tool_call_id":"1"},{"role":"assistant","content":"a1"},{"role":"user","content":"q2"},{"role":"assistant","content":"a2"}]""";
        workspace.WriteLines("a.jsonl", $$"""{"messages":{{Calls}}}""", """{"messages":[{"role":"user","content":"q1"},{"role":"assistant","content":"a1"},{"role":"user","content":"q2"},{"role":"assistant","content":"a2"},{"role":"user","content":"q3"}]}""");
        var built = workspace.BuildOne("a.jsonl", Bytes + "filters: [ { tokens: { max: 10, too_long: cut_oldest } } ]");
        Assert.Equal(["q2 a2", "q2 a2 q3"], built.Rows().Select(row => string.Join(' ', row.GetProperty("messages").EnumerateArray().Select(turn => turn.GetProperty("content").GetString()))));
    }

    [Theory]
    [InlineData("a:hi|u:q1|a:a1|u:q2|a:a2", 8, "hi q1 a1")]
    [InlineData("a:hi|u:q1|a:a1|u:q2|a:a2", 7, "")]
    [InlineData("u:q1|u:q2|a:a2|u:q3|a:a3", 8, "q1 q2 a2")]
    [InlineData("u:q1|u:q2|a:a2|u:q3|a:a3", 7, "")]
    public void What_is_left_of_a_cut_at_the_end_is_an_exchange(string chat, int maximum, string expected)
    {
        using var workspace = Prepared();
        var turns = chat.Split('|').Select(turn => $$"""{"role":"{{(turn[0] == 'u' ? "user" : "assistant")}}","content":"{{turn[2..]}}"}""");
        workspace.WriteLines("a.jsonl", $$"""{"messages":[{{string.Join(',', turns)}}]}""", Text("x"));
        var built = workspace.BuildOne("a.jsonl", Bytes + $"filters: [ {{ tokens: {{ max: {maximum}, too_long: cut_newest }} }} ]");
        Assert.Equal(expected.Length == 0 ? "dropped tokens_high " : "kept  2", Rows(built, "state, reason, list_sum([change.count for change in changes])")[0]);
        if (expected.Length > 0) Assert.Equal(expected, string.Join(' ', built.Rows()[0].GetProperty("messages").EnumerateArray().Select(turn => turn.GetProperty("content").GetString())));
    }

    [Theory]
    [InlineData("total: 100", 48, 48)]
    [InlineData("total: 99", 48, 48)]
    [InlineData("total: 21", 0, 8)]
    [InlineData("anchor: b", 156, 160)]
    [InlineData("total: 2000", 240, 240)]
    [InlineData("total: 1000, shortage: accept", 240, 496)]
    [InlineData("total: 1000, shortage: { repeat: { max: 3 } }", 492, 496)]
    public void A_mix_by_tokens_adds_records_while_its_budget_lasts(string size, long fromA, long fromB)
    {
        using var workspace = Prepared();
        // 20 records of 12 tokens, and as many of 8 as the case needs
        workspace.WriteLines("a.jsonl", Enumerable.Range(0, 20).Select(i => Text($"record of {i:00}")));
        var count = size.StartsWith("anchor", StringComparison.Ordinal) ? 20 : 100;
        workspace.WriteLines("b.jsonl", Enumerable.Range(0, count).Select(i => Text($"short{i:000}")));
        var built = workspace.Build($$"""
            {{Bytes}}sources:
              a: { files: a.jsonl }
              b: { files: b.jsonl }
            datasets:
              d: { mix: { shares: { a: 1, b: 1 }, unit: tokens, {{size}} } }
            """)["d"];
        var tokens = Rows(built, "source, sum(tokens * copies)", "GROUP BY source ORDER BY source");
        Assert.Equal([string.Create(CultureInfo.InvariantCulture, $"a {fromA}"), string.Create(CultureInfo.InvariantCulture, $"b {fromB}")], tokens);
        Assert.Equal(fromA + fromB, built.Manifest.GetProperty("splits").GetProperty("train").GetProperty("tokens").GetInt64());
        Assert.Equal("tokens", built.Manifest.GetProperty("mix").GetProperty("unit").GetString());
    }

    [Fact]
    public void Tokens_that_a_split_holds_out_are_made_up_for_by_repeats_of_training_records()
    {
        using var workspace = Prepared();
        // 20 records of 12 tokens beside 320 tokens: 26 lines of them have 312, and one more would have 324
        workspace.WriteLines("a.jsonl", Enumerable.Range(0, 20).Select(i => Text($"record of {i:00}")));
        workspace.WriteLines("b.jsonl", Enumerable.Range(0, 40).Select(i => Text($"short{i:000}")));
        var built = workspace.Build($$"""
            {{Bytes}}sources:
              a: { files: a.jsonl }
              b: { files: b.jsonl }
            datasets:
              d: { mix: { shares: { a: 1, b: 1 }, unit: tokens, anchor: b, shortage: repeat }, split: { train: 60, test: 40 } }
            """)["d"];
        Assert.Equal(["a 312", "b 320"], Rows(built, "source, sum(tokens * copies)", "GROUP BY source ORDER BY source"));
        Assert.Equal(["test 1 1", "train 1 2"], Rows(built, "split, min(copies), max(copies)", "GROUP BY split ORDER BY split"));
        var splits = built.Manifest.GetProperty("splits");
        Assert.Equal(632, splits.GetProperty("train").GetProperty("tokens").GetInt64() + splits.GetProperty("test").GetProperty("tokens").GetInt64());
    }

    [Fact]
    public void A_mix_by_tokens_and_caps_that_shrink_hold_both()
    {
        using var workspace = Prepared();
        workspace.WriteLines("a.jsonl", Enumerable.Range(0, 40).Select(i => $$"""{"text":"{{i:0000}}","kind":"{{(i < 30 ? "x" : "y")}}"}"""));
        workspace.WriteLines("b.jsonl", Enumerable.Range(0, 40).Select(i => $$"""{"text":"{{i:00000000}}","kind":"z"}"""));
        var built = workspace.Build($$"""
            {{Bytes}}sources:
              a: { files: a.jsonl, tags: { kind: { field: kind } } }
              b: { files: b.jsonl, tags: { kind: { field: kind } } }
            datasets:
              d: { mix: { shares: { a: 1, b: 1 }, unit: tokens }, caps: { kind: 50% } }
            """)["d"];
        var tokens = Rows(built, "sum(tokens)", "WHERE state = 'kept' GROUP BY source ORDER BY source");
        Assert.Equal(tokens[0], tokens[1]);
        Assert.All(Rows(built, "count(*) * 2 <= (SELECT count(*) FROM ledger WHERE state = 'kept')", "WHERE state = 'kept' GROUP BY tags"), holds => Assert.Equal("true", holds));
    }

    [Fact]
    public void An_infeasible_mix_speaks_of_tokens()
    {
        using var workspace = Prepared();
        workspace.WriteLines("a.jsonl", Text("1234"));
        workspace.WriteLines("b.jsonl", Text("12345678"));
        var message = Assert.ThrowsAny<Exception>(() => workspace.Build(
            $"{Bytes}sources:\n  a: {{ files: a.jsonl }}\n  b: {{ files: b.jsonl }}\ndatasets:\n  d: {{ mix: {{ shares: {{ a: 1, b: 1 }}, unit: tokens, anchor: b }} }}\n")).Message;
        Assert.Contains("a has 4 tokens, 8 are asked: the largest total that keeps the shares is 8 (a 4, b 4)", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("filters: [ { tokens: { max: 5 } } ]", "recipe.yaml: a 'tokens' filter names no tokenizer; add 'tokenizer: cl100k_base' or 'o200k_base', or the path of a .tiktoken file or of the model's tokenizer.json")]
    [InlineData("datasets: { d: { mix: { shares: { s: 1 }, unit: tokens } } }", "'unit: tokens' needs a tokenizer; add the recipe's key 'tokens'")]
    [InlineData("filters: [ { tokens: { min: 5, tokenizer: cl100k_base, too_long: cut_oldest } } ]", "has 'too_long: cut_oldest' but no 'max' to cut to; add one")]
    [InlineData("filters: [ { tokens: { max: 5, tokenizer: cl200k_base } } ]", "tokens: cl200k_base: cannot read the tokenizer:")]
    [InlineData("tokens: { tokenizer: cl100k_base, template: zephyr }", "tokens: zephyr: cannot read the chat template:")]
    public void Mistakes_are_found_by_check(string more, string message)
    {
        using var workspace = Prepared();
        workspace.WriteLines("a.jsonl", Text("x"));
        workspace.Write("recipe.yaml", $"sources: {{ s: {{ files: a.jsonl }} }}\n{more}\n");
        var problem = Assert.Single(Cuvee.Report.RecipeCheck.Run(workspace["recipe.yaml"]).Problems);
        Assert.Contains(message, problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_conversation_is_dropped_whoever_asks()
    {
        using var workspace = Prepared();
        workspace.Write("t.jinja", "{% if messages[0].role == 'system' %}{{ raise_exception('no system turn') }}{% endif %}{{ messages[0].content }}");
        workspace.WriteLines("a.jsonl", Chat("S", "u", "a"), Chat("", "u", "a"));
        foreach (var filter in (string[])["", "filters: [ { tokens: { max: 5, too_long: cut_newest } } ]"])
        {
            var built = workspace.BuildOne("a.jsonl", $"tokens: {{ tokenizer: bytes.tiktoken, pattern: gpt2, template: t.jinja }}\n{filter}");
            Assert.Equal(["dropped filter template_failed ", "kept   1"], Rows(built, "state, stage, reason, tokens"));
        }
    }

    [Fact]
    public void Tags_count_too_and_nothing_is_counted_for_the_ledger_when_it_is_off()
    {
        using var workspace = Prepared();
        workspace.WriteLines("a.jsonl", Text("12345"), Text("123456"));
        var built = workspace.BuildOne(
            "a.jsonl", Bytes.Replace(" }", ", ledger: false }", StringComparison.Ordinal) + "filters: [ { tokens: { max: 9 } } ]", ", tags: { size: { when: { tokens: { max: 5 } }, then: short, else: long } }");
        Assert.Equal(["""{"size":"short"} """, """{"size":"long"} """], Rows(built, "tags, tokens"));
        Assert.False(built.Manifest.TryGetProperty("tokens", out _));
    }

    [Fact]
    public void Threads_and_blocks_show_nowhere()
    {
        using var workspace = Prepared();
        var random = new Random(5);
        workspace.WriteLines("a.jsonl", Enumerable.Range(0, 400).Select(_ => JsonSerializer.Serialize(new { text = RandomTexts.Next(random, 80) })));
        workspace.Write("recipe.yaml", """
            sources: { s: { files: a.jsonl } }
            filters: [ { tokens: { max: 60, tokenizer: o200k_base, template: chatml } } ]
            datasets: { d: { output: { format: text } } }
            """);
        var digests = new[] { (1, 1 << 16), (2, 512), (7, 4096) }.Select(means =>
        {
            Cuvee.Engine.Build.Run(RecipeReader.Read(workspace["recipe.yaml"]), new BuildOptions { Out = workspace["out"], Threads = means.Item1, BlockBytes = means.Item2 });
            return File.ReadAllText(workspace["out/d/SHA256SUMS"]);
        });
        Assert.Single(digests.Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public void A_claim_of_other_tokens_fails_the_stats_gate()
    {
        using var workspace = Prepared();
        workspace.WriteLines("a.jsonl", Text("12345"));
        var built = workspace.BuildOne("a.jsonl", Bytes);
        var path = Path.Combine(built.Folder, "manifest.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"tokens\": 5", "\"tokens\": 6", StringComparison.Ordinal));
        var stats = Cuvee.Verify.Verification.Run(built.Folder, 1, new NoProgress()).Datasets[0].Gates.Single(gate => gate.Name == "stats");
        Assert.Equal(Cuvee.Verify.GateStatus.Failed, stats.Status);
        Assert.Contains("manifest.json: splits.train.tokens is 6, counted 5", stats.Offenders);
    }

    private static Workspace Prepared()
    {
        var workspace = new Workspace();
        workspace.WriteLines("bytes.tiktoken", Enumerable.Range(0, 256).Select(value => string.Create(CultureInfo.InvariantCulture, $"{Convert.ToBase64String([(byte)value])} {value}")));
        return workspace;
    }

    private static string Text(string text) => JsonSerializer.Serialize(new { messages = new[] { new { role = "assistant", content = text } } });

    /// <summary>A conversation; an empty system turn is none.</summary>
    private static string Chat(string system, params string[] turns) => JsonSerializer.Serialize(new
    {
        messages = (system.Length > 0 ? [new { role = "system", content = system }] : Enumerable.Empty<object>())
            .Concat(turns.Select((text, i) => (object)new { role = i % 2 == 0 ? "user" : "assistant", content = text })),
    });

    private static List<string> Rows(DatasetOutput output, string columns, string rest = "")
    {
        var names = columns.Split(", ").Select((_, i) => $"c{i}").ToArray();
        var selected = string.Join(", ", Split(columns).Select((column, i) => $"CAST({column} AS VARCHAR) AS c{i}"));
        var ledger = $"(SELECT * REPLACE (CAST(measured AS INTEGER) AS measured, CAST(threshold AS INTEGER) AS threshold) FROM read_parquet({DuckDb.QuoteInputPath(Path.Combine(output.Folder, "ledger.parquet"))}))";
        return [.. Parquet.Rows($"WITH ledger AS {ledger} SELECT {selected} FROM ledger {rest}", [.. names.Take(Split(columns).Count)]).Select(cells => string.Join(' ', cells))];
    }

    /// <summary>Columns, split at the commas that stand in no parentheses.</summary>
    private static List<string> Split(string columns)
    {
        var (parts, depth, start) = (new List<string>(), 0, 0);
        for (var i = 0; i < columns.Length; i++)
        {
            depth += columns[i] is '(' or '[' ? 1 : columns[i] is ')' or ']' ? -1 : 0;
            if (columns[i] != ',' || depth > 0) continue;
            parts.Add(columns[start..i]);
            start = i + 1;
        }

        return [.. parts, columns[start..]];
    }
}
