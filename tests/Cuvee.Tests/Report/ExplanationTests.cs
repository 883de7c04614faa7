using System.IO.Compression;
using Cuvee.Engine;
using Cuvee.Report;
using Cuvee.Tests.Support;

namespace Cuvee.Tests.Report;

public sealed class ExplanationTests
{
    private const string Text = "He keeps the lamp burning.";

    [Theory]
    [InlineData("in.jsonl", 37)]
    [InlineData("in.jsonl", 4000)]
    [InlineData("in.json", 2)]
    [InlineData("in.jsonl.gz", 37)]
    [InlineData("in.jsonl.zst", 37)]
    [InlineData("mark.jsonl", 37)]
    [InlineData("in.csv", 37)]
    public void A_record_is_read_again_from_any_file(string file, int number)
    {
        using var workspace = new Workspace();
        var lines = Enumerable.Range(1, 4000).Select(i => $$"""{"prompt":"Who is number {{i}}? ","completion":"{{new string('x', i % 50 + 1)}} ä{{i}}"}""").ToList();
        var text = file.Contains(".csv", StringComparison.Ordinal)
            ? "prompt,completion\n" + string.Concat(Enumerable.Range(1, 4000).Select(i => $"Who is number {i}? ,{new string('x', i % 50 + 1)} ä{i}\n"))
            : file == "in.json" ? $"[{string.Join(",\n", lines)}]" : string.Join('\n', lines) + "\n";
        var bytes = System.Text.Encoding.UTF8.GetBytes((file == "mark.jsonl" ? "\uFEFF" : "") + text);
        workspace.Write(file, file.EndsWith(".gz", StringComparison.Ordinal) ? Compressed.Gzip(text) : file.EndsWith(".zst", StringComparison.Ordinal) ? Compressed.Zstd(text) : bytes);
        var dataset = workspace.BuildOne(file, "normalize: { trim: true }");
        var word = file == "in.json" ? $"{file}:1:{number - 1}" : $"{file}:{number}";
        var found = Assert.Single(Explanation.Find(dataset.Folder, word));
        var question = $"Who is number {number}?";
        Assert.Equal([new TextChange("trim", "turn 1, user", question + " ", question)], found.History!.Changes);
        Assert.Contains($"{question} \"", found.History.AsRead, StringComparison.Ordinal);
        Assert.Equal(found.Text + "\n", found.History.AsDecided);
    }

    [Fact]
    public void A_record_of_an_array_after_values_that_hold_several_is_the_right_one()
    {
        using var workspace = new Workspace();
        string Task(string instruction, params string[] outputs) =>
            $$"""{"instruction":"{{instruction}}","instances":[{{string.Join(",", outputs.Select(output => $$"""{"input":"","output":"{{output}}"}"""))}}]}""";
        workspace.Write("in.json", $"[{Task("a", "1", "2", "3")},{Task("b", "4", "5")},{Task("c", "6")}]");
        var dataset = workspace.BuildOne("in.json");
        foreach (var row in dataset.Ledger)
        {
            var found = Assert.Single(Explanation.Find(dataset.Folder, $"in.json:1:{row.Item}"));
            Assert.Equal(found.Text + "\n", found.History!.AsRead);
        }

        Assert.Equal(6, dataset.Ledger.Count);
    }

    [Fact]
    public void A_duplicate_in_an_array_is_shown_beside_the_record_kept_in_its_place()
    {
        using var workspace = new Workspace();
        // Reading it again asks the ledger too, while the other one is looked for there
        workspace.Write("in.json", "[" + string.Join(",\n", Enumerable.Range(0, 500).Select(i => $$"""{"prompt":"q{{i / 2}}","completion":"a{{i / 2}}"}""")) + "]");
        var dataset = workspace.BuildOne("in.json", "dedup: { exact: { on: prompt } }");
        var found = Assert.Single(Explanation.Find(dataset.Folder, "in.json:1:301"));
        Assert.Equal(("dropped", "duplicate", 300L), (found.Record.State, found.Record.Reason, found.Other!.Item));
        Assert.Contains("\"a150\"", found.History!.AsRead, StringComparison.Ordinal);
        Assert.Equal((found.History.AsRead, found.OtherText + "\n"), (found.OtherHistory!.AsRead, found.OtherHistory.AsDecided));
    }

    [Theory]
    [InlineData("", 2001, true)]
    [InlineData("dedup: { exact: { on: first_user } }", 3500, true)]
    [InlineData("normalize: { trim: true }", 2001, true)]
    [InlineData("normalize: { trim: true }", 2000, false)]
    [InlineData("filters: [ { length: { max: 30 } } ]", 2039, false)]
    [InlineData("filters: [ { score: { min: 0, missing: keep } } ]", 2001, false)]
    [InlineData("filters: [ { field: { name: completion, exists: true } } ]", 2001, false)]
    public void A_record_of_a_compressed_file_comes_from_the_store_where_it_stands_there_as_it_was_read(string more, int line, bool isStored)
    {
        using var workspace = new Workspace();
        // A blank line holds no record, and every tenth has something to trim
        var text = string.Concat(Enumerable.Range(1, 4000).Select(i =>
            i % 100 == 99 ? "\n" : $$"""{"prompt":"q{{i % 3000}}","completion":"{{(i % 10 == 0 ? " " : "")}}a{{new string('b', i % 50 + 1)}}{{i}}"}""" + "\n"));
        workspace.Write("in.jsonl.gz", Stored(text));
        var dataset = workspace.BuildOne("in.jsonl.gz", more);
        var read = Find();
        Assert.Contains($"b{line}\"", read, StringComparison.Ordinal);
        // A file as long as it was, with other texts, tells which of the two was read
        workspace.Write("in.jsonl.gz", Stored(text.Replace('b', 'c')));
        Assert.Equal(isStored ? read : read.Replace('b', 'c'), Find());
        Directory.Delete(workspace[".cuvee"], recursive: true);
        Assert.Equal(read.Replace('b', 'c'), Find());

        string Find() => Assert.Single(Explanation.Find(dataset.Folder, $"in.jsonl.gz:{line}")).History!.AsRead;

        static byte[] Stored(string text)
        {
            using var bytes = new MemoryStream();
            using (var gzip = new GZipStream(bytes, CompressionLevel.NoCompression)) gzip.Write(System.Text.Encoding.UTF8.GetBytes(text));
            return bytes.ToArray();
        }
    }

    [Fact]
    public void A_record_that_another_recipe_read_another_way_is_not_taken_for_this_one()
    {
        using var workspace = new Workspace();
        workspace.Write("in.jsonl.gz", Compressed.Gzip(string.Concat(Enumerable.Range(1, 50).Select(i => $$"""{"q":"ask {{i}}","a":"left {{i}}","b":"right {{i}}","topic":"t{{i}}"}""" + "\n"))));
        string[] sources = ["map: { user: q, assistant: a }", "map: { user: q, assistant: b }", "map: { user: q, assistant: b }, tags: { topic: { field: topic, default: x }, kind: k }"];
        var folders = sources.Select((source, i) => workspace.Build(
            $"name: r{i}\nsources: {{ s: {{ files: in.jsonl.gz, {source} }} }}\ndatasets: {{ all: {{}} }}\n", new BuildOptions { Out = workspace[$"out{i}"] }).Folder).ToList();
        string[] expected = ["left 37", "right 37", "right 37"];
        foreach (var (folder, answer) in folders.Zip(expected)) Assert.Contains(answer, Assert.Single(Explanation.Find(Path.Combine(folder, "all"), "in.jsonl.gz:37")).History!.AsRead, StringComparison.Ordinal);
    }

    [Fact]
    public void An_emitted_line_leads_to_its_record_wherever_it_stands_in_a_large_file()
    {
        using var workspace = new Workspace();
        // Long lines at one end, so that no line is where an even spread would have it
        workspace.WriteLines("in.jsonl", Enumerable.Range(0, 6000).Select(i => $$"""{"prompt":"q{{i}}","completion":"a{{new string('b', i < 600 ? 4000 : 3)}}"}"""));
        var dataset = workspace.BuildOne("in.jsonl");
        foreach (var line in (int[])[1, 599, 601, 3000, 6000])
        {
            var found = Assert.Single(Explanation.Find(dataset.Folder, $"train-00000-of-00001.jsonl:{line}"));
            Assert.Equal(line, found.Record.Line);
            Assert.Contains($"\"q{line - 1}\"", found.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_record_whose_file_changed_is_explained_by_the_ledger_alone()
    {
        using var workspace = new Workspace();
        workspace.WriteLines("in.jsonl", $$"""{"prompt":"q","completion":"{{Text}}"}""");
        var dataset = workspace.BuildOne("in.jsonl");
        workspace.WriteLines("in.jsonl", "{}");
        var found = Assert.Single(Explanation.Find(dataset.Folder, "in.jsonl:1"));
        Assert.Null(found.History);
        Assert.True(found.IsInputGone);
        Assert.Contains(Text, found.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_that_was_not_taken_knows_its_place_and_the_last_one_taken()
    {
        using var workspace = new Workspace();
        workspace.WriteLines("in.jsonl", Enumerable.Range(0, 20).Select(i => $$"""{"prompt":"q{{i}}","completion":"a"}"""));
        var dataset = workspace.BuildOne("in.jsonl", source: ", take: 5");
        var choices = dataset.Ledger.Select(row => Assert.Single(Explanation.Find(dataset.Folder, $"in.jsonl:{row.Line}")).Choice!).ToList();
        Assert.Equal(15, choices.Count(choice => choice.Limit == 5));
        var byRank = choices.OrderBy(choice => choice.Rank).ToList();
        Assert.All(byRank.Take(5), choice => Assert.Null(choice.Place));
        Assert.Equal(Enumerable.Range(6, 15).Select(place => (double?)place), byRank.Skip(5).Select(choice => choice.Place));
    }

    [Fact]
    public void A_budget_of_tokens_is_told_in_tokens()
    {
        using var workspace = new Workspace();
        workspace.WriteLines("in.jsonl", Enumerable.Range(0, 12).Select(i => $$"""{"prompt":"question {{i}}","completion":"answer"}"""));
        var output = workspace.Build("name: one\nsources: { s: { files: in.jsonl } }\ntokens: { tokenizer: cl100k_base }\ndatasets: { one: { mix: { shares: { s: 1 }, unit: tokens, total: 20 } } }\n");
        var choices = output["one"].Ledger.Select(row => Assert.Single(Explanation.Find(output["one"].Folder, $"in.jsonl:{row.Line}")).Choice!).OrderBy(choice => choice.Rank).ToList();
        Assert.All(choices, choice => Assert.True(choice.InTokens));
        var left = choices.First(choice => choice.Place is not null);
        Assert.Equal((20, true), (left.Limit, left.Place > 20));
    }

    [Fact]
    public void Personal_data_of_a_record_that_a_later_stage_dropped_is_found_again()
    {
        using var workspace = new Workspace();
        workspace.WriteLines("in.jsonl", Lines.Chat("who", "write to anna.smith@example-mail.org now"), Lines.Chat("who", "write to anna.smith@example-mail.org now"));
        var dataset = workspace.BuildOne("in.jsonl", "pii: { action: redact }\ndedup: { exact: { on: prompt } }");
        var (kept, dropped) = (Assert.Single(Explanation.Find(dataset.Folder, "in.jsonl:1")), Assert.Single(Explanation.Find(dataset.Folder, "in.jsonl:2")));
        Assert.Equal(("kept", "dropped"), (kept.Record.State, dropped.Record.State));
        Assert.Equal([new FoundPersonalData("email", "xxxx.xxxxx@xxxxxxx-xxxx.xxx", "[EMAIL_1]", kept.PersonalData[0].Where, kept.PersonalData[0].Why)], kept.PersonalData);
        Assert.Equal(kept.PersonalData, dropped.PersonalData);
    }

    [Fact]
    public void Personal_data_that_was_replaced_is_not_shown()
    {
        using var workspace = new Workspace();
        workspace.WriteLines("in.jsonl", """{"prompt":" Write to anna.smith@example.org ","completion":"I did."}""");
        var dataset = workspace.BuildOne("in.jsonl", "normalize: { trim: true }\npii: { action: redact }");
        var history = Assert.Single(Explanation.Find(dataset.Folder, "in.jsonl:1")).History!;
        Assert.Equal([new TextChange("trim", "turn 1, user", " Write to [EMAIL_1] ", "Write to [EMAIL_1]")], history.Changes);
        Assert.DoesNotContain("anna", history.AsRead + history.AsDecided, StringComparison.Ordinal);
    }
}
