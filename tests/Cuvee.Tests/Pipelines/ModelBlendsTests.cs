using System.Globalization;
using System.Text.Json;
using Cuvee.Tests.Support;

namespace Cuvee.Tests.Pipelines;

/// <summary>Expert sets blended with pools: the recipe of <c>examples/blends</c> on its real data.</summary>
public sealed class ModelBlendsTests : IDisposable
{
    private readonly Workspace _workspace = SharedData.Workspace();
    private readonly BuildOutput _built;

    public ModelBlendsTests() => _built = _workspace.Build(File.ReadAllText(Path.Combine(SharedData.Repository, "examples", "blends", "recipe.yaml")));

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Every_dataset_has_the_figures_of_its_table()
    {
        (string, int, int, int, int, int, int, int)[] expected =
        [
            ("veran", 371, 78, 12, 281, 117, 0, 70),
            ("din", 258, 104, 0, 154, 64, 0, 38),
            ("nayru", 36, 0, 0, 36, 15, 3, 9),
            ("farore", 28, 0, 0, 28, 11, 0, 7),
        ];
        Assert.Equal(expected, expected.Select(row => Figures(row.Item1)));
        Assert.Equal([468, 256, 63, 46], _built.Result.Datasets.Select(dataset => dataset.Counts.Emitted));
    }

    [Fact]
    public void All_rows_have_one_schema()
    {
        foreach (var dataset in _built.Result.Datasets)
        {
            var rows = _built[dataset.Name].Rows();
            Assert.Equal(dataset.Counts.Emitted, rows.Count);
            Assert.All(rows, row =>
            {
                Assert.Equal(["messages"], row.EnumerateObject().Select(field => field.Name));
                var roles = row.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("role").GetString());
                Assert.Matches("^(system )?(user assistant ?)+$", string.Join(' ', roles));
            });
        }
    }

    [Fact]
    public void Shares_sum_to_exactly_100_wherever_they_stand()
    {
        foreach (var dataset in _built.Result.Datasets.Select(dataset => _built[dataset.Name]))
        {
            foreach (var document in new[] { dataset.Manifest, dataset.Report })
            {
                Assert.Equal(100m, Sum(document.GetProperty("sources")));
                Assert.Equal(100m, Sum(document.GetProperty("families")));
                Assert.Equal(100m, Sum(document.GetProperty("mix").GetProperty("achieved")));
            }

            var table = dataset.Card.Split("\n## ").Single(section => section.StartsWith("Sources", StringComparison.Ordinal));
            var shares = table.Split('\n').Where(line => line.EndsWith("% |", StringComparison.Ordinal)).Select(line => line.Split('|')[^2].Trim(' ', '%'));
            Assert.Equal(100m, shares.Sum(share => decimal.Parse(share, CultureInfo.InvariantCulture)));
        }
    }

    [Fact]
    public void A_conflict_names_the_record_that_won()
    {
        var ledger = _built["veran"].Ledger;
        var kept = ledger.Where(row => row.State == "kept" || row.Stage == "mix").Select(row => row.Id).ToHashSet(StringComparer.Ordinal);
        var losers = ledger.Where(row => row.Stage == "exact_dedup").ToList();
        Assert.Equal(91, losers.Count);
        Assert.All(losers, row => Assert.Contains(row.OtherId, kept));
    }

    private (string, int, int, int, int, int, int, int) Figures(string name)
    {
        var dataset = _built[name];
        var expert = dataset.Ledger.Where(row => row.Source == $"{name}_expert").ToList();
        return (
            name,
            expert.Count,
            expert.Count(row => row.Reason == "duplicate"),
            expert.Count(row => row.Reason == "conflict"),
            dataset.Emitted($"{name}_expert"),
            dataset.Emitted("code_pool"),
            dataset.Emitted("tool_pool"),
            dataset.Emitted("synthetic"));
    }

    private static decimal Sum(JsonElement parts) => parts.EnumerateObject().Sum(part => part.Value.GetProperty("percent").GetDecimal());
}
