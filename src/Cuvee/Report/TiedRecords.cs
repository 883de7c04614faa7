using System.Collections.Immutable;
using Cuvee.Model;

namespace Cuvee.Report;

/// <summary>The records that a split had to keep together with one: its component.</summary>
/// <param name="Size">All of them, the one itself too.</param>
/// <param name="By">What ties the one to them: <c>prompt</c>, <c>near_duplicates</c>, or a field.</param>
/// <param name="Others">The first of the others, by their places in the ledger; at most <see cref="MaxOthers"/>.</param>
public sealed record TiedRecords(long Size, ImmutableArray<string> By, ImmutableArray<LedgerEntry> Others)
{
    /// <summary>Others that are named.</summary>
    public const int MaxOthers = 5;

    internal static TiedRecords? Of(LedgerEntry record, LedgerReader ledger)
    {
        if (record.Component is not { } component) return null;
        var size = ledger.Read("count(*)", $"component = {component}", (result, row) => result.Column(0).Int64(row))[0];
        var others = ledger.Where($"component = {component} LIMIT {MaxOthers + 1}").Where(other => other.Id != record.Id).Take(MaxOthers);
        return new TiedRecords(size, [.. (record.TiedBy ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)], [.. others]);
    }
}
