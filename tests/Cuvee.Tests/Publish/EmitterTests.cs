using Cuvee.Tests.Support;

namespace Cuvee.Tests.Publish;

public sealed class EmitterTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    /// <summary>Lines so long that a batch holds a few, one, or, for the longest, is larger than batches should be.</summary>
    [Theory]
    [InlineData("{ }")]
    [InlineData("{ metadata: full }")]
    public void Long_lines_are_all_written_in_their_order(string output)
    {
        int[] lengths = [10, 1_500_000, 3_000_000, 10, 5_000_000, 5_000_000, 10, .. Enumerable.Repeat(3, 600)];
        _workspace.WriteLines("in.jsonl", lengths.Select((length, i) => Lines.Alpaca($"q{i}", new string((char)('a' + (i % 26)), length))));
        var dataset = _workspace.BuildOne("in.jsonl", output: output);
        var answers = dataset.Rows().Select(row => row.GetProperty("messages")[1].GetProperty("content").GetString()!).ToList();
        Assert.Equal(lengths.Select((length, i) => (length, (char)('a' + (i % 26)))), answers.Select(answer => (answer.Length, answer[0])));
        Assert.Equal(Enumerable.Range(1, lengths.Length), dataset.Ledger.Select(row => (int)row.OutputLine));
    }
}
