using System.Collections.Immutable;
using Cuvee.Model;

namespace Cuvee.Engine;

/// <summary>The facts of a dataset's sources as one list, in dataset order: the order of <c>from</c>, then file, then place in the file.</summary>
internal sealed class DatasetFacts
{
    private readonly int[] _starts;

    public DatasetFacts(ImmutableArray<SourceFacts> sources)
    {
        Sources = sources;
        _starts = new int[sources.Length + 1];
        for (var i = 0; i < sources.Length; i++) _starts[i + 1] = checked(_starts[i] + sources[i].Facts.Count);
    }

    public ImmutableArray<SourceFacts> Sources { get; }

    /// <summary>Number of input records.</summary>
    public int Count => _starts[^1];

    public ref Fact this[int position]
    {
        get
        {
            var source = SourceOf(position);
            return ref Sources[source].Facts[position - _starts[source]];
        }
    }

    /// <summary>Index in <see cref="Sources"/> of the source that holds a position.</summary>
    public int SourceOf(int position)
    {
        var found = Array.BinarySearch(_starts, position);
        if (found < 0) return ~found - 1;

        // Empty sources share their start with the next one; the position belongs to the last of them.
        while (found + 1 < _starts.Length - 1 && _starts[found + 1] == position) found++;
        return found;
    }

    /// <summary>The source that holds a position.</summary>
    public SourceFacts SourceAt(int position) => Sources[SourceOf(position)];

    /// <summary>The first position of a source.</summary>
    public int StartOf(int source) => _starts[source];

    /// <summary>One rank a position.</summary>
    public ulong[] Ranks(ulong seed, string purpose)
    {
        var key = new RankKey(seed, purpose);
        var ranks = new ulong[Count];
        for (var source = 0; source < Sources.Length; source++)
        {
            var facts = Sources[source].Facts;
            for (var i = 0; i < facts.Count; i++) ranks[_starts[source] + i] = key.Of(facts[i].Content);
        }

        return ranks;
    }
}
