using Cuvee.Model;
using Cuvee.Tests.Support;

namespace Cuvee.Tests.Laws;

/// <summary>Each word for a shortage does what it says, from the recipe to the emitted lines.</summary>
public sealed class ShortageTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public ShortageTests()
    {
        _workspace.WriteLines("a.jsonl", Enumerable.Range(0, 30).Select(i => Lines.Alpaca($"a{i}", "x")));
        _workspace.WriteLines("b.jsonl", Enumerable.Range(0, 10).Select(i => Lines.Alpaca($"b{i}", "x")));
    }

    public void Dispose() => _workspace.Dispose();

    [Theory]
    // 21 lines at 50 to 50 are 11 and 10 by largest remainder: the first of equals gets the odd one.
    [InlineData("total: 40", 11, 10)]
    [InlineData("total: 40, shortage: shrink", 11, 10)]
    [InlineData("total: 40, shortage: accept", 20, 10)]
    [InlineData("total: 40, shortage: { repeat: { max: 2 } }", 20, 20)]
    [InlineData("anchor: a, shortage: accept", 30, 10)]
    [InlineData("anchor: a, shortage: { repeat: { max: 3 } }", 30, 30)]
    [InlineData("anchor: b", 10, 10)]
    public void Lines_are_what_the_word_says(string mix, int a, int b)
    {
        var dataset = Build(mix);
        Assert.Equal((a, b, a + b), (dataset.Emitted("a"), dataset.Emitted("b"), dataset.Rows().Count));
    }

    [Theory]
    [InlineData("total: 40, shortage: fail")]
    [InlineData("total: 40, shortage: { repeat: { max: 2 } }, shares: { a: 1, b: 3 }")]
    [InlineData("anchor: a")]
    public void Too_little_is_an_error_with_the_best_numbers(string mix) =>
        Assert.Contains("b has 10 records", Assert.Throws<CuveeException>(() => Build(mix)).Message);

    private DatasetOutput Build(string mix) =>
        _workspace.Build($$"""
            name: mix
            sources: { a: { files: a.jsonl }, b: { files: b.jsonl } }
            datasets: { mix: { mix: { {{(mix.Contains("shares") ? "" : "shares: { a: 50, b: 50 }, ")}}{{mix}} } } }
            """)["mix"];
}
