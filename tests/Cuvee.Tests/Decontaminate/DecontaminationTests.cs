using Cuvee.Decontaminate;
using Cuvee.Model;
using Cuvee.Tests.Support;

namespace Cuvee.Tests.Decontaminate;

public sealed class DecontaminationTests
{
    private const string Item = "{\"question\":\"a lamp on the point burns longer than the shift of whoever trims it at night\",\"answer\":\"42\"}";

    [Theory]
    [InlineData(1, 64)]
    [InlineData(2, 1 << 18)]
    [InlineData(7, 300)]
    public void Output_does_not_depend_on_threads_or_blocks(int threads, int blockBytes)
    {
        using var workspace = new Workspace();
        workspace.WriteLines("b.jsonl", Item);
        workspace.WriteLines("in.jsonl", Lines.Many(200, seed: 3).Select((line, i) => i % 17 == 0 ? Item : line));
        var removed = Enumerable.Range(0, 200).Where(i => i % 17 == 0).Select(i => i + 1L);
        var result = Decontamination.Run([workspace["in.jsonl"]], "out.jsonl", new DecontaminateOptions { Against = ["b.jsonl"], Folder = workspace.Folder, Threads = threads, BlockBytes = blockBytes });
        Assert.Equal(removed, result.Found.Select(found => found.Line));
        Assert.Equal(Lines.Many(200, seed: 3).Where((_, i) => i % 17 != 0), File.ReadLines(workspace["out.jsonl"]));
        Assert.Equal(12, File.ReadLines(workspace["out.jsonl.removed.jsonl"]).Count());
    }

    [Fact]
    public void Elements_of_an_array_become_lines_and_several_values_of_a_line_go_together()
    {
        using var workspace = new Workspace();
        workspace.WriteLines("b.jsonl", Item);
        workspace.Write("in.json", $"[\n  {{ \"question\":\n \"q\", \"answer\": 1.50 }},\n  {Item}\n]");
        workspace.Write("two.jsonl", "{\"text\":\"a\"}\n{\"text\":\"b\"}\n{\"text\":\"x\"}" + Item + "\n");
        var result = Decontamination.Run([workspace["in.json"], workspace["two.jsonl"]], "out.jsonl", new DecontaminateOptions { Against = ["b.jsonl"], Folder = workspace.Folder });
        Assert.Equal((3L, 2L, 6L), (result.Kept, result.Removed, result.Records));
        Assert.Equal("{\"question\":\"q\",\"answer\":1.50}\n{\"text\":\"a\"}\n{\"text\":\"b\"}\n", File.ReadAllText(workspace["out.jsonl"]));
        Assert.EndsWith($",\"row\":[{{\"text\":\"x\"}},{Item}]}}", File.ReadLines(workspace["out.jsonl.removed.jsonl"]).Last(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_input_that_changes_between_the_readings_is_an_error()
    {
        using var workspace = new Workspace();
        workspace.WriteLines("b.jsonl", Item);
        workspace.WriteLines("in.jsonl", "{\"text\":\"a\"}", "{\"text\":\"b\"}");
        var options = new DecontaminateOptions
        {
            Against = ["b.jsonl"],
            Folder = workspace.Folder,
            Progress = new StepHook(step =>
            {
                if (step == "write") workspace.WriteLines("in.jsonl", "{\"text\":\"a\"}", Item);
            }),
        };
        Assert.Equal(
            "an input changed while it was read; let nothing write to the inputs and try again",
            Assert.Throws<CuveeException>(() => Decontamination.Run([workspace["in.jsonl"]], "out.jsonl", options)).Message);
        Assert.Equal(["b.jsonl", "in.jsonl"], Directory.GetFiles(workspace.Folder, "*").Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_is_in_a_quarantined_line_is_not_found()
    {
        using var workspace = new Workspace();
        workspace.WriteLines("b.jsonl", Item);
        workspace.WriteLines("in.jsonl", "{\"text\":\"x\"}", Item + "{\"unknown\":1}");
        var result = Decontamination.Run([workspace["in.jsonl"]], "out.jsonl", new DecontaminateOptions { Against = ["b.jsonl"], Folder = workspace.Folder });
        Assert.Equal((1L, 0L, 1L, 0, 0), (result.Kept, result.Removed, result.Quarantined.Values.Sum(), result.Found.Length, result.Benchmarks.Single().Items));
    }

    [Fact]
    public void A_report_leaves_the_files_of_an_earlier_run_alone()
    {
        using var workspace = new Workspace();
        workspace.WriteLines("b.jsonl", Item);
        workspace.WriteLines("in.jsonl", Item, "{\"text\":\"x\"}");
        var options = new DecontaminateOptions { Against = ["b.jsonl"], Folder = workspace.Folder };
        Decontamination.Run([workspace["in.jsonl"]], "out.jsonl", options);
        Decontamination.Run([workspace["in.jsonl"]], "out.jsonl", options with { Action = ContaminationAction.Report });
        Assert.Equal((1, 1), (File.ReadLines(workspace["out.jsonl"]).Count(), File.ReadLines(workspace["out.jsonl.removed.jsonl"]).Count()));
    }

    [Fact]
    public void No_report_calls_anything_clean()
    {
        using var workspace = new Workspace();
        workspace.WriteLines("b.jsonl", Item);
        workspace.WriteLines("in.jsonl", "{\"text\":\"x\"}");
        Decontamination.Run([workspace["in.jsonl"]], "out.jsonl", new DecontaminateOptions { Against = ["b.jsonl"], Folder = workspace.Folder });
        var report = File.ReadAllText(workspace["out.jsonl.decontamination.json"]);
        Assert.Contains("no match found", report, StringComparison.Ordinal);
        Assert.DoesNotContain("clean", report, StringComparison.OrdinalIgnoreCase);
    }
}
