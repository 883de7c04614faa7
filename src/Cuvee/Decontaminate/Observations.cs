using System.Runtime.InteropServices;

namespace Cuvee.Decontaminate;

/// <summary>
/// What was found in the records of a corpus, in their order: nothing at all for a record without a shared n-gram, else about twelve bytes for each stretch
/// that it shares. A worker fills one for a block, and they are appended in the order of the blocks.
/// </summary>
public sealed class Observations
{
    private readonly List<Entry> _entries = [];
    private readonly List<NgramRun> _runs = [];

    /// <summary>How many records were observed.</summary>
    public int RecordCount { get; private set; }

    /// <summary>How many of them share something.</summary>
    public int Count => _entries.Count;

    internal ReadOnlySpan<Entry> Entries => CollectionsMarshal.AsSpan(_entries);

    internal ReadOnlySpan<NgramRun> RunsOf(int entry)
    {
        var (_, start, _) = _entries[entry];
        var end = entry + 1 < _entries.Count ? _entries[entry + 1].RunStart : _runs.Count;
        return CollectionsMarshal.AsSpan(_runs)[start..end];
    }

    /// <summary>Counts a record in which nothing was found, or which was not searched (it was dropped before).</summary>
    public void AddNothing() => RecordCount++;

    internal ReadOnlySpan<NgramRun> Runs => CollectionsMarshal.AsSpan(_runs);

    /// <summary>Adds what comes behind.</summary>
    public void Append(Observations later) => Append(later.Entries, later.Runs, later.RecordCount);

    /// <summary>Adds what comes behind: its records and runs are counted from 0.</summary>
    internal void Append(ReadOnlySpan<Entry> entries, ReadOnlySpan<NgramRun> runs, int recordCount)
    {
        foreach (var entry in entries) _entries.Add(new Entry(RecordCount + entry.Record, _runs.Count + entry.RunStart, entry.TextMark));
        _runs.AddRange(runs);
        RecordCount += recordCount;
    }

    public void Clear()
    {
        _entries.Clear();
        _runs.Clear();
        RecordCount = 0;
    }

    internal void Add(List<NgramRun> runs, ulong textMark)
    {
        _entries.Add(new Entry(RecordCount++, _runs.Count, textMark));
        _runs.AddRange(runs);
    }

    /// <summary>A record in which something was found.</summary>
    /// <param name="Record">Its index, from 0.</param>
    /// <param name="RunStart">Where its runs begin.</param>
    /// <param name="TextMark">Equal for equal words.</param>
    internal readonly record struct Entry(int Record, int RunStart, ulong TextMark);
}
