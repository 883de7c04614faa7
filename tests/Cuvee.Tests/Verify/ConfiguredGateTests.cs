using Cuvee.Verify;

namespace Cuvee.Tests.Verify;

/// <summary>Gates whose thresholds the recipe sets, on each side of them.</summary>
public sealed class ConfiguredGateTests
{
    [Theory]
    [InlineData("quarantine: { warn: 0.5% }", GateStatus.Passed, "1 of 216 records (0.46 %) are quarantined")]
    [InlineData("quarantine: { warn: 0.4% }", GateStatus.Warned, "1 of 216 records (0.46 %) are quarantined, above 0.4 %")]
    [InlineData("quarantine: { warn: 0.1%, error: 0.4% }", GateStatus.Failed, "1 of 216 records (0.46 %) are quarantined, above 0.4 %")]
    [InlineData("coverage: { pool: 200 }", GateStatus.Passed, "pool is present with 200 of 200 records")]
    [InlineData("coverage: { pool: 201 }", GateStatus.Failed, "pool is partial with 200 of 201 records")]
    [InlineData("coverage: { pool: 201, partial: warn }", GateStatus.Warned, "pool is partial with 200 of 201 records")]
    [InlineData("coverage: { moon: 1, partial: warn }", GateStatus.Failed, "moon is missing with 0 of 1 records")]
    [InlineData("balance: { topic: { warn: 62% } }", GateStatus.Warned, "the largest topic is more with 133 of 212 records (62.74 %), above 62 %")]
    [InlineData("balance: { topic: { warn: 62%, error: 62.7% } }", GateStatus.Failed, "the largest topic is more with 133 of 212 records (62.74 %), above 62.7 %")]
    [InlineData("balance: { source: 95% }", GateStatus.Passed, "the largest source is pool with 200 of 212 records (94.34 %)")]
    public void ThresholdsWarnAndFail(string gate, GateStatus status, string message)
    {
        using var dataset = SmallDataset.Build(SmallDataset.Chats.Replace("coverage: { pool: 100 }, balance: { topic: 90% }", gate));
        var name = gate.Split(':')[0];
        Assert.Equal((status, message), (dataset.Gate(name).Status, dataset.Gate(name).Message));
        Assert.Equal(status == GateStatus.Failed ? [name] : [], dataset.Failures());
        Assert.Equal(status != GateStatus.Failed, dataset.Result.Passed);
    }

    [Theory]
    [InlineData("fail", GateStatus.Passed, "30 true, 30 false, the longest run has")]
    [InlineData("{ level: fail, run: 2 }", GateStatus.Failed, "above 2")]
    [InlineData("{ run: 2 }", GateStatus.Warned, "above 2")]
    public void LabelsAreMixed(string labels, GateStatus status, string message)
    {
        using var dataset = SmallDataset.Build(VerificationTests.Labelled("order: shuffled", labels));
        Assert.Equal(status, dataset.Gate("labels").Status);
        Assert.Contains(message, dataset.Gate("labels").Message);
        Assert.Equal(status == GateStatus.Failed ? ["labels"] : [], dataset.Failures());
    }

    [Fact]
    public void LabelsAreCounted()
    {
        using var dataset = SmallDataset.Build(VerificationTests.Labelled("order: interleaved", "{ level: fail, ratio: 2 }"));
        foreach (var path in Directory.GetFiles(dataset["data"], "*").Order(StringComparer.Ordinal))
        {
            var lines = dataset.ReadLines(path);
            for (var i = 0; i < lines.Length; i++)
            {
                if (lines[i].EndsWith("\"label\":false}", StringComparison.Ordinal)) dataset.ReplaceLine(path, i + 1, lines[i].Replace("\"label\":false", "\"label\":true"));
            }
        }

        dataset.Seal();
        Assert.Equal(["labels"], dataset.Failures());
        Assert.Equal("no line has the label false", dataset.Gate("labels").Message);
        dataset.ReplaceLine(dataset.Train, 1, dataset.ReadLines(dataset.Train)[0].Replace(",\"label\":true", ""));
        dataset.Seal();
        Assert.Equal(["structure", "labels"], dataset.Failures());
        Assert.Contains("1 of 60 lines have no label", dataset.Gate("labels").Message);
    }

    [Fact]
    public void LabelsNeedTheLines()
    {
        using var dataset = SmallDataset.Build(VerificationTests.Labelled("order: interleaved", "fail"));
        Directory.Delete(dataset["data"], recursive: true);
        Assert.Equal("could not be evaluated: data/ is missing", dataset.Gate("labels").Message);
    }
}
