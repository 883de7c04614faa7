using Cuvee.Model;

namespace Cuvee.Inspect;

/// <summary>The records of the smallest ranks, each content once. Adding a record changes the sample only where the record belongs to it.</summary>
internal sealed class RankedSample(int size)
{
    private readonly List<(ulong Rank, Hash128 Content, SampledRecord Record)> _records = [];

    public IEnumerable<SampledRecord> Records => _records.Select(entry => entry.Record);

    /// <summary>Takes a record whose rank is among the smallest; equal contents go by their order.</summary>
    public void Add(ulong rank, Hash128 content, Func<SampledRecord> render)
    {
        if (size == 0 || (_records.Count == size && rank >= _records[^1].Rank)) return;
        var at = _records.FindIndex(entry => entry.Rank > rank);
        if (at < 0) at = _records.Count;
        if (at > 0 && _records[at - 1].Content == content) return;
        _records.Insert(at, (rank, content, render()));
        if (_records.Count > size) _records.RemoveAt(size);
    }

    /// <summary>Adds what comes behind.</summary>
    public void Add(RankedSample later)
    {
        foreach (var (rank, content, record) in later._records) Add(rank, content, () => record);
    }
}
