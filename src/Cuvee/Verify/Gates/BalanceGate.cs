namespace Cuvee.Verify;

/// <summary>No value of a tag has too large a share of the emitted records.</summary>
internal sealed class BalanceGate : IGate
{
    public string Name => "balance";

    public bool IsAsked(EmittedDataset dataset) => !dataset.Dataset.Gates.Balance.IsEmpty;

    public void Check(EmittedDataset dataset, Findings findings)
    {
        foreach (var gate in dataset.Dataset.Gates.Balance)
        {
            var counts = dataset.Ledger.Tally.EmittedBy(cell => cell.Tag(gate.Tag));
            var total = counts.Values.Sum();
            var (value, largest) = counts.MaxBy(entry => entry.Value);
            var share = total == 0 ? 0 : (decimal)largest / total;
            var sentence = $"the largest {gate.Tag} is {value ?? "none"} with {largest:N0} of {total:N0} records ({share * 100:0.00} %)";
            if (findings.Judge(share, gate.Largest, sentence)) findings.Offend(() => $"{gate.Tag}: {value}");
        }
    }
}
