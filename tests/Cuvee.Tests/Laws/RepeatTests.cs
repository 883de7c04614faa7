using Cuvee.Recipes;
using Cuvee.Tests.Support;

namespace Cuvee.Tests.Laws;

/// <summary>Records are repeated in the training split only, and a cap holds for what is emitted in the end.</summary>
public sealed class RepeatTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Only_the_training_split_repeats()
    {
        WriteTwoSources();
        var dataset = _workspace.Build(Recipe("{ train: 80, test: 20 }"))["repeat"];
        Assert.Equal((100, 100), (dataset.Emitted("a"), dataset.Emitted("b")));
        Assert.All(dataset.Ledger.Where(row => row.Split != "train"), row => Assert.Equal(1, row.Copies));
        Assert.Contains(dataset.Ledger, row => row.Copies > 2 && row.Split == "train");
    }

    [Fact]
    public void The_training_split_must_be_the_first()
    {
        WriteTwoSources();
        var error = Assert.Throws<RecipeException>(() => _workspace.Build(Recipe("{ test: 20, train: 80 }")));
        Assert.EndsWith(": with 'shortage: repeat' records repeat in the first part of the split, which is 'test'; put 'train' first", error.Message);
        Assert.True(_workspace.Build(Recipe("{ test: 20, train: 80 }").Replace("repeat }", "accept }")).Result.Passed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("split: { train: 80, test: 20 }")]
    public void A_cap_holds_for_the_lines_of_repeated_records(string split)
    {
        _workspace.WriteLines("a.jsonl", Enumerable.Range(0, 100).Select(i => $$"""{"instruction": "a{{i}}", "output": "x", "kind": "a{{i % 4}}"}"""));
        _workspace.WriteLines("b.jsonl", Enumerable.Range(0, 50).Select(i => $$"""{"instruction": "b{{i}}", "output": "x", "kind": "{{(i < 25 ? "talk" : $"b{i % 5}")}}"}"""));
        var dataset = _workspace.Build($$"""
            name: capped
            sources:
              a: { files: a.jsonl, tags: { kind: { field: kind, default: none } } }
              b: { files: b.jsonl, tags: { kind: { field: kind, default: none } } }
            datasets:
              capped:
                mix: { shares: { a: 1, b: 1 }, anchor: a, shortage: repeat }
                caps: { kind: 16% }
                {{split}}
                gates: { balance: { kind: 16% } }
            """)["capped"];

        var lines = dataset.Ledger.Sum(row => row.Copies);
        Assert.Equal(lines, dataset.Rows().Count);
        Assert.InRange(dataset.Ledger.Where(row => row.Source == "b" && row.Line <= 25).Sum(row => row.Copies), 25, lines * 16 / 100);
    }

    private static string Recipe(string split) => $$"""
        name: repeat
        sources: { a: { files: a.jsonl }, b: { files: b.jsonl } }
        datasets:
          repeat:
            mix: { shares: { a: 1, b: 1 }, anchor: a, shortage: repeat }
            split: {{split}}
        """;

    private void WriteTwoSources()
    {
        _workspace.WriteLines("a.jsonl", Enumerable.Range(0, 100).Select(i => Lines.Alpaca($"a{i}", "x")));
        _workspace.WriteLines("b.jsonl", Enumerable.Range(0, 40).Select(i => Lines.Alpaca($"b{i}", "x")));
    }
}
