using System.Collections.Immutable;
using Cuvee.Model;
using Cuvee.Similarity;
using Cuvee.Verify;

namespace Cuvee.Report;

/// <summary>A kept record and those that were dropped in its favour.</summary>
/// <param name="Kept">Its id.</param>
/// <param name="Dropped">How many were dropped.</param>
/// <param name="Stage">The stage that dropped them; the first by name where there are two.</param>
internal readonly record struct DuplicateGroup(Hash128 Kept, long Dropped, string Stage)
{
    /// <summary>All groups of some dropped records, in the order of their first.</summary>
    public static ImmutableArray<DuplicateGroup> Of(LedgerRows ledger, ReadOnlySpan<DroppedDuplicate> dropped)
    {
        // What is no identifier has no key; all of it makes one group
        var index = new KeyIndex(dropped.Length);
        var groups = new DuplicateGroup[dropped.Length];
        for (var i = 0; i < groups.Length; i++)
        {
            ref var group = ref groups[index.Add(i, dropped[i].Kept.IsNone ? new Hash128(0, 1) : dropped[i].Kept)];
            var stage = ledger.OutcomeOf(dropped[i].Row).Stage;
            group = new DuplicateGroup(dropped[i].Kept, group.Dropped + 1, group.Stage is null || string.CompareOrdinal(stage, group.Stage) < 0 ? stage : group.Stage);
        }

        return [.. groups.Where(group => group.Dropped > 0)];
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
