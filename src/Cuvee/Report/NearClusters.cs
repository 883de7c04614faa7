using System.Collections.Immutable;
using Cuvee.Engine;
using Cuvee.Model;
using Cuvee.Verify;

namespace Cuvee.Report;

/// <summary>What a ledger says of dropped near-duplicates.</summary>
/// <param name="Dropped">All of them.</param>
/// <param name="Kept">Records that stand for them.</param>
/// <param name="Largest">The records that stand for the most, the most first, then by their ids; at most <see cref="MaxLargest"/>.</param>
/// <param name="Similarities">Dropped records by their similarity, in steps of 0.05: where a step begins, and how many; only steps that have any, ascending.</param>
/// <param name="LargestOfSources">For each source with dropped records the kept one for which most of that source were dropped; by the sources' names.</param>
internal sealed record NearClusters(
    long Dropped,
    long Kept,
    ImmutableArray<NearCluster> Largest,
    ImmutableArray<(decimal From, long Records)> Similarities,
    ImmutableArray<(string Source, NearCluster Largest)> LargestOfSources)
{
    public const int MaxLargest = 10;

    private const int StepsOfOne = 20;

    /// <summary>Counts a ledger.</summary>
    public static NearClusters Of(LedgerRows ledger)
    {
        DroppedDuplicate[] dropped = [.. ledger.Duplicates.Where(duplicate => ledger.OutcomeOf(duplicate.Row).Stage == Stages.NearDedup)];
        var groups = DuplicateGroup.Of(ledger, dropped);
        var largest = DuplicateGroup.Largest(groups, MaxLargest);
        var ofSources = dropped.GroupBy(duplicate => ledger.KindOf(duplicate.Row).Source)
            .Select(source => (Source: ledger.Sources[source.Key], Largest: DuplicateGroup.Largest(DuplicateGroup.Of(ledger, [.. source]), 1)[0]))
            .OrderBy(source => source.Source, StringComparer.Ordinal).ToList();
        var rows = ledger.RowsOf(largest.Concat(ofSources.Select(source => source.Largest)).Select(group => group.Kept));
        return new NearClusters(
            dropped.Length,
            groups.Length,
            [.. largest.Select(group => NearCluster.Of(group, ledger, rows))],
            [.. dropped.GroupBy(duplicate => (long)Math.Floor(duplicate.Similarity * StepsOfOne)).OrderBy(step => step.Key).Select(step => (step.Key / (decimal)StepsOfOne, step.LongCount()))],
            [.. ofSources.Select(source => (source.Source, NearCluster.Of(source.Largest, ledger, rows)))]);
    }
}

/// <summary>A record that stands for dropped ones.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Place">Where it was read; its id where the ledger does not have it, since the dataset only compares with it.</param>
/// <param name="Dropped">How many were dropped in its favour.</param>
internal sealed record NearCluster(string Id, string Place, long Dropped)
{
    public static NearCluster Of(DuplicateGroup group, LedgerRows ledger, IReadOnlyDictionary<Hash128, int> rows) =>
        new(group.Kept.ToString(), rows.TryGetValue(group.Kept, out var row) ? ledger.PlaceInFile(row) : group.Kept.ToString(), group.Dropped);
}
