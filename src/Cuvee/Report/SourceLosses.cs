using System.Collections.Immutable;
using Cuvee.Engine;
using Cuvee.Model;

namespace Cuvee.Report;

/// <summary>What a dataset did not take of a source, and why.</summary>
/// <param name="Source">Its name.</param>
/// <param name="Read">Records that were read of it.</param>
/// <param name="Kept">Of those, kept.</param>
/// <param name="Losses">Why the others were not, the most frequent reason first.</param>
public sealed record SourceLosses(string Source, long Read, long Kept, ImmutableArray<Loss> Losses)
{
    /// <summary>Records that were not kept.</summary>
    public long Lost => Read - Kept;

    /// <summary>The sources of a dataset, the one that lost most first; those that lost nothing, too.</summary>
    /// <exception cref="CuveeException">The ledger cannot be read.</exception>
    public static ImmutableArray<SourceLosses> Of(string folder)
    {
        using var ledger = new LedgerReader(folder);
        var counts = ledger.Read(
            "source, coalesce(stage, ''), coalesce(reason, ''), count(*)",
            "true GROUP BY ALL",
            (result, row) => (Source: result.Column(0).String(row), Loss: new Loss(result.Column(1).String(row), result.Column(2).String(row), result.Column(3).Int64(row))));
        return
        [
            .. counts.GroupBy(count => count.Source, count => count.Loss, StringComparer.Ordinal).Select(Sum)
                .OrderByDescending(source => source.Lost).ThenBy(source => source.Source, StringComparer.Ordinal),
        ];
    }

    private static SourceLosses Sum(IGrouping<string, Loss> source)
    {
        var losses = source.Where(loss => loss.Stage.Length > 0)
            .OrderByDescending(loss => loss.Records).ThenBy(loss => LedgerWords.OrderOf(loss.Stage)).ThenBy(loss => loss.Reason, StringComparer.Ordinal);
        return new SourceLosses(source.Key, source.Sum(loss => loss.Records), source.Where(loss => loss.Stage.Length == 0).Sum(loss => loss.Records), [.. losses]);
    }
}

/// <summary>Records that were lost for one reason.</summary>
/// <param name="Stage">The stage that dropped them; <see cref="Stages.Read"/> for quarantined ones.</param>
/// <param name="Reason">The reason's word.</param>
/// <param name="Records">How many.</param>
public sealed record Loss(string Stage, string Reason, long Records);
