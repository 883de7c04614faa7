using System.Collections.Immutable;
using Cuvee.Model;
using Cuvee.Verify;

namespace Cuvee.Report;

/// <summary>A kept record and those that were dropped in its favour.</summary>
/// <param name="Kept">Its id.</param>
/// <param name="Dropped">How many were dropped.</param>
/// <param name="Stage">The stage that dropped them; the first by name where there are two.</param>
internal readonly record struct DuplicateGroup(Hash128 Kept, long Dropped, string Stage)
{
    /// <summary>All groups of some dropped records, by their ids. Sorted rather than looked up: whoever made up a ledger chose the ids.</summary>
    public static ImmutableArray<DuplicateGroup> Of(LedgerRows ledger, ReadOnlySpan<DroppedDuplicate> dropped)
    {
        var (ids, rows) = (new Hash128[dropped.Length], new int[dropped.Length]);
        for (var i = 0; i < ids.Length; i++) (ids[i], rows[i]) = (dropped[i].Kept, dropped[i].Row);
        Array.Sort(ids, rows);
        var groups = ImmutableArray.CreateBuilder<DuplicateGroup>();
        for (int start = 0, end; start < ids.Length; start = end)
        {
            var stage = ledger.OutcomeOf(rows[start]).Stage;
            for (end = start + 1; end < ids.Length && ids[end] == ids[start]; end++)
            {
                var other = ledger.OutcomeOf(rows[end]).Stage;
                if (string.CompareOrdinal(other, stage) < 0) stage = other;
            }

            groups.Add(new DuplicateGroup(ids[start], end - start, stage));
        }

        return groups.ToImmutable();
    }

    /// <summary>The largest, the largest first, then by their ids.</summary>
    public static List<DuplicateGroup> Largest(ImmutableArray<DuplicateGroup> groups, int count)
    {
        var largest = new List<DuplicateGroup>(count + 1);
        foreach (var group in groups)
        {
            var place = largest.Count;
            while (place > 0 && group.IsBefore(largest[place - 1])) place--;
            if (place == count) continue;
            largest.Insert(place, group);
            if (largest.Count > count) largest.RemoveAt(count);
        }

        return largest;
    }

    private bool IsBefore(in DuplicateGroup other) => Dropped != other.Dropped ? Dropped > other.Dropped : Kept < other.Kept;
}
