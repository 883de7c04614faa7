using Cuvee.Engine;
using Cuvee.Report;
using Cuvee.Tests.Support;

namespace Cuvee.Tests.Report;

public sealed class LedgerReaderTests
{
    [Fact]
    public void Threads_that_ask_at_once_each_get_their_own_answer()
    {
        using var workspace = new Workspace();
        workspace.WriteLines("in.jsonl", Enumerable.Range(1, 300).Select(i => $$"""{"prompt":"q{{i}}","completion":"a{{i}}"}"""));
        var dataset = workspace.BuildOne("in.jsonl");
        using var ledger = new LedgerReader(dataset.Folder);
        var lines = Ordered.Map(Enumerable.Range(1, 300), workers: 4, line => Assert.Single(ledger.Where($"line = {line}")).Line);
        Assert.Equal(Enumerable.Range(1, 300).Select(line => (long)line), lines);
    }

    [Fact]
    public void Nothing_is_opened_before_the_first_question()
    {
        using var ledger = new LedgerReader("/no/such/folder");
        Assert.Throws<Model.CuveeException>(() => ledger.Where("line = 1"));
    }
}
