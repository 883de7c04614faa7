using Cuvee.Verify;

namespace Cuvee.Tests.Verify;

/// <summary>The gate that looks through emitted lines for personal data.</summary>
public sealed class PiiGateTests
{
    private static readonly string Redacting = SmallDataset.Chats.Replace("normalize:", "pii: { action: redact }\nnormalize:", StringComparison.Ordinal);

    [Fact]
    public void OffUnlessAsked()
    {
        using var dataset = SmallDataset.Build();
        Assert.Equal(GateStatus.Off, dataset.Gate("pii").Status);
    }

    [Fact]
    public void NothingIsLeft()
    {
        using var dataset = SmallDataset.Build(Redacting);
        Assert.Equal([], dataset.Failures());
        Assert.Equal((GateStatus.Passed, "0 of 212 lines (0.00 %) require review"), (dataset.Gate("pii").Status, dataset.Gate("pii").Message));
    }

    [Fact]
    public void AnAddressThatIsLeftFails()
    {
        using var dataset = SmallDataset.Build(Redacting);
        Break(dataset, "Write to zed@example.com");
        var gate = dataset.Gate("pii");
        var offender = $"data/{Path.GetFileName(dataset.Train)}:3 (email, e-mail address)";
        Assert.Equal((GateStatus.Failed, $"1 of 212 lines hold personal data that the recipe has replaced; first: {offender}"), (gate.Status, gate.Message));
        Assert.Equal([offender], gate.Offenders);
    }

    [Theory]
    [InlineData("{}", GateStatus.Warned)]
    [InlineData("{ warn: 1% }", GateStatus.Passed)]
    [InlineData("{ error: 0.1% }", GateStatus.Failed)]
    public void WhatMayBeSomethingIsJudgedByTheThresholds(string gate, GateStatus expected)
    {
        using var dataset = SmallDataset.Build(Redacting.Replace("balance:", $"pii: {gate}, balance:", StringComparison.Ordinal));
        Break(dataset, "It is 44051401359 then");
        Assert.Equal(expected, dataset.Gate("pii").Status);
    }

    [Fact]
    public void ALineThatIsNoRecordFails()
    {
        using var dataset = SmallDataset.Build(Redacting);
        dataset.ReplaceLine(dataset.Train, 3, "[]");
        Assert.StartsWith("1 of 212 lines cannot be looked through", dataset.Gate("pii").Message);
        Assert.Equal(GateStatus.Failed, dataset.Gate("pii").Status);
    }

    [Fact]
    public void MissingDataFails()
    {
        using var dataset = SmallDataset.Build(Redacting);
        Directory.Delete(dataset["data"], recursive: true);
        Assert.StartsWith("could not be evaluated: data/ is missing", dataset.Gate("pii").Message);
    }

    private static void Break(SmallDataset dataset, string text) => dataset.ReplaceLine(dataset.Train, 3, SmallDataset.Chat(text, "Yes.", "x").TrimEnd('\n').Replace(""","topic":"x"}""", "}", StringComparison.Ordinal));
}
