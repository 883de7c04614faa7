using System.Collections.Immutable;
using Cuvee.Model;

namespace Cuvee.Converting;

/// <summary>Counts by word, with where each was met first and an explanation of that one. Sorted by the words.</summary>
internal sealed class PlacedCounts
{
    private readonly SortedDictionary<string, (long Count, Origin First, string Detail)> _counts = new(StringComparer.Ordinal);

    public IEnumerable<(string Word, long Count, Origin First, string Detail)> All =>
        _counts.Select(entry => (entry.Key, entry.Value.Count, entry.Value.First, entry.Value.Detail));

    public ImmutableSortedDictionary<string, long> Counts =>
        _counts.ToImmutableSortedDictionary(entry => entry.Key, entry => entry.Value.Count, StringComparer.Ordinal);

    public void Add(string word, Origin place, string detail = "", long count = 1) =>
        _counts[word] = _counts.TryGetValue(word, out var known) ? (known.Count + count, known.First, known.Detail) : (count, place, detail);

    /// <summary>Adds the counts of what comes behind.</summary>
    public void Add(PlacedCounts later)
    {
        foreach (var (word, count, first, detail) in later.All) Add(word, first, detail, count);
    }
}
