using Cuvee.Engine;
using System.Text;
using System.Text.Json;
using Cuvee.Tests.Support;

namespace Cuvee.Tests.Laws;

/// <summary>A malformed record never stops a run; a strange but sound one comes through unchanged.</summary>
public sealed class HostileRecordsTests : IDisposable
{
    private const string Good = """{"instruction": "fine", "output": "yes"}""";

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    public static TheoryData<string, string> Broken => new()
    {
        { "{\"instruction\": \"a\", \"output\": \"\u0000\"}", "malformed_json" },
        { "{\"instruction\": \"a\", \"output\": \"b\"", "malformed_json" },
        { "{\"instruction\": \"a\", \"output\": \"b\"} x", "malformed_json" },
        { "{'instruction': 'a', 'output': 'b'}", "malformed_json" },
        { "{\"instruction\": \"a\", \"output\": \"b\", \"n\": NaN}", "malformed_json" },
        { "{\"instruction\": \"a\", \"output\": \"b\", \"n\": 01}", "malformed_json" },
        { "{\"instruction\": \"a\", \"output\": \"\\ud83d\"}", "lone_surrogate" },
        { "{\"instruction\": \"a\", \"output\": \"\\udd8a\\ud83e\"}", "lone_surrogate" },
        { "{\"instruction\": \"a\", \"output\": \"b\", \"\\ud800\": 1}", "lone_surrogate" },
        { new string('[', 10_000), "too_deep" },
        { "{\"instruction\": \"a\", \"output\": \"b\", \"x\": " + new string('[', 10_000) + new string(']', 10_000) + "}", "too_deep" },
        { "{}", "unknown_shape" },
        { "[]", "unknown_shape" },
        { "42", "unknown_shape" },
        { "null", "unknown_shape" },
        { "\"just a text\"", "unknown_shape" },
        { "{\"messages\": \"none\"}", "unknown_shape" },
        { "{\"messages\": [{\"role\": \"user\", \"content\": 42}]}", "unknown_shape" },
        { "{\"instruction\": {}, \"output\": \"b\"}", "unknown_shape" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_line_is_one_row_of_quarantine(string line, string reason)
    {
        _workspace.WriteLines("in.jsonl", Good, line, Good);
        var dataset = _workspace.BuildOne("in.jsonl");
        Assert.Equal([(1L, "kept", ""), (2L, "quarantined", reason), (3L, "kept", "")], dataset.Ledger.Select(row => (row.Line, row.State, row.Reason)));
        var quarantined = dataset.Quarantine.Single();
        Assert.Equal(("in.jsonl", 2, reason, line), (quarantined.GetProperty("file").GetString(), quarantined.GetProperty("line").GetInt32(), quarantined.GetProperty("reason").GetString(), quarantined.GetProperty("raw").GetString()));
    }

    [Theory]
    [InlineData("\xFF")]
    [InlineData("\xC0\x80")]
    [InlineData("\xED\xA0\x80")]
    [InlineData("\xF4\x90\x80\x80")]
    [InlineData("\xE2\x82")]
    public void Bytes_that_are_not_utf8_are_kept_as_base64(string bytes)
    {
        var line = Encoding.Latin1.GetBytes($"{{\"instruction\": \"a\", \"output\": \"{bytes}\"}}");
        _workspace.Write("in.jsonl", [.. Encoding.UTF8.GetBytes(Good), (byte)'\n', .. line, (byte)'\n', .. Encoding.UTF8.GetBytes(Good)]);
        var dataset = _workspace.BuildOne("in.jsonl");
        Assert.Equal(["", "invalid_utf8", ""], dataset.Ledger.Select(row => row.Reason));
        Assert.Equal(line, dataset.Quarantine.Single().GetProperty("raw_base64").GetBytesFromBase64());
    }

    [Fact]
    public void Records_of_one_line_never_share_a_number()
    {
        const string Pair = """{"instruction":"x","output":"y"},[{"instruction":"n1","output":"y"},{"instruction":"n2","output":"y"}],{"instruction":"z","output":"y"}""";
        const string Instances = """{"instruction":"i","instances":[{"input":"1","output":"y"},{"input":"2","output":"y"}]},5,{"instruction":"last","output":"y"}""";
        _workspace.Write("n.json", $"[{Pair},{Instances}]");
        foreach (var blockBytes in new[] { 16, 65_536 })
        {
            _workspace.Write("recipe.yaml", "sources: { s: { files: n.json } }");
            var dataset = _workspace.Build("sources: { s: { files: n.json } }\ndatasets: { one: { order: source, gates: { quarantine: { error: 50% } } } }", new BuildOptions { BlockBytes = blockBytes })["one"];
            Assert.Equal([0L, 1, 2, 3, 4, 5, 6, 7], dataset.Ledger.Select(row => row.Item));
            Assert.Equal(8, dataset.Ledger.Select(row => row.Id).Distinct().Count());
            Assert.Equal([6L], dataset.Quarantine.Select(row => row.GetProperty("item").GetInt64()));
        }
    }

    [Fact]
    public void Strange_but_sound_texts_come_through()
    {
        string[] texts = ["\0", "\u0001\u001F", "\"\\/", "é e\u0301", "🦊\U0010FFFF", "\uFFFE\uFFFF", "a\u2028\u2029b", "<image> &amp; </s>", " \t\r\n x ", "\uFEFF", "x"];
        _workspace.WriteLines("in.jsonl", texts.Select(text => Lines.Alpaca(text + "?", text)));
        Assert.Equal(texts, _workspace.BuildOne("in.jsonl").Rows().Select(row => row.GetProperty("messages")[1].GetProperty("content").GetString()));
    }

    [Fact]
    public void The_last_of_duplicate_keys_wins_and_is_counted()
    {
        _workspace.WriteLines("in.jsonl", """{"instruction": "a", "output": "first", "output": "last", "x": {"y": 1, "y": 2}}""", Good);
        var dataset = _workspace.BuildOne("in.jsonl");
        Assert.Equal("last", dataset.Rows()[0].GetProperty("messages")[1].GetProperty("content").GetString());
        Assert.Equal(2, dataset.Manifest.GetProperty("inputs")[0].GetProperty("duplicate_keys").GetInt32());
    }

    [Fact]
    public void Values_on_one_line_are_one_record_each()
    {
        _workspace.WriteLines("in.jsonl", Good, string.Concat(Enumerable.Range(0, 3).Select(i => Lines.Alpaca($"q{i}", "a"))), "{}{}{}", Good);
        var dataset = _workspace.BuildOne("in.jsonl");
        Assert.Equal([(1L, 0L, "kept"), (2, 0, "kept"), (2, 1, "kept"), (2, 2, "kept"), (3, 0, "quarantined"), (3, 1, "quarantined"), (3, 2, "quarantined"), (4, 0, "kept")], dataset.Ledger.Select(row => (row.Line, row.Item, row.State)));
    }

    [Fact]
    public void A_number_beyond_every_double_is_no_score()
    {
        _workspace.WriteLines("in.jsonl", """{"instruction": "a", "output": "b", "quality_score": 1e400}""", """{"instruction": "c", "output": "d", "quality_score": 0.5, "n": -1e999999}""");
        var dataset = _workspace.BuildOne("in.jsonl", "filters: [{ score: { min: 0.3, missing: drop } }]");
        Assert.Equal(["score_missing", ""], dataset.Ledger.Select(row => row.Reason));
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void A_byte_order_mark_is_no_text(string name)
    {
        var encoding = name == "utf-8" ? new UTF8Encoding(encoderShouldEmitUTF8Identifier: true) : Encoding.GetEncoding(name);
        var text = string.Join("\r\n", Lines.Alpaca("Füchse 🦊", "日本"), "", Lines.Alpaca("b", "c"));
        _workspace.Write("in.jsonl", [.. encoding.GetPreamble(), .. encoding.GetBytes(text)]);
        var dataset = _workspace.BuildOne("in.jsonl");
        Assert.Equal([1L, 3], dataset.Ledger.Select(row => row.Line));
        Assert.Equal("""{"messages":[{"role":"user","content":"Füchse 🦊"},{"role":"assistant","content":"日本"}]}""", dataset.Rows()[0].GetRawText());
    }

    [Fact]
    public void One_broken_element_of_an_array_is_one_row()
    {
        _workspace.Write("in.json", $"[\n{Good},\n{{\"instruction\": \"a\", \"output\": }},\n{Good},\n17\n]");
        var dataset = _workspace.BuildOne("in.json");
        Assert.Equal([(0L, ""), (1, "malformed_json"), (2, ""), (3, "unknown_shape")], dataset.Ledger.Select(row => (row.Item, row.Reason)));
    }

    [Fact]
    public void A_broken_record_of_a_csv_is_one_row()
    {
        _workspace.Write("in.csv", "question,answer\r\nq1,\"a \"\"quoted\"\"\r\nanswer\"\r\nq2,a,surplus\r\nq3,a3\r\nq4,\"never closed\r\n");
        var dataset = _workspace.BuildOne("in.csv");
        Assert.Equal([(1L, ""), (2, "malformed_csv"), (3, ""), (4, "malformed_csv")], dataset.Ledger.Select(row => (row.Line, row.Reason)));
        Assert.Equal("a \"quoted\"\r\nanswer", dataset.Rows()[0].GetProperty("messages")[1].GetProperty("content").GetString());
    }

    [Theory]
    [InlineData("""[{"id":"c1","type":"function","function":{"name":"f","arguments":"{\"b\": 1.50,  \"a\":\"\\u00e9/\\/\"}"}}]""")]
    [InlineData("""[{"type": "function", "function": {"name": "f", "arguments": {"b": 1.50, "big": 12345678901234567890, "e": 1E5, "a": []}}}]""")]
    public void Tool_calls_keep_their_bytes(string calls)
    {
        _workspace.WriteLines("in.jsonl", $$"""{"messages": [{"role": "user", "content": "go"}, {"role": "assistant", "content": null, "tool_calls": {{calls}}}, {"role": "tool", "content": "ok"}]}""");
        var dataset = _workspace.BuildOne("in.jsonl");
        var message = dataset.Rows().Single().GetProperty("messages")[1];
        var before = JsonDocument.Parse(calls).RootElement[0].GetProperty("function").GetProperty("arguments");
        var after = message.GetProperty("tool_calls")[0].GetProperty("function").GetProperty("arguments");
        if (before.ValueKind == JsonValueKind.String) Assert.Equal(before.GetString(), after.GetString());
        else Assert.Equal(before.GetRawText().Replace(" ", ""), after.GetRawText().Replace(" ", ""));
    }

    [Fact]
    public void Empty_prompts_equal_nothing_and_other_answers_are_conflicts()
    {
        _workspace.WriteLines(
            "in.jsonl",
            Lines.Alpaca("", "a"), Lines.Alpaca("", "a"), Lines.Alpaca("q", "a"), Lines.Alpaca(" q ", "a"), Lines.Alpaca("q", "b"), Lines.Alpaca("Q", "a"), Lines.Chat("q", "a"),
            """{"messages": [{"role": "system", "content": "s"}, {"role": "user", "content": "q"}, {"role": "assistant", "content": "a"}]}""");
        var dataset = _workspace.BuildOne("in.jsonl", "dedup: { exact: { on: prompt } }");
        Assert.Equal(["", "", "", "duplicate", "conflict", "", "duplicate", "duplicate"], dataset.Ledger.Select(row => row.Reason));
    }

    [Fact]
    public void A_line_of_100_MB_is_a_record()
    {
        const int Length = 100_000_000;
        using (var file = File.CreateText(_workspace["in.jsonl"]))
        {
            file.Write(Good + "\n{\"instruction\": \"long\", \"output\": \"");
            var piece = new string('x', 1_000_000);
            for (var i = 0; i < Length / piece.Length; i++) file.Write(piece);
            file.Write("\"}\n" + Good);
        }

        var dataset = _workspace.BuildOne("in.jsonl");
        Assert.Equal([1L, 2, 3], dataset.Ledger.Where(row => row.State == "kept").Select(row => row.Line));
        var written = Row("fine", "yes").Length + Row("long", "").Length + Length + Row("fine", "yes").Length;
        Assert.Equal(written, new FileInfo(Path.Combine(dataset.Folder, "data", "train-00000-of-00001.jsonl")).Length);

        static string Row(string user, string assistant) => $$"""{"messages":[{"role":"user","content":"{{user}}"},{"role":"assistant","content":"{{assistant}}"}]}""" + "\n";
    }
}
