using System.Collections.Immutable;
using System.Text;
using Cuvee.Inspect;
using Cuvee.Ingest;
using Cuvee.Model;
using Cuvee.Tests.Ingest;

namespace Cuvee.Tests.Inspect;

public sealed class InspectionTests
{
    [Fact]
    public void A_folder_is_every_data_file_below_it_in_order()
    {
        using var folder = new TemporaryFolder();
        foreach (var file in new[] { "b.jsonl", "a/z.jsonl.zst.txt", "a/c.json.gz", ".hidden/x.jsonl", ".x.jsonl", "README.md", "code.py" }) folder.Write(file, "{}\n");
        Assert.Equal(["a/c.json.gz", "a/z.jsonl.zst.txt", "b.jsonl"], Of(folder, ".").Files.Select(file => file.File));
        Assert.Equal(["README.md", "a/c.json.gz"], Of(folder, "README.md", "a/*.gz", "a/c.json.gz").Files.Select(file => file.File));
    }

    [Theory]
    [InlineData("absent", "absent: no such file or folder; check the path")]
    [InlineData("*.csv", "*.csv: matches no file; check the pattern, and that the shell leaves it alone")]
    [InlineData("none", "none: no data files in this folder (looked for .jsonl, .ndjson, .jsonlines, .json, .csv, .tsv, .tab, .txt, .text, .parquet, .pq); name a file")]
    public void A_path_that_is_not_there_is_an_error(string path, string message)
    {
        using var folder = new TemporaryFolder();
        folder.Write("none/code.py");
        Assert.Equal(message, Assert.Throws<CuveeException>(() => Of(folder, path)).Message);
    }

    [Fact]
    public void Everything_about_a_file_is_told()
    {
        using var folder = new TemporaryFolder();
        folder.Write(
            "mixed.jsonl",
            """
            {"messages":[{"role":"system","content":"s"},{"role":"user","content":"Grüße"},{"role":"assistant","content":"Hallo","weight":1}],"topic":"de","meta":{"quality":7}}
            {"messages":[{"role":"user","content":"Grüße"},{"role":"assistant","content":"Guten Tag"}],"topic":"de","meta":{"quality":9.5}}
            {"messages":[{"role":"user","content":"Grüße"},{"role":"assistant","content":"Guten Tag"}],"topic":"en","meta":null,"topic":"en"}
            {"prompt":"p","completion":" ","label":true,"topic":"en"}
            {"prompt":"\uFFFD","label":false,"topic":null}
            {"messages":[{"role":"user","content":"u"},{"role":"assistant","content":null,"tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":"{}"}},{"function":{}}]}],"tools":[{"name":"f"}]}
            {"x":1}
            {"broken

            """);
        var content = Assert.Single(Of(folder, "mixed.jsonl").Files).Content;

        Assert.Equal((7, 6), (content.Values, content.Records));
        Assert.Equal([new(RecordFormat.Messages, 4, 0.6667, "has messages"), new(RecordFormat.Kto, 2, 0.3333, "has prompt, completion, label")], content.Formats);
        Assert.Equal(["malformed_json: mixed.jsonl:8", "unknown_shape: mixed.jsonl:7"], content.Quarantined.Select(entry => $"{entry.Reason}: {entry.Places[0].File}:{entry.Places[0].Line}"));
        var topic = content.Columns.Single(column => column.Name == "topic");
        Assert.Equal((5, 0.7143, 1, 0.2, 0, 2.0, "de"), (topic.Present, topic.Presence, topic.Nulls, topic.NullRate, topic.Used, topic.MeanCharacters, topic.Example));
        Assert.Equal([new("null", 1), new("text", 4)], topic.Types);
        Assert.Equal(["messages", "topic", "meta", "prompt", "completion", "label", "tools", "x"], content.Columns.Select(column => column.Name));
        Assert.Equal(["topic", "meta", "x"], content.UnmappedColumns);
        Assert.Equal(new LengthSummary(1, 1, 3, 5, 5), content.PromptLength);
        Assert.Equal(new LengthSummary(0, 1, 4, 9, 9), content.AnswerLength);
        Assert.Equal(new LengthSummary(1, 2, 2, 3, 3), content.TurnCount);
        Assert.Equal([new("system", 1), new("user", 6), new("assistant", 5)], content.Roles);
        Assert.Equal(2, content.ToolCalls);
        Assert.Equal([new("tool_calls", 1), new("tools", 1), new("system", 1)], content.With);
        Assert.Equal((1, 1), (content.LabelTrue, content.LabelFalse));
        Assert.Equal([new ScoreField("meta.quality", 2, 7, 9.5, 10, true), new ScoreField("x", 1, 1, 1, 1, false)], content.Scores);
        var tag = Assert.Single(content.Tags);
        Assert.Equal(("topic", 3), (tag.Path, tag.Missing));
        Assert.Equal([new("de", 2), new("en", 2)], tag.Values);
        Assert.Equal(new DuplicateSummary(1, 2, 2, 1), content.Duplicates);
        Assert.Equal((1, 1, 0, 1, 1), (content.NoAnswers, content.EmptyAnswers, content.EmptyRejected, content.WithReplacement, content.DuplicateKeys));
        Assert.Equal([new("label", 2)], content.LostInMessages);
        Assert.Equal([new("weight", 1)], content.UnreadTurnFields);
    }

    [Fact]
    public void Damage_is_told_and_the_other_files_are_looked_at()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.jsonl", "version https://git-lfs.github.com/spec/v1\n");
        folder.Write("b.jsonl", """{"text":"t"}""");
        folder.Write("c.jsonl", "");
        var report = Of(folder, ".");
        Assert.Equal(["a.jsonl: a git-LFS pointer, not the data; run 'git lfs pull'"], report.Damaged.Select(file => file.Damage));
        Assert.False(report.IsAllDamaged);
        Assert.Equal([false, false, true], report.Files.Select(file => file.IsEmpty));
        Assert.Equal(1, report.Total.Records);
        Assert.True(Of(folder, "a.jsonl").IsAllDamaged);
    }

    [Fact]
    public void Threads_and_blocks_do_not_show()
    {
        using var folder = new TemporaryFolder();
        var random = new Random(3);
        var lines = Enumerable.Range(0, 2000).Select(i =>
            $$"""{"question":"q{{random.Next(900)}}","answer":"a{{random.Next(3)}}","c{{random.Next(400)}}":"{{new string('y', random.Next(90))}}","m":{"k{{random.Next(100)}}":{{random.Next(9)}},"t":"v{{random.Next(60)}}"} }""");
        folder.Write("in.jsonl", string.Join('\n', lines));
        var options = new InspectOptions { Folder = folder.Path, Sample = 5, MaxKeys = 100 };
        var first = Json(Inspection.Of(["in.jsonl"], options with { Threads = 1 }));
        Assert.Contains("\"one_in\": 16", first);
        foreach (var blockBytes in new[] { 200, 5000 }) Assert.Equal(first, Json(Inspection.Of(["in.jsonl"], options with { Threads = 3, BlockBytes = blockBytes })));
    }

    [Fact]
    public void A_sample_goes_by_rank_and_shows_a_content_once()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.jsonl", string.Join('\n', Enumerable.Range(0, 50).Select(i => $$"""{"text":"{{i % 25}}"}""")));
        var options = new InspectOptions { Folder = folder.Path, Sample = 10 };
        var sample = Inspection.Of(["a.jsonl"], options).Sample;
        Assert.Equal(10, sample.Select(record => record.Json.ToString()).Distinct().Count());
        Assert.All(sample, record => Assert.InRange(record.Line, 1, 25));
        Assert.Equal(sample[..3].Select(record => record.Line), Inspection.Of(["a.jsonl"], options with { Sample = 3 }).Sample.Select(record => record.Line));
        Assert.Equal(25, Inspection.Of(["a.jsonl"], options with { Sample = 100 }).Sample.Length);
    }

    [Fact]
    public void Columns_of_unknown_names_are_suggested_as_a_prompt_and_an_answer()
    {
        using var folder = new TemporaryFolder();
        folder.Write("odd.csv", "id,situation,advice\n1,I am sad today,Take a walk and call a friend\n2,I cannot sleep,Put the screens away\n");
        folder.Write("lyrics.jsonl", "{\"song\":\"la la la\"}\n{\"song\":\"na na na\"}\n");
        Assert.Equal(
            """
              lyrics: # 2 values of no known format; check the map
                files: [lyrics.jsonl]
                map: { text: song }
              odd: # 2 values of no known format; check the map
                files: [odd.csv]
                map: { user: situation, assistant: advice }
            """,
            string.Join('\n', Of(folder, ".").Sources.SelectMany(RecipeDraft.Lines)));
    }

    [Fact]
    public void The_report_is_one_document()
    {
        using var folder = new TemporaryFolder();
        folder.Write("in.jsonl", """{"text":"t"}""");
        var json = Json(Inspection.Of(["in.jsonl"], new InspectOptions { Folder = folder.Path, Sample = 1 }));
        Assert.StartsWith(
            """
            {
              "files": [
                {
                  "file": "in.jsonl",
                  "bytes": 12,
                  "container": "jsonl",
                  "confidence": 1,
                  "evidence": "1 of the first 1 lines are JSON values",
                  "compression": "none",
                  "encoding": "utf-8",
                  "damage": null,
                  "values": 1,
                  "records": 1,
            """,
            json);
        Assert.EndsWith("""      "record": {"messages":[{"role":"assistant","content":"t"}]}""" + "\n    }\n  ]\n}\n", json);
    }

    [Theory]
    [InlineData("hh_rlhf/harmless-base_test.jsonl.gz", "preference 2312", 0, 4, "")]
    [InlineData("counsel_chat/20200325_counsel_chat.csv", "qa 2129", 0, 0, "")]
    [InlineData("gsm8k/train.jsonl", "qa 7473", 0, 0, "")]
    [InlineData("gsm8k_parquet/train.parquet", "qa 7473", 0, 0, "")]
    [InlineData("human_eval/HumanEval.jsonl.gz", "prompt_completion 164", 0, 0, "")]
    [InlineData("llama_factory/alpaca_zh_demo.json", "alpaca 1000", 0, 0, "")]
    [InlineData("llama_factory/glaive_toolcall_en_demo.json", "sharegpt 300", 0, 0, "")]
    [InlineData("llama_factory/dpo_zh_demo.json", "preference 300", 0, 0, "")]
    [InlineData("llama_factory/kto_en_demo.json", "kto 300", 0, 0, "")]
    [InlineData("llama_factory/mllm_demo.json", "messages 6", 0, 0, "")]
    [InlineData("llama_factory/v1_sft_demo.jsonl", "messages 500", 0, 0, "")]
    [InlineData("llama_factory/v1_dpo_demo.jsonl", "preference 10", 0, 0, "")]
    [InlineData("llama_factory/reason_tool_use_demo_50.jsonl", "messages 50", 0, 0, "")]
    [InlineData("llama_factory/c4_demo.jsonl", "text 300", 0, 0, "")]
    [InlineData("llama_factory/wiki_demo.txt", "text 30", 0, 0, "")]
    [InlineData("self_instruct/user_oriented_instructions.jsonl", "alpaca 252", 0, 0, "")]
    [InlineData("toolset/tools_vaultManager_v1.3.jsonl", "kto 1028, messages 441", 0, 0, "")]
    [InlineData("toolset/gspo_11.26.25.jsonl", "prompt_completion 1797", 1797, 0, "")]
    [InlineData("toolset/tool_schemas.json", "", 0, 0, "unknown_shape 1")]
    [InlineData("toolset/scored_batches", "kto 5518", 0, 0, "malformed_json 2")]
    [InlineData("afs", "messages 1902, alpaca 1715, prompt_completion 1000", 0, 0, "")]
    public void Real_files_are_what_they_are(string path, string formats, int noAnswers, int emptyAnswers, string quarantined)
    {
        var total = Inspection.Of([SharedData.File(path)], new InspectOptions()).Total;
        Assert.Equal(formats, string.Join(", ", total.Formats.Select(format => $"{FormatWords.Of(format.Format)} {format.Count}")));
        Assert.Equal((noAnswers, emptyAnswers), (total.NoAnswers, total.EmptyAnswers));
        Assert.Equal(quarantined, string.Join(", ", total.Quarantined.Select(entry => $"{entry.Reason} {entry.Count}")));
    }

    [Fact]
    public void Traps_of_real_files_are_told()
    {
        var report = Inspection.Of([SharedData.Folder()], new InspectOptions());
        var pointer = Assert.Single(report.Damaged);
        Assert.EndsWith("a git-LFS pointer, not the data; run 'git lfs pull'", pointer.Damage);
        Assert.EndsWith("generated_data_overnight_20260104_farore_train.jsonl", Assert.Single(report.Files, file => file.IsEmpty).File);
        Assert.Equal(81_667, report.Total.Records);
        Assert.Equal(["scored_batch_21.jsonl:13", "scored_batch_64.jsonl:20"], report.Total.Quarantined[0].Places.Select(place => $"{Path.GetFileName(place.File)}:{place.Line}"));
        FileSummary Find(string name) => report.Files.Single(file => Path.GetFileName(file.File) == name);
        Assert.Equal((4, 6), (Find("c4_demo.jsonl").Content.WithReplacement, Find("dpo_zh_demo.json").Content.WithReplacement));
        Assert.Equal([new("loss_weight", 1000)], Find("v1_sft_demo.jsonl").Content.UnreadTurnFields);
        Assert.Equal(10, report.Sources.Single(source => source.Name == "scored_batches").ScoreScale);
        Assert.Equal(24, Find("v1_multimodal_demo.jsonl").Content.With.Single(with => with.Key == "media").Value);
        Assert.Equal(50, Find("reason_tool_use_demo_50.jsonl").Content.With.Single(with => with.Key == "thinking").Value);
    }

    private static InspectionReport Of(TemporaryFolder folder, params ImmutableArray<string> paths) => Inspection.Of(paths, new InspectOptions { Folder = folder.Path });

    private static string Json(InspectionReport report)
    {
        using var stream = new MemoryStream();
        InspectionJson.Write(stream, report);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
