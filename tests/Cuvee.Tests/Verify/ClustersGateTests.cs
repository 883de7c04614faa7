using Cuvee.Verify;

namespace Cuvee.Tests.Verify;

/// <summary>Near-duplicates in the account of a dataset: the gate on large clusters, and that ledger, report, card and manifest say the same.</summary>
public sealed class ClustersGateTests
{
    /// <summary>Single words: most questions of the pool resemble the first one.</summary>
    private static readonly string Near = SmallDataset.Chats.Replace("dedup: { exact: { on: prompt } }", "dedup: { exact: { on: prompt }, near: { similarity: 0.6, n: 1 } }")
        .Replace("coverage: { pool: 100 }, balance: { topic: 90% }", "GATES");

    [Theory]
    [InlineData("", GateStatus.Warned, ", above 5 %")]
    [InlineData("clusters: { warn: 99.9% }", GateStatus.Passed, "")]
    [InlineData("clusters: { warn: 1%, error: 50% }", GateStatus.Failed, ", above 50 %")]
    public void ALargeClusterWarnsAndFails(string gate, GateStatus status, string end)
    {
        using var dataset = SmallDataset.Build(Near.Replace("GATES", gate));
        var id = dataset.Ask("SELECT other_id FROM ledger WHERE stage = 'near_dedup' AND source = 'pool' GROUP BY 1 ORDER BY count(*) DESC LIMIT 1");
        var dropped = dataset.Ask($"SELECT count(*) FROM ledger WHERE stage = 'near_dedup' AND source = 'pool' AND other_id = '{id}'");
        var place = dataset.Ask($"SELECT file || ':' || line FROM ledger WHERE id = '{id}'");
        var found = dataset.Gate("clusters");
        Assert.Equal(status, found.Status);
        Assert.StartsWith($"{dropped} of the 204 records of pool (", found.Message);
        Assert.EndsWith($" were dropped for {id} ({place}){end}", found.Message);
        if (status != GateStatus.Passed) Assert.Equal($"pool: {dropped} dropped for {id} ({place})", found.Offenders[0]);
        Assert.Equal(status == GateStatus.Failed ? ["clusters"] : [], dataset.Failures());
    }

    [Fact]
    public void WithoutNearDuplicatesItIsOff()
    {
        using var dataset = SmallDataset.Build();
        Assert.Equal(GateStatus.Off, dataset.Gate("clusters").Status);
    }

    [Fact]
    public void NothingDroppedPasses()
    {
        using var dataset = SmallDataset.Build(Near.Replace("similarity: 0.6, n: 1", "similarity: 1").Replace("GATES", ""));
        Assert.Equal((GateStatus.Passed, "no near-duplicates were dropped"), (dataset.Gate("clusters").Status, dataset.Gate("clusters").Message));
    }

    [Fact]
    public void AnEditedLedgerIsSeen()
    {
        using var dataset = SmallDataset.Build(Near.Replace("GATES", "clusters: { warn: 99.9% }"));
        dataset.EditLedger("UPDATE ledger SET other_id = (SELECT id FROM ledger WHERE source = 'voices' LIMIT 1), similarity = 0.97 WHERE id = (SELECT id FROM ledger WHERE stage = 'near_dedup' LIMIT 1)");
        dataset.SealSums();
        Assert.Equal(["stats"], dataset.Failures());
        Assert.Contains("near_duplicates", dataset.Gate("stats").Message);
    }

    [Theory]
    [InlineData("dropped")]
    [InlineData("kept")]
    public void AnEditedReportIsSeen(string number)
    {
        using var dataset = SmallDataset.Build(Near.Replace("GATES", ""));
        dataset.EditJson("report.json", report => report["near_duplicates"]![number] = 7);
        dataset.SealSums();
        Assert.Contains($"report.json: near_duplicates.{number}", dataset.Gate("stats").Message);
    }

    [Fact]
    public void AnEditedCardAndAnEditedManifestAreSeen()
    {
        using var dataset = SmallDataset.Build(Near.Replace("GATES", ""));
        dataset.Replace("README.md", "\n## Near-duplicates\n\n| kept record |", "\n## Near-duplicates\n\n| a kept record |\n| kept record |");
        dataset.Replace("manifest.json", "within=[]", "within=[source]");
        dataset.SealSums();
        Assert.Contains("## Near-duplicates", string.Join('\n', dataset.Gate("stats").Offenders));
        Assert.Contains("near_dedup", string.Join('\n', dataset.Gate("stats").Offenders));
    }
}
