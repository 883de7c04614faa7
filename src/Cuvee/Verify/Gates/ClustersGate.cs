namespace Cuvee.Verify;

/// <summary>No record stands for too large a part of a source: a cluster that large is seldom what near-duplicates are meant to be.</summary>
internal sealed class ClustersGate : IGate
{
    /// <summary>A cluster of fewer dropped records says nothing, however small its source.</summary>
    private const long MinDropped = 10;

    public string Name => "clusters";

    public bool IsAsked(EmittedDataset dataset) => dataset.Dataset.Gates.Clusters is not null;

    public void Check(EmittedDataset dataset, Findings findings)
    {
        var read = dataset.Ledger.Tally.Cells.GroupBy(cell => cell.Source, StringComparer.Ordinal).ToDictionary(source => source.Key, source => source.Sum(cell => cell.Records), StringComparer.Ordinal);
        var threshold = dataset.Dataset.Gates.Clusters!;
        var clusters = dataset.NearClusters.LargestOfSources
            .Select(entry => (entry.Source, entry.Largest, Share: (decimal)entry.Largest.Dropped / read[entry.Source]))
            .OrderByDescending(entry => entry.Share).ThenBy(entry => entry.Source, StringComparer.Ordinal).ToList();
        var large = clusters.Where(entry => entry.Largest.Dropped >= MinDropped).ToList();
        if (large is not [var (first, largest, share), ..])
        {
            findings.Note(clusters.Count == 0 ? "no near-duplicates were dropped" : $"no record stands for {MinDropped} or more near-duplicates of one source");
            return;
        }

        var sentence = $"{largest.Dropped:N0} of the {read[first]:N0} records of {first} ({share * 100:0.00} %) were dropped for {largest.Id} ({largest.Place})";
        if (!findings.Judge(share, threshold, sentence)) return;
        foreach (var (source, cluster, _) in large.Where(entry => entry.Share > threshold.Warn || entry.Share > threshold.Error))
        {
            findings.Offend(() => $"{source}: {cluster.Dropped:N0} dropped for {cluster.Id} ({cluster.Place})");
        }
    }
}
