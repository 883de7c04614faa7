using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using Cuvee.Converting;
using Cuvee.Json;
using Cuvee.Model;
using Cuvee.Recipes;
using Cuvee.Tests.Ingest;
using Cuvee.Tests.Inspect;

namespace Cuvee.Tests.Converting;

public sealed class ConversionTests
{
    private const string Question = """{"question":"What is 2+2?","answer":"4","topic":"sums"}""";
    private const string Chat = """{"messages":[{"role":"user","content":"Grüße"},{"role":"assistant","content":"Hallo"}]}""";

    [Fact]
    public void Inputs_of_any_format_become_one_file_in_input_order()
    {
        using var folder = new TemporaryFolder();
        folder.Write("b.jsonl", $"{Question}\n\n{Chat}\n");
        folder.Write("a.csv", "prompt,completion\r\nhi,there\r\n");
        folder.Write("empty.jsonl", "");
        var result = Run(folder, ["b.jsonl", "a.csv", "empty.jsonl"], "out.jsonl", new() { To = "prompt_completion", Style = "text" });

        Assert.Equal(
            """
            {"prompt":"What is 2+2?","completion":"4"}
            {"prompt":"Grüße","completion":"Hallo"}
            {"prompt":"hi","completion":"there"}

            """,
            File.ReadAllText(folder["out.jsonl"]));
        Assert.Equal(3, result.Written);
        Assert.Equal(3, result.Read);
        Assert.Equal(["empty.jsonl"], result.EmptyFiles);
        Assert.Equal([new("messages", 1), new("prompt_completion", 1), new("qa", 1)], result.Formats);
        Assert.Equal(["a.csv", "b.jsonl", "empty.jsonl", "out.jsonl"], Files(folder));
    }

    [Fact]
    public void What_is_no_record_is_kept_beside_the_output()
    {
        using var folder = new TemporaryFolder();
        folder.Write("in.jsonl", $"{Question}\n{{broken\n{{\"x\":1}}\n{Chat}\n");
        var result = Run(folder, ["in.jsonl"], "out.jsonl", new() { To = "messages" });

        Assert.Equal(2, result.Written);
        Assert.Equal([new("malformed_json", 1), new("unknown_shape", 1)], result.Quarantined);
        Assert.Equal("out.jsonl.quarantine.jsonl", result.QuarantineFile);
        Assert.Equal(
            """
            {"source":"convert","file":"in.jsonl","line":2,"item":0,"byte_offset":56,"reason":"malformed_json","detail":"not JSON by RFC 8259","raw":"{broken"}
            {"source":"convert","file":"in.jsonl","line":3,"item":0,"byte_offset":64,"reason":"unknown_shape","detail":"no known format has these fields (found x)","raw":"{\"x\":1}"}

            """,
            File.ReadAllText(folder["out.jsonl.quarantine.jsonl"]));

        folder.Write("in.jsonl", Question);
        Assert.Null(Run(folder, ["in.jsonl"], "out.jsonl", new() { To = "messages" }).QuarantineFile);
        Assert.Equal(["in.jsonl", "out.jsonl"], Files(folder));
    }

    [Fact]
    public void A_loss_is_an_error_that_leaves_the_old_file_unless_it_is_allowed()
    {
        using var folder = new TemporaryFolder();
        folder.Write("in.jsonl", $"{Chat}\n{{\"prompt\":\"p\",\"completion\":\"c\",\"label\":true}}\n");
        folder.Write("out.jsonl", "old");
        var error = Assert.Throws<CuveeException>(() => Run(folder, ["in.jsonl"], "out.jsonl", new() { To = "messages" }));
        Assert.Equal("messages would lose 'label' of 1 records (first: in.jsonl:2); allow it with --allow label, or choose another format", error.Message);
        Assert.Equal("old", File.ReadAllText(folder["out.jsonl"]));
        Assert.Equal(["in.jsonl", "out.jsonl"], Files(folder));

        var result = Run(folder, ["in.jsonl"], "out.jsonl", new() { To = "messages", Allow = ["label"] });
        Assert.Equal([new("label", 1)], result.Losses);
        Assert.Equal(2, result.Written);
    }

    [Theory]
    [InlineData("in.jsonl", "out.jsonl", "kto", "1 records cannot be written as kto: no label (first: in.jsonl:1); choose another format")]
    [InlineData("in.jsonl", "in.jsonl", "messages", "in.jsonl: is an input too; choose another output file")]
    [InlineData("in.jsonl", "out.xls", "messages", "out.xls: the name does not say what to write; let it end in .json, .jsonl, .jsonl.gz, .jsonl.zst, .parquet")]
    [InlineData("in.jsonl", "out.jsonl", "chatml", "--to chatml: unknown; use one of messages, sharegpt, alpaca, prompt_completion, preference, kto, text")]
    [InlineData("other.jsonl", "out.jsonl", "messages", "other.jsonl: no such file or folder; check the path")]
    [InlineData("x*.jsonl", "out.jsonl", "messages", "x*.jsonl: matches no file; check the pattern, and that the shell leaves it alone")]
    [InlineData("odd.jsonl", "out.jsonl", "messages", "no record could be read: unknown_shape, no known format has these fields (found problem_text, reply) (first: odd.jsonl:1); say what the columns are with --map or --format")]
    [InlineData("cut.jsonl.gz", "out.jsonl", "messages", "cut.jsonl.gz: the gzip data is cut off; fetch the file again")]
    public void What_cannot_be_done_is_said_and_nothing_is_left_behind(string input, string output, string to, string message)
    {
        using var folder = new TemporaryFolder();
        folder.Write("in.jsonl", Chat);
        folder.Write("odd.jsonl", """{"problem_text":"p","reply":"r"}""");
        folder.Write("cut.jsonl.gz", Gzip(Chat)[..^9]);
        Assert.Equal(message, Assert.Throws<CuveeException>(() => Run(folder, [input], output, new() { To = to })).Message.Replace(folder.Path + "/", ""));
        Assert.Equal(["cut.jsonl.gz", "in.jsonl", "odd.jsonl"], Files(folder));
    }

    [Fact]
    public void Unusual_columns_are_mapped()
    {
        using var folder = new TemporaryFolder();
        folder.Write("in.jsonl", """{"q":{"text":"Why?"},"reply":"Because."}""");
        Run(folder, ["in.jsonl"], "out.json", new() { To = "alpaca", Map = [new("user", "q.text"), new("assistant", "reply")] });
        Assert.Equal("[\n{\"instruction\":\"Why?\",\"input\":\"\",\"output\":\"Because.\"}\n]\n", File.ReadAllText(folder["out.json"]));
    }

    [Fact]
    public void Metadata_tells_where_a_row_is_from()
    {
        using var folder = new TemporaryFolder();
        folder.Write("data/in.jsonl", $"\n{Question}");
        Run(folder, ["data"], "out.jsonl", new() { To = "text", Allow = ["turns"], Metadata = new MetadataRule(IsFull: true, []) });
        var id = Hash128.Of(Encoding.UTF8.GetBytes("\0data/in.jsonl\02\00"));
        var row = File.ReadAllText(folder["out.jsonl"]);
        Assert.StartsWith($$"""{"text":"What is 2+2?\n\n4","metadata":{"id":"{{id}}","source":null,"family":null,"tags_json":"{}","license":null,""", row);
        Assert.EndsWith(""","split":null,"file":"data/in.jsonl","line":2,"extra_json":"{\"topic\":\"sums\"}"}}""" + "\n", row);

        Run(folder, ["data"], "out.jsonl", new() { To = "text", Allow = ["turns"], Metadata = new MetadataRule(IsFull: false, [new("from", "file")]) });
        Assert.EndsWith(""","metadata":{"from":"data/in.jsonl"}}""" + "\n", File.ReadAllText(folder["out.jsonl"]));
    }

    [Theory]
    [InlineData("out.jsonl")]
    [InlineData("out.jsonl.gz")]
    [InlineData("out.jsonl.zst")]
    [InlineData("out.json")]
    [InlineData("out.parquet")]
    public void Every_container_reads_back_and_threads_and_blocks_do_not_show(string output)
    {
        using var folder = new TemporaryFolder();
        var chats = Enumerable.Range(0, 3000).Select(i => Chat.Replace("Hallo", $"Hallo {i}\\n\\u0000 \\\"{new string('x', i % 500)}"));
        folder.Write("in.jsonl", string.Join('\n', chats));
        Run(folder, ["in.jsonl"], output, new() { To = "messages", Threads = 1 });
        var first = File.ReadAllBytes(folder[output]);
        Run(folder, ["in.jsonl"], output, new() { To = "messages", Threads = 3, BlockBytes = 1000 });
        Assert.Equal(first, File.ReadAllBytes(folder[output]));
        Assert.Equal(Hashes(folder["in.jsonl"]), Hashes(folder[output]));
    }

    [Fact]
    public void A_file_without_records_becomes_one_without_rows()
    {
        using var folder = new TemporaryFolder();
        folder.Write("in.jsonl", "\n");
        foreach (var output in new[] { "out.jsonl", "out.json", "out.parquet" })
        {
            Assert.Equal(0, Run(folder, ["in.jsonl"], output, new() { To = "text" }).Written);
            Assert.Empty(Hashes(folder[output]));
        }

        Assert.Equal("[]\n", File.ReadAllText(folder["out.json"]));
    }

    [Fact]
    public void The_account_is_one_document()
    {
        using var folder = new TemporaryFolder();
        folder.Write("in.jsonl", $"{Question}\n{{\n");
        using var json = new MemoryStream();
        Run(folder, ["in.jsonl"], "out.jsonl", new() { To = "messages" }).WriteJson(json);
        Assert.Equal(
            """
            {
              "output": "out.jsonl",
              "format": "messages",
              "inputs": 1,
              "empty_files": [],
              "read": 2,
              "written": 1,
              "quarantined": {
                "malformed_json": 1
              },
              "quarantine_file": "out.jsonl.quarantine.jsonl",
              "losses": {},
              "formats": {
                "qa": 1
              },
              "duplicate_keys": 0
            }

            """,
            Encoding.UTF8.GetString(json.ToArray()));
    }

    /// <summary>There and back over real files: where nothing is lost on the way, every record comes back with its content hash.</summary>
    [Theory]
    [InlineData("afs/training_data_tool_usage_training_formatted_val.jsonl", "messages", "")]
    [InlineData("afs/distillation_data_train_chatml.jsonl", "sharegpt", "")]
    [InlineData("llama_factory/glaive_toolcall_en_demo.json", "messages", "")]
    [InlineData("llama_factory/glaive_toolcall_zh_demo.json", "sharegpt", "")]
    [InlineData("llama_factory/dpo_en_demo.json", "preference", "")]
    [InlineData("llama_factory/v1_dpo_demo.jsonl", "preference", "")]
    [InlineData("hh_rlhf/harmless-base_test.jsonl.gz", "preference", "")]
    [InlineData("llama_factory/kto_en_demo.json", "kto", "")]
    [InlineData("toolset/behavior_text_only_pairs_v1.2.jsonl", "kto", "")]
    [InlineData("llama_factory/alpaca_zh_demo.json", "messages", "")]
    [InlineData("llama_factory/alpaca_en_demo.json", "alpaca", "")]
    [InlineData("llama_factory/mllm_demo.json", "messages", "")]
    [InlineData("llama_factory/v1_multimodal_demo.jsonl", "messages", "")]
    [InlineData("llama_factory/reason_tool_use_demo_50.jsonl", "messages", "")]
    [InlineData("llama_factory/c4_demo.jsonl", "text", "")]
    [InlineData("gsm8k/test.jsonl", "prompt_completion", "text")]
    public void Real_files_come_back_from_another_format(string file, string to, string style)
    {
        using var folder = new TemporaryFolder();
        var original = SharedData.File(file);
        var options = new ConvertOptions { To = to, Style = style.Length > 0 ? style : "messages" };
        Run(folder, [original], "there.jsonl", options);
        var expected = Hashes(original);
        Assert.NotEmpty(expected);
        Assert.Equal(expected, Hashes(folder["there.jsonl"]));

        // Once more from there: the same bytes.
        Run(folder, ["there.jsonl"], "again.jsonl", options);
        Assert.Equal(File.ReadAllBytes(folder["there.jsonl"]), File.ReadAllBytes(folder["again.jsonl"]));

        // Parquet has no place for content parts; everything else comes back.
        if (file.Contains("multimodal"))
        {
            var error = Assert.Throws<CuveeException>(() => Run(folder, [original], "there.parquet", options));
            Assert.Equal("messages would lose 'media' of 24 records (first: llama_factory/v1_multimodal_demo.jsonl:1)", error.Message.Split(';')[0].Replace("first: v1", "first: llama_factory/v1"));
            return;
        }

        Run(folder, [original], "there.parquet", options);
        Assert.Equal(expected, Hashes(folder["there.parquet"]));
    }

    /// <summary>messages to another format and back: the same rows, byte for byte.</summary>
    [Theory]
    [InlineData("afs/distillation_data_train_chatml.jsonl", "sharegpt")]
    [InlineData("llama_factory/glaive_toolcall_en_demo.json", "sharegpt")]
    [InlineData("llama_factory/alpaca_zh_demo.json", "alpaca")]
    [InlineData("llama_factory/mllm_demo.json", "sharegpt")]
    public void Messages_come_back_byte_for_byte(string file, string through)
    {
        using var folder = new TemporaryFolder();
        Run(folder, [SharedData.File(file)], "messages.jsonl", new() { To = "messages" });
        Run(folder, ["messages.jsonl"], "there.jsonl", new() { To = through });
        Run(folder, ["there.jsonl"], "back.jsonl", new() { To = "messages" });
        Assert.Equal(File.ReadAllText(folder["messages.jsonl"]), File.ReadAllText(folder["back.jsonl"]));
    }

    [Fact]
    public void Function_calls_of_glaive_keep_their_bytes_through_messages()
    {
        using var folder = new TemporaryFolder();
        var original = SharedData.File("llama_factory/glaive_toolcall_en_demo.json");
        Run(folder, [original], "messages.jsonl", new() { To = "messages" });
        Run(folder, ["messages.jsonl"], "sharegpt.json", new() { To = "sharegpt" });
        var calls = FunctionCalls(original);
        Assert.Equal(211, calls.Count);
        Assert.Equal(calls, FunctionCalls(folder["sharegpt.json"]));
    }

    [Fact]
    public void Sharegpt_keeps_the_ids_of_calls_and_says_when_a_result_loses_its_own()
    {
        using var folder = new TemporaryFolder();
        const string Turns = """{"messages":[{"role":"user","content":"u"},{"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{\"x\": 1}"}}]}RESULT]}""";
        folder.Write("in.jsonl", Turns.Replace("RESULT", ""));
        Run(folder, ["in.jsonl"], "out.jsonl", new() { To = "sharegpt" });
        Assert.Contains("""{"from":"function_call","value":"{\"name\": \"f\", \"arguments\": {\"x\": 1}, \"id\": \"c1\"}"}""", File.ReadAllText(folder["out.jsonl"]));
        Assert.Equal(Hashes(folder["in.jsonl"]), Hashes(folder["out.jsonl"]));

        folder.Write("in.jsonl", Turns.Replace("RESULT", """,{"role":"tool","content":"r","tool_call_id":"c1"}"""));
        var error = Assert.Throws<CuveeException>(() => Run(folder, ["in.jsonl"], "out.jsonl", new() { To = "sharegpt" }));
        Assert.StartsWith("sharegpt would lose 'tools' of 1 records", error.Message);
    }

    private static ConversionResult Run(TemporaryFolder folder, ImmutableArray<string> inputs, string output, ConvertOptions options) =>
        Conversion.Run(inputs, output, options with { Folder = folder.Path });

    private static List<Hash128> Hashes(string file)
    {
        var trip = new RoundTrip();
        return RoundTrip.Records([file], (record, _) => trip.Hash(record));
    }

    private static List<string> FunctionCalls(string file)
    {
        var bytes = File.ReadAllBytes(file);
        var tape = new JsonTape();
        Assert.Equal(JsonFault.None, tape.Parse(bytes, 0, bytes.Length, out _));
        var calls = new List<string>();
        foreach (var record in tape.Root.Elements())
        {
            foreach (var turn in record["conversations"u8].Elements())
            {
                if (turn["from"u8].Is("function_call"u8)) calls.Add(turn["value"u8].Text.ToString());
            }
        }

        return calls;
    }

    private static string[] Files(TemporaryFolder folder) =>
        [.. Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder.Path, file)).Order(StringComparer.Ordinal)];

    private static byte[] Gzip(string text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Optimal)) gzip.Write(Encoding.UTF8.GetBytes(text));
        return bytes.ToArray();
    }
}
