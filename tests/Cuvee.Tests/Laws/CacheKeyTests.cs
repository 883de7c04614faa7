using System.Globalization;
using Cuvee.Engine;
using Cuvee.Recipes;
using Cuvee.Tests.Support;

namespace Cuvee.Tests.Laws;

/// <summary>Whatever a recipe changes, a build that finds the entries of the other recipe writes what one without a cache does.</summary>
public sealed class CacheKeyTests : IDisposable
{
    private const string Recipe = """
        name: pairs
        sources:
          s:
            files: [in/a.jsonl, in/b.jsonl]
            score: { from: [0, 10] }
            encoding: auto
            on_damage: fail
            tags: { topic: { field: topic, default: other }, size: { when: { length: { min: 60 } }, then: long, else: short } }
          m: { files: in/mapped.csv, map: { user: q, assistant: a } }
          rows: { files: in/rows.parquet }
        tokens: { tokenizer: pairs.tiktoken, pattern: cl100k, template: plain }
        normalize: { trim: true }
        filters: [has_answer, { score: { min: 0.3, missing: keep } }, { length: { max: 400 } }]
        pii: { action: redact }
        decontaminate:
          - { against: first.jsonl, name: first, share: 0.8, action: flag }
          - { against: second.jsonl, name: second, share: 0.7, action: flag }
        dedup: { exact: { on: prompt }, near: { similarity: 0.8, n: 3 }, keep: best_score }
        datasets:
          all: { split: { train: 60, test: 40, together: [prompt, session] }, output: { metadata: { origin: source, tags: tags_json } } }
        """;

    /// <summary>What stands in the recipe, and what in its place.</summary>
    private static readonly (string Before, string After)[] Changes =
    [
        ("share: 0.7", "share: 0.8"),
        ("share: 0.8, action: flag", "n: 8, share: 0.8, action: flag"),
        ("pattern: cl100k", "pattern: gpt2"),
        ("template: plain", "template: chatml"),
        ("assistant: a", "assistant: b"),
        ("from: [0, 10]", "from: [0, 20]"),
        ("field: topic", "field: kind"),
        ("min: 60", "min: 70"),
        ("trim: true", "trim: false"),
        ("action: redact", "action: flag"),
        ("max: 400", "max: 120"),
        ("together: [prompt, session]", "together: [prompt, kind]"),
        ("n: 3", "n: 1"),
        ("encoding: auto", "encoding: windows-1252"),
        ("on_damage: fail", "on_damage: quarantine"),
        ("on: prompt", "on: conversation"),
        ("metadata: { origin: source, tags: tags_json }", "metadata: full"),
    ];

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void A_changed_recipe_takes_nothing_that_the_other_made()
    {
        Write();
        Build("before.yaml", Recipe, "before", usesCache: true);
        for (var i = 0; i < Changes.Length; i++)
        {
            var (before, after) = Changes[i];
            Assert.Contains(before, Recipe, StringComparison.Ordinal);
            var at = Recipe.IndexOf(before, StringComparison.Ordinal);
            var recipe = $"{Recipe[..at]}{after}{Recipe[(at + before.Length)..]}";
            var file = string.Create(CultureInfo.InvariantCulture, $"after{i}.yaml");
            var warm = Build(file, recipe, $"warm{i}", usesCache: true);
            FolderContent.AssertSame(Build(file, recipe, $"fresh{i}", usesCache: false), warm);
        }
    }

    private SortedDictionary<string, string> Build(string file, string recipe, string folder, bool usesCache)
    {
        _workspace.Write(file, recipe);
        return FolderContent.Of(Cuvee.Engine.Build.Run(RecipeReader.Read(_workspace[file]), new BuildOptions { Out = _workspace[folder], UsesCache = usesCache, Threads = 1 }).Out);
    }

    private void Write()
    {
        string[] questions = ["Which of the seven lamps in the long hall burned until the morning came", "How many copper kettles did the quiet baker carry over the old stone bridge"];
        _workspace.WriteLines("first.jsonl", $$"""{"question": "{{questions[0]}}", "answer": "x"}""");
        _workspace.WriteLines("second.jsonl", $$"""{"question": "{{questions[1]}}", "answer": "y"}""");
        var tokens = Enumerable.Range(0, 256).Select(value => (byte[])[(byte)value]).Concat(["12"u8.ToArray(), "34"u8.ToArray(), "1234"u8.ToArray()]);
        _workspace.WriteLines("pairs.tiktoken", tokens.Select((bytes, rank) => string.Create(CultureInfo.InvariantCulture, $"{Convert.ToBase64String(bytes)} {rank}")));
        _workspace.WriteLines("in/a.jsonl", Enumerable.Range(0, 40).Select(i => Line(i, $" ask {i / 2} of 1234 señales ", $"reply {i} to jane.{i}@example-mail.org {new string('x', i * 4)}")));
        _workspace.WriteLines("in/b.jsonl", Enumerable.Range(0, 20).Select(i => Line(i, $"{questions[i % 2]} {i}?", $"a quiet answer with number {i} of twenty such answers that are nearly the same")));
        _workspace.WriteLines("in/mapped.csv", ["q,a,b", .. Enumerable.Range(0, 20).Select(i => $"what is {i},first {i},second {i}")]);
        Parquet.Write(_workspace["in/rows.parquet"], "SELECT 'parquet question ' || i AS question, 'answer ' || i AS answer FROM range(20) AS t(i)");
    }

    private static string Line(int number, string question, string answer) =>
        Lines.Chat(question, answer).Insert(1, $"\"topic\": \"t{number % 3}\", \"kind\": \"k{number % 4}\", \"session\": \"s{number / 3}\", \"quality_score\": {number % 11}, ");
}
