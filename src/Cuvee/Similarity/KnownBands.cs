using Cuvee.Engine;
using Cuvee.Model;

namespace Cuvee.Similarity;

/// <summary>The records of a search with what is remembered of the bands of their signatures.</summary>
internal sealed class KnownBands
{
    private readonly NearMemory? _memory;
    private readonly Hash128[] _identities = [];
    private readonly bool[] _wasShared = [];

    /// <param name="order">The records.</param>
    /// <param name="bands">Bands that are looked at at a time; all of them where something is remembered.</param>
    /// <param name="memory">Null for nothing: then all records are fresh.</param>
    /// <param name="threads">Workers.</param>
    public KnownBands(int[] order, int bands, NearMemory? memory, int threads)
    {
        _memory = memory;
        IsFresh = new bool[order.Length];
        Array.Fill(IsFresh, true);
        List<Stretch> known = [];
        if (memory is not null)
        {
            _identities = new Hash128[order.Length];
            _wasShared = new bool[order.Length];
            Ordered.ForEach<(int First, int End), bool>(SharedBands.Blocks(order.Length), threads, () => IdentifyBlock, _ => { });
            if (memory.Last.Keys.Length == bands) known = Recall(memory.Last);
        }

        Keys = [.. Ordered.Map(Enumerable.Range(0, bands), threads, band => KeysOf(order.Length, known, known.Count == 0 ? [] : memory!.Last.Keys[band]))];
        Fresh = [.. Enumerable.Range(0, order.Length).Where(i => IsFresh[i])];

        bool IdentifyBlock((int First, int End) block)
        {
            for (var i = block.First; i < block.End; i++) _identities[i] = memory.IdentityOf(order[i]);
            return true;
        }
    }

    /// <summary>For each band the keys of the records; those of fresh ones are to be filled in.</summary>
    public uint[][] Keys { get; }

    /// <summary>The records of which nothing is remembered, by their place in the order.</summary>
    public int[] Fresh { get; }

    /// <summary>For each record whether it is one of them.</summary>
    public bool[] IsFresh { get; }

    /// <summary>Adds what is remembered to what the fresh ones share, and has all of it remembered.</summary>
    public void Finish(bool[] isShared)
    {
        for (var i = 0; i < _wasShared.Length; i++) isShared[i] |= _wasShared[i];
        _memory?.KeepBands(_identities, isShared, Keys);
    }

    /// <summary>Most records stand as they stood, before and behind what changed; of those in between each may have gone somewhere else, or be one more with the same text, which is fresh.</summary>
    /// <returns>Where what is remembered stands in what was found last, and now.</returns>
    private List<Stretch> Recall(NearFindings last)
    {
        var most = Math.Min(_identities.Length, last.Records.Length);
        var before = _identities.AsSpan().CommonPrefixLength(last.Records);
        var behind = 0;
        while (behind < most - before && _identities[^(behind + 1)] == last.Records[^(behind + 1)]) behind++;
        List<Stretch> known = [new(0, 0, before), new(last.Records.Length - behind, _identities.Length - behind, behind)];

        var (lastEnd, end) = (last.Records.Length - behind, _identities.Length - behind);
        var index = new KeyIndex(lastEnd - before + end - before);
        for (var i = before; i < lastEnd; i++) index.Add(i, last.Records[i]);
        var isTaken = new bool[lastEnd - before];
        for (var i = before; i < end; i++)
        {
            var at = index.Add(last.Records.Length + i, _identities[i]);
            if (at >= lastEnd || isTaken[at - before]) continue;
            isTaken[at - before] = true;
            known.Add(new Stretch(at, i, 1));
        }

        foreach (var (from, to, count) in known)
        {
            Array.Clear(IsFresh, to, count);
            Array.Copy(last.IsShared, from, _wasShared, to, count);
        }

        return known;
    }

    private static uint[] KeysOf(int length, List<Stretch> known, uint[] last)
    {
        var keys = new uint[length];
        foreach (var (from, to, count) in known) Array.Copy(last, from, keys, to, count);
        return keys;
    }

    /// <summary>Records that stood one behind the other and still do.</summary>
    private readonly record struct Stretch(int From, int To, int Count);
}
