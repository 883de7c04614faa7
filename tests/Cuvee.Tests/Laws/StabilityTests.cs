using Cuvee.Tests.Support;

namespace Cuvee.Tests.Laws;

/// <summary>Adding records moves only the records of the components they touch, and those at a cut.</summary>
public sealed class StabilityTests : IDisposable
{
    private const string Splitting = """
        dedup: { exact: { on: conversation } }
        datasets: { one: { split: { train: 80, validation: 10, test: 10, together: [prompt, session] } } }
        """;

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void New_records_leave_the_others_in_their_split_and_order()
    {
        var old = Enumerable.Range(0, 400).Select(i => Lines.Chat($"q {i}", $"a {i}").Insert(1, $"\"session\": {i / 2}, ")).ToList();
        // 50 of their own, and two that tie sessions 3 and 77 together.
        var added = Enumerable.Range(0, 50).Select(i => Lines.Chat($"new {i}", "a").Insert(1, $"\"session\": {1000 + i}, "))
            .Append(Lines.Chat("tie", "x").Insert(1, "\"session\": 3, ")).Append(Lines.Chat("tie", "y").Insert(1, "\"session\": 77, ")).ToList();
        var before = Build(old);
        var after = Build([.. added, .. old]);

        var touched = new HashSet<int> { 6, 7, 154, 155 }.Select(i => before.Single(row => row.Line == i + 1).ContentHash).ToHashSet(StringComparer.Ordinal);
        var moved = before.Where(row => after.Single(other => other.ContentHash == row.ContentHash).Split != row.Split).Select(row => row.ContentHash);
        Assert.Equal([], moved.Except(touched));

        foreach (var split in new[] { "train", "validation", "test" })
        {
            var known = before.Select(row => row.ContentHash).Except(touched).ToHashSet(StringComparer.Ordinal);
            Assert.Equal(Order(before, split, known), Order(after, split, known));
        }
    }

    [Fact]
    public void A_taken_record_leaves_only_at_the_cut()
    {
        var old = Lines.Many(300, seed: 3).ToList();
        var before = Taken(old);
        var after = Taken([.. Lines.Many(330, seed: 4).Skip(300), .. old]);
        var known = before.Rows.Select(row => row.ContentHash).ToHashSet(StringComparer.Ordinal);
        var newcomers = after.Kept.Except(known, StringComparer.Ordinal).Count();
        Assert.Equal((100, 100), (before.Kept.Count, after.Kept.Count));
        Assert.InRange(newcomers, 1, 30);
        Assert.Equal(newcomers, before.Kept.Except(after.Kept, StringComparer.Ordinal).Count());
        Assert.Equal([], after.Kept.Intersect(known).Except(before.Kept, StringComparer.Ordinal));
    }

    private List<LedgerRow> Build(IEnumerable<string> lines)
    {
        _workspace.WriteLines("in.jsonl", lines);
        return [.. _workspace.Build($"name: one\nsources: {{ s: {{ files: in.jsonl }} }}\n{Splitting}\n")["one"].Ledger];
    }

    private (List<LedgerRow> Rows, HashSet<string> Kept) Taken(IEnumerable<string> lines)
    {
        _workspace.WriteLines("in.jsonl", lines);
        var rows = _workspace.BuildOne("in.jsonl", source: ", take: 100").Ledger.ToList();
        return (rows, rows.Where(row => row.State == "kept").Select(row => row.ContentHash).ToHashSet(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Order(List<LedgerRow> ledger, string split, HashSet<string> known) =>
        ledger.Where(row => row.Split == split && known.Contains(row.ContentHash)).OrderBy(row => row.OutputLine).Select(row => row.ContentHash);
}
