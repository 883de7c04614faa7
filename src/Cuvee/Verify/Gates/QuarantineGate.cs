namespace Cuvee.Verify;

/// <summary>Not too much of the input was quarantined.</summary>
internal sealed class QuarantineGate : IGate
{
    public string Name => "quarantine";

    public void Check(EmittedDataset dataset, Findings findings)
    {
        var tally = dataset.Ledger.Tally;
        var share = tally.Read == 0 ? 0 : (decimal)tally.Quarantined / tally.Read;
        var isTooMuch = findings.Judge(share, dataset.Dataset.Gates.Quarantine, $"{tally.Quarantined:N0} of {tally.Read:N0} records ({share * 100:0.00} %) are quarantined");
        if (!isTooMuch) return;
        var ledger = dataset.Ledger;
        var quarantined = findings.Group();
        for (var row = 0; row < ledger.RowCount; row++)
        {
            if (ledger.OutcomeOf(row).IsQuarantined) quarantined.Add(row, number => $"{ledger.Place(number)} ({ledger.OutcomeOf(number).Reason})");
        }
    }
}
