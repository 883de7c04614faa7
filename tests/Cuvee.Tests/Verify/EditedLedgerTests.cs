using Cuvee.Verify;

namespace Cuvee.Tests.Verify;

/// <summary>Ledgers that say what no build writes.</summary>
public sealed class EditedLedgerTests
{
    [Fact]
    public void ALedgerWithoutAColumnIsUnreadable()
    {
        using var dataset = SmallDataset.Build();
        dataset.EditLedger("ALTER TABLE ledger DROP COLUMN copies");
        Assert.Contains("ledger.parquet cannot be read (Binder Error", dataset.Gate("conservation").Message);
        using var other = SmallDataset.Build();
        other.EditLedger("UPDATE ledger SET tags = '[1]' WHERE line = 1");
        Assert.Contains("ledger.parquet cannot be read (the tags '[1]' are no JSON object of texts)", other.Gate("balance").Message);
    }

    [Theory]
    [InlineData("UPDATE ledger SET tokens = 9223372036854775807 WHERE line = 1", "tokens and")]
    [InlineData("UPDATE ledger SET tokens = -5 WHERE line = 1", "has -5 tokens")]
    [InlineData("UPDATE ledger SET copies = 2000000000 WHERE state = 'kept'", "2000000000 copies, which no record has")]
    [InlineData("UPDATE ledger SET tokens = 2147483647, copies = 1048576", "")]
    [InlineData("UPDATE ledger SET source = id, line = 9223372036854775807, item = -9223372036854775807", "")]
    public void NumbersThatNobodyWritesAreFindings(string statement, string message)
    {
        using var dataset = SmallDataset.Build();
        dataset.EditLedger(statement);
        Assert.Equal(GateStatus.Failed, dataset.Gate("stats").Status);
        Assert.Contains(message, dataset.Gate("stats").Message);
    }

    [Theory]
    [InlineData("UPDATE ledger SET similarity = 0.9 WHERE state = 'kept'")]
    [InlineData("UPDATE ledger SET other_id = id WHERE state = 'kept'")]
    [InlineData("CREATE OR REPLACE TABLE ledger AS SELECT * FROM ledger ORDER BY id")]
    public void WhatALedgerDoesNotSayIsNotBelieved(string statement)
    {
        using var dataset = SmallDataset.Build();
        dataset.EditLedger(statement);
        dataset.Seal();
        Assert.Equal(GateStatus.Failed, dataset.Gate("conservation").Status);
    }
}
