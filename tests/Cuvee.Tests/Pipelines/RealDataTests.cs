using System.Text.Json;
using Cuvee.Tests.Support;

namespace Cuvee.Tests.Pipelines;

/// <summary>Figures that other tools got wrong on public data.</summary>
public sealed class RealDataTests : IDisposable
{
    private readonly Workspace _workspace = SharedData.Workspace();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Gsm8k_is_the_same_in_jsonl_and_parquet()
    {
        const string Recipe = """
            name: gsm8k
            sources:
              jsonl: { files: [data/gsm8k/train.jsonl, data/gsm8k/test.jsonl] }
              parquet: { files: [data/gsm8k_parquet/train.parquet, data/gsm8k_parquet/test.parquet] }
            dedup: { exact: { on: conversation } }
            """;
        var dataset = _workspace.Build(Recipe)["gsm8k"];
        var jsonl = dataset.Ledger.Where(row => row.Source == "jsonl").ToList();
        var parquet = dataset.Ledger.Where(row => row.Source == "parquet").ToList();
        Assert.Equal(7473 + 1319, jsonl.Count);
        Assert.Equal(jsonl.Select(row => row.ContentHash), parquet.Select(row => row.ContentHash));
        Assert.Equal(jsonl.Select(row => row.Line), parquet.Select(row => row.Line));
        Assert.All(jsonl, row => Assert.Equal("kept", row.State));
        Assert.All(parquet, row => Assert.Equal("duplicate", row.Reason));
        Assert.Equal(jsonl.Select(row => row.Id), parquet.Select(row => row.OtherId));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Items_of_gsm8k_test_are_dropped_from_gsm8k_train(int threads)
    {
        const string Recipe = """
            name: clean
            sources:
              gsm8k: { files: [data/gsm8k/train.jsonl] }
            decontaminate: { against: data/gsm8k/test.jsonl }
            """;
        var output = _workspace.Build(Recipe, new Cuvee.Engine.BuildOptions { Threads = threads, BlockBytes = 100_000 * threads });
        var dataset = output["clean"];
        Assert.Equal((7473 - 3, 3), (dataset.Count("kept"), dataset.Count("dropped")));
        Assert.Equal(
            ["21 contaminated gsm8k/test/633", "1315 contaminated gsm8k/test/603", "5163 contaminated gsm8k/test/603"],
            dataset.Ledger.Where(row => row.State == "dropped").Select(row => $"{row.Line} {row.Reason} {row.OtherId}"));
        _workspace.Build(Recipe, new Cuvee.Engine.BuildOptions { Threads = 1, Out = _workspace["again"] });
        Assert.Equal(FolderContent.Of(_workspace["again/clean"]), FolderContent.Of(dataset.Folder));
    }

    [Theory]
    [InlineData("conversation", 1992, 1008, 0)]
    [InlineData("conversation, system: ignore", 996, 2004, 0)]
    [InlineData("prompt", 15, 30, 2955)]
    public void One_set_in_three_formats_is_one_set(string key, int kept, int duplicates, int conflicts)
    {
        var dataset = _workspace.BuildOne("data/afs/distillation_data_*.jsonl", $"dedup: {{ exact: {{ on: {key} }} }}");
        Assert.Equal((3000, kept, duplicates, conflicts), (dataset.Ledger.Count, dataset.Count("kept"), dataset.Count("dropped", "duplicate"), dataset.Count("dropped", "conflict")));
    }

    [Fact]
    public void Two_names_of_one_set_are_half_duplicates()
    {
        const string Recipe = """
            name: two
            sources:
              new_codealpaca: { files: [data/codealpaca/new_codealpaca.json] }
              codegen: { files: [data/gpteacher/codegen-instruct.json] }
            dedup: { exact: { on: prompt } }
            """;
        var dataset = _workspace.Build(Recipe)["two"];
        Assert.Equal((9070, 4535, 4535), (dataset.Ledger.Count, dataset.Count("kept"), dataset.Count("dropped")));
    }

    [Fact]
    public void Scored_files_have_exactly_two_broken_lines()
    {
        var dataset = _workspace.BuildOne("data/toolset/scored_batches/*.jsonl");
        Assert.Equal((5520, 5518), (dataset.Ledger.Count, dataset.Count("kept")));
        Assert.Equal(
            [("scored_batch_21.jsonl", 13L, "malformed_json"), ("scored_batch_64.jsonl", 20L, "malformed_json")],
            dataset.Ledger.Where(row => row.State == "quarantined").Select(row => (Path.GetFileName(row.File), row.Line, row.Reason)));
        Assert.Equal(["scored_batch_21.jsonl", "scored_batch_64.jsonl"], dataset.Quarantine.Select(row => Path.GetFileName(row.GetProperty("file").GetString())));
    }

    [Fact]
    public void Weak_records_are_told_apart_by_two_fields()
    {
        const string Strong = """
            filters:
              - { field: { name: quality_scores.overall_quality, min: 3 } }
              - { field: { name: quality_scores.sessionMemory_quality, not_equals: 1 } }
            """;
        Assert.Equal(1837, _workspace.BuildOne("data/toolset/scored_batches/*.jsonl", Strong).Count("kept"));
    }

    [Fact]
    public void The_tool_filter_sees_records_before_their_fields_are_gone()
    {
        // Nothing is left of these files, and a dataset without lines does not pass
        var dataset = _workspace.BuildOneSource("data/afs/training_data_tool_usage_*.jsonl", "filters: [no_tools]").Failed("one", "structure");
        var withTools = Directory.GetFiles(Path.Combine(SharedData.Folder(), "afs"), "training_data_tool_usage_*.jsonl")
            .SelectMany(File.ReadLines)
            .Count(line => JsonDocument.Parse(line).RootElement.GetProperty("messages").EnumerateArray().Any(message => message.TryGetProperty("tool_calls", out _)));
        Assert.Equal((874, withTools), (dataset.Ledger.Count, dataset.Count("dropped", "tools")));
        Assert.True(withTools > 500);
    }

    [Fact]
    public void Quoted_fields_of_many_lines_are_one_record()
    {
        var dataset = _workspace.BuildOne("data/counsel_chat/*.csv", source: ", map: { user: questionText, assistant: answerText }");
        Assert.Equal((2129, 0), (dataset.Ledger.Count, dataset.Count("quarantined")));
    }

    [Fact]
    public void Blank_lines_are_no_records()
    {
        var dataset = _workspace.BuildOne("data/toolset/syngen_toolset_v1.0.0_chatgpt.jsonl");
        Assert.Equal((787, 0, 787 + 767), (dataset.Ledger.Count, dataset.Count("quarantined"), dataset.Ledger[^1].Line));
    }
}
