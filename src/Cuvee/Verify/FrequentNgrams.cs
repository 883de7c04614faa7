using Cuvee.Decontaminate;
using Cuvee.Engine;
using Cuvee.Report;

namespace Cuvee.Verify;

/// <summary>
/// The n-grams that decontamination.json lists as too frequent to count, against what the dataset tells of them. Texts of the lines are texts that were searched,
/// so an n-gram stands in no fewer; and where the dataset draws on all sources, in no more than these and the records that were dropped after the search.
/// </summary>
internal sealed class FrequentNgrams
{
    private static readonly string[] StagesBeforeTheSearch = [Stages.Read, Stages.Map, Stages.Normalize, Stages.Filter];

    private readonly Findings _findings;
    private readonly bool _drawsOnAll;
    private readonly bool _showsTexts;
    private readonly long _records;
    private readonly long _droppedLater;

    public FrequentNgrams(EmittedDataset dataset, Findings findings)
    {
        _findings = findings;
        _drawsOnAll = SourcePlans.Read(dataset.Recipe, dataset.Recipe.Datasets).IsSubsetOf(dataset.Dataset.From);
        _showsTexts = ShowsTexts(dataset);
        _records = dataset.Ledger.RowCount;
        _droppedLater = dataset.Ledger.Tally.Cells.Where(cell => cell.State == Stages.Dropped && !StagesBeforeTheSearch.Contains(cell.Stage)).Sum(cell => cell.Records);
    }

    /// <summary>Complains of what cannot be and takes the n-grams out of those that count; gives how many are listed, and how many of them the lines alone show to be too frequent.</summary>
    /// <param name="account">What is listed for a search.</param>
    /// <param name="limits">Its rule.</param>
    /// <param name="lines">What was found in the lines.</param>
    /// <param name="ignored">The n-grams that do not count.</param>
    public (long Listed, long Recounted) Check(SearchAccount account, ContaminationRule limits, EmittedContamination lines, bool[] ignored)
    {
        if (account.Records < _records || (_drawsOnAll && account.Records != _records))
        {
            _findings.Fail($"{ContaminationFile.Name} speaks of {account.Records:N0} records of all sources, the ledger of {_records:N0}");
        }

        if (account.Frequent.IsEmpty) return (0, 0);
        var limit = limits.FrequentFrom(account.Records);
        var texts = _showsTexts ? lines.TextsOfNgrams() : new int[ignored.Length];
        var (listed, recounted, rare, unfitting) = (0L, 0L, 0L, 0L);
        foreach (var (ngrams, claimed) in account.Frequent)
        {
            if (ngrams.End.Value > ignored.Length) throw new MissingEvidenceException($"{ContaminationFile.Name} lists n-grams that the benchmarks do not have");
            foreach (var found in texts.AsSpan(ngrams))
            {
                listed++;
                if (claimed <= limit) rare++;
                else if (claimed > MostTexts(found, account.Records) || claimed < found) unfitting++;
                else if (found > limit) recounted++;
            }

            ignored.AsSpan(ngrams).Fill(true);
        }

        if (rare > 0) _findings.Fail($"{rare:N0} n-grams are listed as too frequent that no more than {limit:N0} texts hold by the list itself");
        if (unfitting > 0) _findings.Fail($"{unfitting:N0} n-grams are listed as too frequent in numbers of texts that do not fit the lines and the ledger");
        return (listed, recounted);
    }

    private long MostTexts(int found, long records) => _drawsOnAll && _showsTexts ? found + _droppedLater : records;

    /// <summary>
    /// Whether lines that are read again have the words of the records that were searched. A preference may give the turns that both answers begin with to
    /// another part of the record, and Parquet holds content parts as JSON within a text.
    /// </summary>
    private static bool ShowsTexts(EmittedDataset dataset) =>
        HashGate.KeepsContent(dataset) && dataset.Dataset.Output is { Format: not "preference", Files: not "parquet" };
}
