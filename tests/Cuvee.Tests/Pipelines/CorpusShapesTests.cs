using System.Text.Json;
using Cuvee.Tests.Support;

namespace Cuvee.Tests.Pipelines;

/// <summary>A behavioural corpus of many shapes and profiles over it, on small data in nested folders.</summary>
public sealed class CorpusShapesTests : IDisposable
{
    private static readonly string[] Categories = ["instruction", "code", "red_team", "creative", "tool_use", "analytical", "factual", "cot_math"];

    private static readonly (string Name, string Weights, int Total)[] Profiles =
    [
        ("claude_behavior", ".45 .22 .12 .08 .05 .05 .02 .01", 200),
        ("chatgpt_behavior", ".38 .10 .12 .07 .09 .20 .03 .01", 200),
        ("deepseek_search", ".28 .05 .04 .03 .25 .15 .12 .08", 200),
        ("code_debugging", ".15 .60 .03 .02 .05 .12 .02 .01", 200),
        ("esoteric_studies", ".30 .02 .03 .35 .03 .10 .15 .02", 200),
    ];

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Five_profiles_hold_their_weights_and_read_no_file_twice()
    {
        for (var i = 0; i < Categories.Length; i++)
        {
            var lines = Lines.Many(130, seed: i).Select(line => line.Insert(1, $"\"category\": \"{Categories[i]}\", \"shard\": {i}, "));
            _workspace.WriteLines($"corpus/{(i % 2 == 0 ? "a" : "a/b/c")}/{Categories[i]}.jsonl", lines.Select(line => line.Replace("Question", $"{Categories[i]} question")));
        }

        var recipe = $$"""
            name: profiles
            sources:
              corpus: { files: [corpus/a/*.jsonl, corpus/**/*.jsonl, ./corpus/a/b/../b/c/code.jsonl], tags: { category: { field: category } } }
            dedup: { exact: { on: text } }
            datasets:
            {{string.Concat(Profiles.Select(Profile))}}
            """;
        // The output lies where the inputs are looked for; a second run must not read what the first one wrote.
        var options = new Cuvee.Engine.BuildOptions { Out = _workspace["corpus/a/out"] };
        var first = _workspace.Build(recipe, options);
        var before = FolderContent.Of(first.Folder);
        FolderContent.AssertSame(before, FolderContent.Of(_workspace.Build(recipe, options).Folder));

        foreach (var (name, weights, total) in Profiles)
        {
            var dataset = first[name];
            Assert.Equal((8 * 130, 0), (dataset.Ledger.Count, dataset.Count("dropped", "duplicate")));
            var asked = weights.Split(' ').Select(weight => (int)(decimal.Parse(weight, System.Globalization.CultureInfo.InvariantCulture) * total));
            var achieved = dataset.Manifest.GetProperty("mix").GetProperty("achieved");
            Assert.Equal(asked, Categories.Select(category => achieved.GetProperty(category).GetProperty("records").GetInt32()));
            Assert.Equal(total, dataset.Rows().Count);
        }
    }

    [Fact]
    public void Squad_articles_give_every_question()
    {
        _workspace.Write("v2.json", """
            {"version": "v2.0", "data": [{"title": "T", "paragraphs": [
              {"context": "C one.", "qas": [
                {"question": "Q1?", "id": "1", "answers": [{"text": "A1", "answer_start": 0}, {"text": "other", "answer_start": 3}], "is_impossible": false},
                {"question": "Q2?", "id": "2", "answers": [], "plausible_answers": [{"text": "no", "answer_start": 1}], "is_impossible": true}]},
              {"context": "C two.", "qas": [{"question": "Q3?", "id": "3", "answers": [{"text": "A3", "answer_start": 0}]}]}]}]}
            """);

        // Kept and marked; whether an empty answer may be trained on is for the recipe to say, and the gate asks
        var dataset = _workspace.BuildOneSource("v2.json").Failed("one", "supervised");
        Assert.Equal([("C one.\n\nQ1?", "A1"), ("C one.\n\nQ2?", ""), ("C two.\n\nQ3?", "A3")], Exchanges(dataset));
        Assert.Equal([0L, 1, 2], dataset.Ledger.Select(row => row.Item));
    }

    [Fact]
    public void What_is_quarantined_behind_an_article_moves_up_with_its_line()
    {
        _workspace.Write("v2.json", """
            [{"data": [{"title": "T", "paragraphs": [{"context": "C.", "qas": [
              {"question": "Q1?", "id": "1", "answers": [{"text": "A1", "answer_start": 0}]},
              {"question": "Q2?", "id": "2", "answers": [{"text": "A2", "answer_start": 0}]}]}]}]}, 1, {"instruction": "Greet", "output": "Hello"}, 2]
            """);
        var dataset = _workspace.BuildOne("v2.json");
        Assert.Equal([0L, 1, 2, 3, 4], dataset.Ledger.Select(row => row.Item));
        Assert.Equal([2L, 4], dataset.Quarantine.Select(line => line.GetProperty("item").GetInt64()));
    }

    [Fact]
    public void An_article_without_questions_does_not_vanish()
    {
        _workspace.Write("v1.json", """[{"title": "T", "paragraphs": []}, {"instruction": "Do it", "instances": []}, {"instruction": "Greet", "output": "Hello"}]""");
        var dataset = _workspace.BuildOne("v1.json");
        Assert.Equal([(0L, "unknown_shape"), (1L, "unknown_shape")], dataset.Ledger.Take(2).Select(row => (row.Item, row.Reason)));
    }

    [Fact]
    public void Questions_come_in_many_words()
    {
        _workspace.WriteLines(
            "qa.jsonl",
            """{"question": "Capital?", "answer": {"value": "Paris", "aliases": ["paris", "Paris, France"]}}""",
            """{"problem": "1+1", "generated_solution": "It is 2.", "expected_answer": "2"}""",
            """{"query": "Why?", "response": "Because."}""",
            """{"question": "How many?", "answer": "Two.\n#### 2"}""");
        Assert.Equal([("Capital?", "Paris"), ("1+1", "It is 2."), ("Why?", "Because."), ("How many?", "Two.\n#### 2")], Exchanges(_workspace.BuildOne("qa.jsonl")));
    }

    [Fact]
    public void A_dialogue_keeps_all_its_turns()
    {
        _workspace.WriteLines("hh.jsonl", """{"chosen": "\n\nHuman: a\n\nAssistant: b\n\nHuman: c\n\nAssistant: d", "rejected": "\n\nHuman: a\n\nAssistant: b\n\nHuman: c\n\nAssistant: e\n\nf"}""");
        var row = _workspace.BuildOne("hh.jsonl", output: "{ format: preference }").Rows().Single();
        Assert.Equal("""{"prompt":[{"role":"user","content":"a"},{"role":"assistant","content":"b"},{"role":"user","content":"c"}],"chosen":[{"role":"assistant","content":"d"}],"rejected":[{"role":"assistant","content":"e\n\nf"}]}""", row.GetRawText());
    }

    [Fact]
    public void Solutions_come_from_parquet()
    {
        Parquet.Write(_workspace["math.parquet"], "SELECT 'problem ' || i AS problem, 'solution ' || i AS generated_solution, i AS level FROM range(1, 4) AS t(i)");
        var dataset = _workspace.BuildOne("math.parquet", "filters: [{ field: { name: level, min: 2 } }]");
        Assert.Equal([("problem 2", "solution 2"), ("problem 3", "solution 3")], Exchanges(dataset));
        Assert.Equal([1L, 2, 3], dataset.Ledger.Select(row => row.Line));
    }

    [Fact]
    public void One_file_serves_two_sources_told_apart_by_a_field()
    {
        _workspace.WriteLines("chat.jsonl", Enumerable.Range(0, 60).Select(i => Lines.Chat($"q{i}", $"a{i}").Insert(1, $"\"domain\": \"{(i % 3 == 0 ? "coding" : i % 3 == 1 ? "general" : "science")}\", ")));
        const string Recipe = """
            name: blend
            sources:
              coding: { files: [chat.jsonl], filters: [{ field: { name: domain, equals: coding } }] }
              rest: { files: [chat.jsonl], filters: [{ field: { name: domain, not_equals: coding } }] }
            datasets:
              blend: { mix: { shares: { coding: 50%, rest: 50% } }, split: { train: 95, test: 5 } }
            """;
        var dataset = _workspace.Build(Recipe)["blend"];
        Assert.Equal((120, 60, 20, 20), (dataset.Ledger.Count, dataset.Count("dropped", "field_value"), dataset.Emitted("coding"), dataset.Emitted("rest")));
        Assert.Equal(120, dataset.Ledger.Select(row => row.Id).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Structural_filters_see_the_raw_record()
    {
        _workspace.WriteLines(
            "raw.jsonl",
            """{"instruction": "plain", "output": "yes"}""",
            """{"instruction": "tools beside", "output": "yes", "functions": [{"name": "f"}]}""",
            """{"messages": [{"role": "user", "content": "calls"}, {"role": "assistant", "content": null, "tool_calls": [{"type": "function", "function": {"name": "f", "arguments": "{}"}}]}]}""",
            """{"conversations": [{"from": "human", "value": "look"}, {"from": "gpt", "value": "ok"}], "images": ["a.png"]}""",
            """{"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "a.png"}}, {"type": "text", "text": "what"}]}, {"role": "assistant", "content": "ok"}]}""",
            """{"messages": [{"role": "user", "content": "hello"}]}""");
        var dataset = _workspace.BuildOne("raw.jsonl", "filters: [no_tools, no_images, { last_turn: assistant }]", output: "{ format: alpaca }");
        Assert.Equal(["", "tools", "tools", "images", "images", "last_turn"], dataset.Ledger.Select(row => row.Reason));
        Assert.Equal("""{"instruction":"plain","input":"","output":"yes"}""", dataset.Rows().Single().GetRawText());
    }

    private static string Profile((string Name, string Weights, int Total) profile) =>
        $"  {profile.Name}: {{ mix: {{ by: category, total: {profile.Total}, shares: {{ {string.Join(", ", Categories.Zip(profile.Weights.Split(' '), (category, weight) => $"{category}: 0{weight}"))} }} }} }}\n";

    private static IEnumerable<(string, string)> Exchanges(DatasetOutput dataset) =>
        dataset.Rows().Select(row => row.GetProperty("messages")).Select(messages => (Content(messages[0]), Content(messages[1])));

    private static string Content(JsonElement message) => message.GetProperty("content").GetString()!;
}
