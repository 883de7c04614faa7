using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Cuvee.Engine;
using Cuvee.Similarity;
using Cuvee.Tests.Support;

namespace Cuvee.Tests.Laws;

/// <summary>What a build drops as near-duplicates, against brute force on the texts it emits when it drops none.</summary>
public sealed class NearDuplicateTests
{
    private const int ShingleWords = 5;

    private static readonly double[] Thresholds = [0.5, 0.7, 0.8, 0.95];

    [Fact]
    public void Real_records_are_dropped_as_brute_force_drops_them()
    {
        using var workspace = SharedData.Workspace();
        CheckAll(workspace, "data/codealpaca/*.json, data/gpteacher/*.json, data/toolset/*.jsonl, data/llama_factory/alpaca_*_demo.json, data/hh_rlhf/harmless-base_test.jsonl.gz", least: 20_000);
    }

    [Fact]
    public void Generated_records_are_dropped_as_brute_force_drops_them()
    {
        using var workspace = SharedData.Workspace();
        var sets = CheckAll(workspace, Generate(workspace, 20_000), least: 20_000);
        CheckTruth(workspace, sets);
    }

    [Theory]
    [InlineData("data/toolset/syngen_toolset_v1.0.0_chatgpt.jsonl", 0.4)]
    [InlineData("data/toolset/preference_11.26.25.jsonl", 0)]
    public void No_split_holds_what_another_holds_nearly(string file, double leastLeak)
    {
        using var workspace = SharedData.Workspace();
        var output = workspace.Build($"name: one\nsources: {{ s: {{ files: {file} }} }}\ndatasets: {{ one: {{ split: {{ train: 90, test: 10 }}, output: {{ allow: [label, rejected] }} }} }}\n")["one"];
        var rows = output.Rows("train").Select(row => (Split: 0, Row: row)).Concat(output.Rows("test").Select(row => (Split: 1, Row: row))).ToList();
        Assert.InRange(rows.Count(row => row.Split == 1), 1, rows.Count / 2);
        var texts = rows.ConvertAll(row => TextOf(row.Row));
        var sets = texts.ConvertAll(SetOf);
        Assert.Equal([], SimilarPairs.Of(sets, 0.8).Keys.Where(pair => rows[pair.Earlier].Split != rows[pair.Later].Split));
        var prompts = rows.ConvertAll(row => string.Join('\n', Turns(row.Row).Where(turn => turn.Role == "user").Select(turn => turn.Text.Trim())));
        Assert.Equal([], prompts.Zip(rows, (prompt, row) => (prompt, row.Split)).GroupBy(entry => entry.prompt).Where(group => group.Select(entry => entry.Split).Distinct().Count() > 1).Select(group => group.Key));

        // What a random cut of the same records tears apart; the second file has no prompt twice
        var random = new Random(1);
        var test = Enumerable.Range(0, rows.Count).OrderBy(_ => random.Next()).Take(rows.Count / 10).ToHashSet();
        var trainPrompts = Enumerable.Range(0, rows.Count).Where(i => !test.Contains(i)).Select(i => prompts[i]).ToHashSet(StringComparer.Ordinal);
        Assert.InRange((double)test.Count(i => trainPrompts.Contains(prompts[i])) / test.Count, leastLeak, 1);
    }

    [Fact]
    public void The_bytes_are_the_same_for_any_threads_blocks_and_memory()
    {
        using var workspace = new Workspace();
        workspace.WriteLines("in.jsonl", Variants(3_000));
        const string Recipe = "name: one\nsources: { s: { files: in.jsonl } }\ndedup: { near: { similarity: 0.8 }, keep: longest }\ndatasets: { one: { split: { train: 80, test: 20 } } }\n";
        var expected = FolderContent.Of(workspace.Build(Recipe, new BuildOptions { Threads = 1 })["one"].Folder);
        Assert.Contains("split-proof.json", expected.Keys);
        foreach (var (threads, block, memory) in new[] { (2, 1024, long.MaxValue), (7, 256 * 1024, 1L), (1, 64, 1L) })
        {
            var options = new BuildOptions { Threads = threads, BlockBytes = block, MemoryBytes = memory };
            FolderContent.AssertSame(expected, FolderContent.Of(workspace.Build(Recipe, options)["one"].Folder));
        }
    }

    [Fact]
    public void A_source_may_be_kept_whole_and_need_not_be_in_the_dataset()
    {
        using var workspace = new Workspace();
        var sentence = string.Join(' ', Enumerable.Range(0, 40).Select(i => $"word{i}"));
        workspace.WriteLines("new.jsonl", Lines.Chat(sentence, "one two three"), Lines.Chat(sentence + " more", "one two three"), Lines.Chat("another thing", "quite different from all of it"));
        workspace.WriteLines("old.jsonl", Lines.Chat(sentence + " else", "one two three"));
        const string Sources = "name: one\nsources: { new: { files: new.jsonl }, old: { files: old.jsonl } }\n";
        var ledger = workspace.Build($"{Sources}dedup: {{ near: {{ against: old }} }}\ndatasets: {{ one: {{ from: [new] }} }}\n")["one"].Ledger;
        Assert.Equal(["near_duplicate", "near_duplicate", ""], ledger.Select(row => row.Reason));
        Assert.Single(ledger.Where(row => row.OtherId.Length > 0).Select(row => row.OtherId).Distinct());

        ledger = workspace.Build($"{Sources}dedup: {{ near: {{ within: source }} }}\ndatasets: {{ one: {{}} }}\n")["one"].Ledger;
        Assert.Equal(["", "near_duplicate", "", ""], ledger.Select(row => row.Reason));
        ledger = workspace.Build($"{Sources}dedup: {{ near: {{}}, keep: longest }}\ndatasets: {{ one: {{}} }}\n")["one"].Ledger;
        Assert.Equal(["near_duplicate", "", "", "near_duplicate"], ledger.Select(row => row.Reason));
    }

    [Fact]
    public void What_touches_a_holdout_follows_it_or_is_dropped()
    {
        using var workspace = new Workspace();
        var sentence = string.Join(' ', Enumerable.Range(0, 40).Select(i => $"word{i}"));
        workspace.WriteLines("held.jsonl", Lines.Chat(sentence, "one two three"));
        workspace.WriteLines("rest.jsonl", [Lines.Chat(sentence + " twin", "one two three"), .. Lines.Many(20, seed: 5)]);
        string Recipe(string touching) => $$"""
            name: one
            sources: { held: { files: held.jsonl }, rest: { files: rest.jsonl } }
            datasets: { one: { split: { train: 1, test: 0, holdout: { family: held, to: test }{{touching}} } } }
            """;
        var ledger = workspace.Build(Recipe(""))["one"].Ledger;
        Assert.Equal(["test", "test", "train"], ledger.Take(3).Select(row => row.Split));
        ledger = workspace.Build(Recipe(", touching: drop"))["one"].Ledger;
        Assert.Equal(("test", "split touches_holdout", "train"), (ledger[0].Split, $"{ledger[1].Stage} {ledger[1].Reason}", ledger[2].Split));
    }

    private static List<ulong[]> CheckAll(Workspace workspace, string files, int least)
    {
        var all = workspace.BuildOne(files, output: "{ allow: [label, media, rejected, tools, thinking] }", more: "filters: [no_images, has_answer]");
        var sets = all.Rows().Select(row => SetOf(TextOf(row))).ToList();
        Assert.True(sets.Count >= least, $"{sets.Count} records");
        var pairs = SimilarPairs.Of(sets, Thresholds[0]);
        foreach (var threshold in Thresholds) Check(workspace, files, threshold, sets, pairs);
        return sets;
    }

    /// <summary>Every dropped record reaches the threshold with the kept record the ledger names, and of the pairs that reach it no more stand than the recall allows.</summary>
    private static void Check(Workspace workspace, string files, double threshold, List<ulong[]> sets, Dictionary<(int Earlier, int Later), double> pairs)
    {
        var near = string.Create(CultureInfo.InvariantCulture, $"filters: [no_images, has_answer]\ndedup: {{ near: {{ similarity: {threshold}, on: text }} }}");
        var output = workspace.BuildOne(files, more: near, output: "{ allow: [label, media, rejected, tools, thinking] }");
        var ledger = output.Ledger.Where(row => row.Stage is "" or "near_dedup").ToList();
        var positions = ledger.Select((row, i) => (row.Id, i)).ToDictionary(entry => entry.Id, entry => entry.i, StringComparer.Ordinal);
        Assert.Equal(sets.Count, ledger.Count);
        for (var i = 0; i < ledger.Count; i++)
        {
            if (ledger[i].State == "kept") continue;
            var kept = positions[ledger[i].OtherId];
            Assert.Equal("kept", ledger[kept].State);
            Assert.True(kept < i, "the first is kept");
            Assert.True(pairs.TryGetValue((kept, i), out var similarity) && similarity >= threshold, $"record {i} was dropped for {kept}");
            Assert.Equal(similarity, ledger[i].Similarity, precision: 12);
        }

        var similar = pairs.Where(pair => pair.Value >= threshold).Select(pair => pair.Key).ToList();
        var standing = similar.Count(pair => ledger[pair.Earlier].State == "kept" && ledger[pair.Later].State == "kept");
        Assert.InRange(standing, 0, (similar.Count * (1 - Banding.RequiredRecall)) + 1);
    }

    /// <summary>Of the pairs that the generator made, those that reach the threshold lose one of the two.</summary>
    private static void CheckTruth(Workspace workspace, List<ulong[]> sets)
    {
        var dropped = workspace.BuildOne("generated.jsonl", more: "dedup: { near: { similarity: 0.8, on: text } }").Ledger.Select(row => row.State == "dropped").ToList();
        var truth = File.ReadLines(workspace["generated.jsonl.neardup.tsv"]).Select(line => Array.ConvertAll(line.Split('\t'), int.Parse)).Where(pair => ShingleSet.Jaccard(sets[pair[0]], sets[pair[1]]) >= 0.8).ToList();
        Assert.InRange(truth.Count, 300, 1_000);
        Assert.InRange(truth.Count(pair => !dropped[pair[0]] && !dropped[pair[1]]), 0, truth.Count * 0.005);
    }

    private static string Generate(Workspace workspace, int count)
    {
        var kit = Path.Combine(SharedData.Folder(), "..", "bench");
        if (!File.Exists(Path.Combine(kit, "generate.py"))) Assert.Skip("The generator is not here");
        using var process = Process.Start(new ProcessStartInfo("python3", [Path.Combine(kit, "generate.py"), Path.Combine(kit, "base.json.gz"), workspace["generated.jsonl"], $"{count}"]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return "generated.jsonl";
    }

    /// <summary>Records in families that differ by a few words, in several sizes.</summary>
    private static IEnumerable<string> Variants(int count)
    {
        var random = new Random(11);
        for (var i = 0; i < count; i++)
        {
            var family = random.Next(count / 4);
            var words = Enumerable.Range(0, 20 + (family % 50)).Select(word => random.Next(25) == 0 ? $"other{random.Next(1_000)}" : $"f{family}w{word}");
            yield return Lines.Chat($"Question {family}", string.Join(' ', words));
        }
    }

    private static IEnumerable<(string Role, string Text)> Turns(JsonElement row) => row.GetProperty("messages").EnumerateArray()
        .Select(turn => (turn.GetProperty("role").GetString()!, turn.GetProperty("content") is { ValueKind: JsonValueKind.String } content ? content.GetString()! : ""));

    private static string TextOf(JsonElement row) => string.Join('\n', Turns(row).Select(turn => turn.Text));

    private static ulong[] SetOf(string text)
    {
        var set = new ShingleSet();
        set.Set(Encoding.UTF8.GetBytes(text.Normalize(NormalizationForm.FormC)), ShingleWords);
        return set.Hashes.ToArray();
    }
}
