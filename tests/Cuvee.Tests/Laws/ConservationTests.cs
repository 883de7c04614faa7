using Cuvee.Tests.Support;

namespace Cuvee.Tests.Laws;

/// <summary>Every record that was read ends in exactly one state, and every number is the ledger's.</summary>
public sealed class ConservationTests : IDisposable
{
    private readonly Workspace _workspace = new();
    private readonly BuildOutput _built;

    public ConservationTests()
    {
        MixedInputs.Write(_workspace);
        _built = _workspace.Build(MixedInputs.Recipe);
    }

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Each_source_reads_what_it_keeps_drops_and_quarantines()
    {
        var outcomes = new HashSet<(string, string)>();
        foreach (var name in MixedInputs.Datasets)
        {
            var dataset = _built[name];
            var ledger = dataset.Ledger;
            Assert.Equal(ledger.Count, ledger.Select(row => row.Id).Distinct(StringComparer.Ordinal).Count());
            Assert.All(ledger, row => Assert.Equal(row.State == "kept", row.Stage.Length == 0 && row.Reason.Length == 0 && row.Copies > 0 && row.OutputFile.Length > 0 && row.OutputLine > 0));
            outcomes.UnionWith(ledger.Select(row => (row.Stage, row.Reason)));

            var sources = dataset.Manifest.GetProperty("sources");
            foreach (var source in sources.EnumerateObject())
            {
                var rows = ledger.Where(row => row.Source == source.Name).ToList();
                (string, int)[] expected =
                [
                    ("read", rows.Count), ("kept", rows.Count(row => row.State == "kept")), ("dropped", rows.Count(row => row.State == "dropped")),
                    ("quarantined", rows.Count(row => row.State == "quarantined")), ("emitted", rows.Sum(row => row.Copies)),
                ];
                Assert.Equal(expected, expected.Select(count => (count.Item1, source.Value.GetProperty(count.Item1).GetInt32())));
                Assert.Equal(rows.Count, expected.Skip(1).Take(3).Sum(count => count.Item2));
            }

            Assert.Equal(ledger.Count(row => row.State == "quarantined"), dataset.Quarantine.Count);
            Assert.Equal(ledger.Count, dataset.Manifest.GetProperty("inputs").EnumerateArray().Sum(input => input.GetProperty("records").GetInt32()));
            Assert.Equal(ledger.Sum(row => row.Copies), dataset.Manifest.GetProperty("splits").EnumerateObject().Sum(split => split.Value.GetProperty("records").GetInt32()));
        }

        // The inputs exercise what they are meant to.
        string[] reasons = ["malformed_json", "malformed_csv", "invalid_utf8", "damaged_file", "score_low", "duplicate", "conflict", "not_taken", "over_quota", "over_cap"];
        Assert.Equal([], reasons.Except(outcomes.Select(outcome => outcome.Item2)));
    }

    [Fact]
    public void Rows_of_the_ledger_stand_in_the_order_of_the_inputs()
    {
        foreach (var name in MixedInputs.Datasets)
        {
            var dataset = _built[name];
            var files = dataset.Manifest.GetProperty("inputs").EnumerateArray().Select((input, i) => ((input.GetProperty("source").GetString()!, input.GetProperty("file").GetString()!), i)).ToDictionary();
            var places = dataset.Ledger.Select(row => (files[(row.Source, row.File)], row.Reason == "damaged_file" ? long.MaxValue : row.Line, row.Item)).ToList();
            Assert.Equal(places.Order(), places);
        }
    }

    [Fact]
    public void Every_folder_agrees_with_its_sums()
    {
        Assert.Equal(MixedInputs.Datasets.Append("summary.json").Order(StringComparer.Ordinal), Directory.GetFileSystemEntries(_built.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        foreach (var name in MixedInputs.Datasets) FolderContent.AssertWhole(_built[name].Folder);
    }

    [Fact]
    public void Repeats_are_in_train_only_and_holdouts_in_their_split_only()
    {
        Assert.All(_built["blend"].Ledger.Where(row => row.Copies > 1), row => Assert.Equal("train", row.Split));
        Assert.Contains(_built["blend"].Ledger, row => row.Copies > 1);
        Assert.All(_built["everything"].Ledger.Where(row => row.Source == "voices" && row.State == "kept"), row => Assert.Equal("test", row.Split));
    }
}
