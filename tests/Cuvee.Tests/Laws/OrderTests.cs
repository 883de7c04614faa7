using System.Text.Json;
using Cuvee.Tests.Support;

namespace Cuvee.Tests.Laws;

/// <summary>The orders in which a split can be written.</summary>
public sealed class OrderTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData(10, 10, "TFTFTFTFTFTFTFTFTFTF")]
    [InlineData(5, 2, "TFTTTFT")]
    [InlineData(1, 3, "FTFF")]
    [InlineData(0, 3, "FFF")]
    [InlineData(2, 0, "TT")]
    public void Labels_are_interleaved_evenly(int good, int bad, string expected)
    {
        _workspace.WriteLines("in.jsonl", Enumerable.Range(0, good + bad).Select(i => $$"""{"prompt": "p{{i}}", "completion": "c{{i}}", "label": {{(i < good ? "true" : "false")}}}"""));
        var build = _workspace.Build("sources: { s: { files: in.jsonl } }\ndatasets: { d: { order: interleaved, output: { format: kto } } }");
        Assert.Equal(expected, string.Concat(build["d"].Rows().Select(row => row.GetProperty("label").GetBoolean() ? 'T' : 'F')));
    }

    [Fact]
    public void Source_keeps_the_order_of_the_inputs_and_shuffled_does_not()
    {
        _workspace.WriteLines("in.jsonl", Enumerable.Range(0, 200).Select(i => Lines.Alpaca($"q{i}", $"a{i}")));
        var build = _workspace.Build("seed: 3\nsources: { s: { files: in.jsonl } }\ndatasets:\n  plain: { order: source }\n  mixed: {}\n");
        var plain = build["plain"].Rows().Select(Question).ToList();
        var mixed = build["mixed"].Rows().Select(Question).ToList();
        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"q{i}"), plain);
        Assert.NotEqual(plain, mixed);
        Assert.Equal(plain.Order(StringComparer.Ordinal), mixed.Order(StringComparer.Ordinal));

        // A shuffle leaves few records beside their old neighbour; a rotation or reversal would leave nearly all.
        Assert.InRange(mixed.Zip(mixed.Skip(1)).Count(pair => Math.Abs(int.Parse(pair.First[1..]) - int.Parse(pair.Second[1..])) == 1), 0, 12);
    }

    private static string Question(JsonElement row) => row.GetProperty("messages")[0].GetProperty("content").GetString()!;
}
