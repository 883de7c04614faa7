using System.Text.Json;
using Cuvee.Engine;
using Cuvee.Recipes;
using Cuvee.Tests.Support;
using Cuvee.Verify;

namespace Cuvee.Tests.Engine;

public sealed class ContaminationTests : IDisposable
{
    private const string Question = "A lighthouse keeper climbs 214 steps every evening to trim the lamp and rests on every fortieth step";
    private const string Other = "Seven brass kettles stand on a shelf that is nine feet long and each of them holds three pints of rain";

    private readonly Workspace _workspace = new();

    public ContaminationTests()
    {
        _workspace.WriteLines("bench/lamps_test.jsonl", $$"""{"task_id":"T/1","question":"{{Question}}","answer":"42"}""");
        _workspace.WriteLines("bench/kettles.jsonl", $$"""{"id":"K","question":"{{Other}}"}""");
        _workspace.WriteLines("a.jsonl", Chat("What is HEAD?", "The commit you stand on."), Chat(Question, "Five."), "{");
        _workspace.WriteLines("b.jsonl", Chat("Tell me: " + Other + "?", "Twenty-one."), Chat("Hello", Question), Chat(Question, ""));
    }

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void ARecordWithAnItemIsDroppedWithItsReason()
    {
        var dataset = Build("[{ against: bench/lamps_test.jsonl, name: lamps }, { against: bench/kettles.jsonl }]");
        Assert.Equal(
            ["a 1 kept  ", "a 2 contaminated lamps/test/T/1", "a 3 malformed_json ", "b 1 contaminated kettles/K", "b 2 contaminated lamps/test/T/1", "b 3 no_answer "],
            dataset.Ledger.Select(row => $"{row.Source} {row.Line} {(row.State == "kept" ? "kept " : row.Reason)} {row.OtherId}"));
        Assert.Equal(["decontaminate"], dataset.Ledger.Where(row => row.Reason == "contaminated").Select(row => row.Stage).Distinct());
        Assert.Equal(["lamps test bench/lamps_test.jsonl 1", "kettles  bench/kettles.jsonl 1"], dataset.Manifest.GetProperty("benchmarks").EnumerateArray().Select(benchmark =>
            $"{benchmark.GetProperty("name").GetString()} {benchmark.GetProperty("split").GetString()} {benchmark.GetProperty("file").GetString()} {benchmark.GetProperty("items").GetInt32()}"));
        var account = Account(dataset);
        Assert.Equal(("matches found", 3, 3), (account.GetProperty("result").GetString(), account.GetProperty("records_dropped").GetInt32(), account.GetProperty("matches_found").GetInt32()));
        var match = account.GetProperty("matches")[1];
        Assert.Equal(("b", 1L, Other, Other), (match.GetProperty("source").GetString(), match.GetProperty("line").GetInt64(), match.GetProperty("record_words").GetString(), match.GetProperty("item_words").GetString()));
    }

    [Fact]
    public void AFlaggedRecordIsKeptWithATag()
    {
        _workspace.Build(Recipe("[{ against: bench/lamps_test.jsonl, name: lamps, action: flag }]", "caps: { contaminated: 90% }, output: { metadata: { tags: tags_json } }"));
        var dataset = new DatasetOutput(_workspace["out/one"]);
        Assert.Equal(4, dataset.Count("kept"));
        Assert.Equal(2, dataset.Report.GetProperty("tags").GetProperty("contaminated").GetProperty("lamps").GetProperty("kept").GetInt32());
        Assert.Equal(
            ["""{"contaminated":"(none)"}""", """{"contaminated":"lamps"}""", """{"contaminated":"(none)"}""", """{"contaminated":"lamps"}"""], dataset.Rows().Select(row => row.GetProperty("metadata").GetProperty("tags").GetString()));
        Assert.Equal("off", Gates()["contamination"]);
    }

    [Fact]
    public void AReportListsAndLeavesAlone()
    {
        var dataset = Build("{ against: bench/*.jsonl, action: report }");
        Assert.Equal((4, 3), (dataset.Count("kept"), Account(dataset).GetProperty("matches_found").GetInt32()));
        Assert.Equal("off", Gates()["contamination"]);
    }

    [Fact]
    public void AnAllowedTextDoesNotCountInTheBuildNorInTheGate()
    {
        _workspace.WriteLines("allowed.txt", "an unrelated line", Question);
        var dataset = Build("[{ against: bench/lamps_test.jsonl, allow: allowed.txt }, { against: bench/kettles.jsonl }]");
        Assert.Equal(["kettles/K"], dataset.Ledger.Where(row => row.Reason == "contaminated").Select(row => row.OtherId));
        Assert.Equal("passed", Gates()["contamination"]);
        Assert.Equal(
            "no match found for 2 items of benchmarks in 3 lines; 11 n-grams do not count since they are allowed; rephrased and translated items are not seen", Gate(dataset).Message);
        _workspace.WriteLines("allowed.txt", "an unrelated line");
        Assert.StartsWith("could not be evaluated: allowed.txt with the SHA-256 ", Gate(dataset).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatOneDatasetDoesNotHoldIsBelieved()
    {
        _workspace.WriteLines("a.jsonl", [.. Enumerable.Range(0, 101).Select(i => Chat($"{Question} {i}", "Five."))]);
        _workspace.Build("name: r\nsources:\n  a: { files: a.jsonl }\n  b: { files: b.jsonl }\nfilters: [has_answer]\ndecontaminate: { against: bench/lamps_test.jsonl }\ndatasets:\n  first: { from: a }\n  one: { from: b }\n");
        var gate = Gate(new DatasetOutput(_workspace["out/one"]));
        Assert.Equal(
            (GateStatus.Passed, "no match found for 1 items of benchmarks in 2 lines; 11 n-grams do not count as too frequent (0 of them by a recount of the lines, the others on the word of decontamination.json); "
            + "rephrased and translated items are not seen"),
            (gate.Status, gate.Message));
    }

    [Theory]
    [InlineData(100, false)]
    [InlineData(101, true)]
    public void AnItemInTooManyTextsIsNoneForTheBuildAndForTheGate(int texts, bool isFrequent)
    {
        _workspace.WriteLines("a.jsonl", [.. Enumerable.Range(0, texts).Select(i => Chat($"{Question} {i}", "Five.")), Chat("What is HEAD?", "The commit.")]);
        _workspace.WriteLines("b.jsonl", Chat("Hello", "Hello."));
        var dataset = Build("{ against: bench/lamps_test.jsonl }");
        Assert.Equal(isFrequent ? 0 : texts, dataset.Count("dropped", "contaminated"));
        Assert.Equal("passed", Gates()["contamination"]);
        if (!isFrequent) return;
        Assert.Equal(
            "no match found for 1 items of benchmarks in 103 lines; 11 n-grams do not count as too frequent (11 of them by a recount of the lines, the others on the word of decontamination.json); "
            + "rephrased and translated items are not seen",
            Gate(dataset).Message);

        var account = Path.Combine(dataset.Folder, "decontamination.json");
        var text = File.ReadAllText(account);
        var start = text.IndexOf("\"discounted_ngrams\": [", StringComparison.Ordinal);
        File.WriteAllText(account, text[..start] + "\"discounted_ngrams\": []" + text[(text.IndexOf("]\n", start, StringComparison.Ordinal) + 1)..].TrimStart().TrimStart(']'));
        var gate = Gate(dataset);
        Assert.Equal(GateStatus.Failed, gate.Status);
        Assert.StartsWith("101 of 103 lines hold an item of a benchmark", gate.Message);
    }

    [Fact]
    public void EachEntryHasItsOwnRule()
    {
        _workspace.WriteLines("a.jsonl", Chat(Question[..60], "Five."), Chat(Other[..60], "Five."));
        var dataset = Build("[{ against: bench/lamps_test.jsonl, longest: 8 }, { against: bench/kettles.jsonl, share: 90% }]");
        Assert.Equal(["1 contaminated", "2 "], dataset.Ledger.Where(row => row.Source == "a").Select(row => $"{row.Line} {row.Reason}"));
    }

    [Fact]
    public void OneDatasetAloneIsTheSameAsAmongOthers()
    {
        var recipe = $"name: r\nsources:\n  a: {{ files: a.jsonl }}\n  b: {{ files: b.jsonl }}\nfilters: [has_answer]\ndecontaminate: {{ against: bench/*.jsonl }}\ndatasets:\n  first: {{ from: a }}\n  second: {{ from: b }}\n";
        _workspace.Build(recipe, new BuildOptions { Out = _workspace["all"], Threads = 1 });
        foreach (var threads in (int[])[1, 2, 7])
        {
            _workspace.Build(recipe, new BuildOptions { Out = _workspace["only"], Only = ["first"], Threads = threads, BlockBytes = 64 });
            Assert.Equal(FolderContent.Of(_workspace["all/first"]), FolderContent.Of(_workspace["only/first"]));
        }
    }

    [Theory]
    [InlineData("{ against: bench/gone.jsonl }", "7:27: decontaminate: bench/gone.jsonl: no such file; check the path, which is relative to the recipe")]
    [InlineData("{ against: a.jsonl }", "7:27: decontaminate: a.jsonl is a file of source 'a' too, and a benchmark is never an input; leave it out of one of them")]
    [InlineData("{ against: bench/kettles.jsonl, allow: gone.txt }", "7:27: decontaminate: allow: gone.txt cannot be read; name a file, relative to the recipe, with a text a line")]
    [InlineData("{ against: bench/kettles.jsonl, map: { question: nothing } }", "7:27: decontaminate: bench/kettles.jsonl: no benchmark item in this file (line 1: none of the mapped columns has a text); say what its columns are, as in --map question=prompt on the command line or map: { question: prompt } in a recipe")]
    public void AnEntryThatCannotBeUsedIsAProblemOfTheRecipe(string entry, string message)
    {
        var exception = Assert.Throws<RecipeException>(() => Build(entry));
        Assert.Equal(message, exception.Message[(exception.Message.IndexOf("recipe.yaml:", StringComparison.Ordinal) + "recipe.yaml:".Length)..]);
    }

    [Fact]
    public void TheResolvedRecipeMeansTheSame()
    {
        Build("[{ against: [bench/*.jsonl], map: { question: [question, q] }, share: 70%, action: flag }]");
        var text = File.ReadAllText(_workspace["out/one/recipe.json"]);
        var again = RecipeReader.Parse(text, _workspace["recipe.json"]);
        Assert.Equal(text, ResolvedRecipe.Json(again));
        Assert.Equal("against: bench/*.jsonl, question: question, question: q, n: 8, share: 0.7, answer_share: 0.8, longest: 50, action: flag", Assert.Single(again.Decontaminate).Parameters);
    }

    private static string Chat(string question, string answer) =>
        $$"""{"messages":[{"role":"user","content":"{{question}}"},{"role":"assistant","content":"{{answer}}"}]}""";

    private static string Recipe(string decontaminate, string dataset) =>
        $"name: one\nseed: 1\nsources:\n  a: {{ files: a.jsonl }}\n  b: {{ files: b.jsonl }}\nfilters: [has_answer]\ndecontaminate: {decontaminate}\ndatasets:\n  one: {{ order: source, {dataset} }}\n";

    private static JsonElement Account(DatasetOutput dataset) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(dataset.Folder, "decontamination.json"))).RootElement;

    private DatasetOutput Build(string decontaminate) => _workspace.Build(Recipe(decontaminate, "output: { format: messages }"))["one"];

    private static GateResult Gate(DatasetOutput dataset) =>
        Assert.Single(Verification.Run(dataset.Folder, 2, new NoProgress()).Datasets).Gates.Single(gate => gate.Name == "contamination");

    private Dictionary<string, string> Gates()
    {
        var summary = JsonDocument.Parse(File.ReadAllBytes(_workspace["out/summary.json"])).RootElement;
        return summary.GetProperty("datasets").GetProperty("one").GetProperty("gates").EnumerateObject().ToDictionary(gate => gate.Name, gate => gate.Value.GetString()!);
    }
}
