using System.Runtime.CompilerServices;

namespace Cuvee.Tokens;

/// <summary>
/// Merges the tokens of one word: always the pair of the smallest rank, of equal ones the leftmost, until none is left. Short words by looking for the
/// smallest again and again; long ones by a heap, in O(n log n), so that a megabyte without a space takes no longer than a megabyte of words. One
/// instance serves one worker.
/// </summary>
internal sealed class PairMerger(MergeTable merges)
{
    /// <summary>Up to here looking through all pairs is faster than the heap.</summary>
    private const int ShortLength = 48;

    /// <summary>Above this many tokens the memory is let go again.</summary>
    private const int LargestKept = 1 << 16;

    private int[] _ids = new int[256];
    private uint[] _ranks = new uint[256];
    private int[] _next = [];
    private int[] _previous = [];

    // (rank, position, id of the left and of the right token when it was entered): an entry whose tokens have changed since is stale
    private readonly PriorityQueue<(int At, int Left, int Right, int Merged), ulong> _heap = new();

    /// <summary>Tokens of the word so far.</summary>
    public int Count { get; private set; }

    public void Clear()
    {
        Count = 0;
        if (_ids.Length <= LargestKept) return;
        (_ids, _ranks, _next, _previous) = (new int[256], new uint[256], [], []);
        _heap.TrimExcess();
    }

    /// <summary>Adds a token at the end of the word.</summary>
    public void Add(int id) => Add(id, Count == 0 ? MergeTable.None : merges.Find(_ids[Count - 1], id));

    /// <summary>Adds a token at the end of the word.</summary>
    /// <param name="id">The token.</param>
    /// <param name="rank">The rank of its merge with the one before it.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int id, uint rank)
    {
        if (Count == _ids.Length) Grow();
        _ids[Count] = id;
        _ranks[Count++] = rank;
    }

    private void Grow()
    {
        Array.Resize(ref _ids, Count * 2);
        Array.Resize(ref _ranks, Count * 2);
    }

    /// <summary>Merges; returns how many tokens are left.</summary>
    public int Merge() => Count < 2 ? Count : Count <= ShortLength ? MergeShort() : MergeLong();

    private int MergeShort()
    {
        // With the place below the rank the least of all is the leftmost of the smallest rank; ranks stand at the right token of their pair
        const int PlaceBits = 32 - MergeTable.RankBits;
        var ids = _ids.AsSpan(0, Count);
        var ranks = _ranks.AsSpan(0, Count);
        while (true)
        {
            var least = uint.MaxValue;
            for (var i = 0; i < ranks.Length; i++) least = Math.Min(least, ranks[i] << PlaceBits | (uint)i);
            var (at, rank) = ((int)(least & (1 << PlaceBits) - 1), least >> PlaceBits);
            if (rank == MergeTable.None) return ids.Length;
            for (var i = at + 1; i < ids.Length; i++) (ids[i - 1], ranks[i - 1]) = (ids[i], ranks[i]);
            ids = ids[..^1];
            ranks = ranks[..^1];
            ids[at - 1] = merges.MergedBy(rank);
            if (at < ids.Length) ranks[at] = merges.Find(ids[at - 1], ids[at]);
            if (at > 1) ranks[at - 1] = merges.Find(ids[at - 2], ids[at - 1]);
            else ranks[0] = MergeTable.None;
        }
    }

    private int MergeLong()
    {
        var count = Count;
        if (_next.Length < count) (_next, _previous) = (new int[_ids.Length], new int[_ids.Length]);
        _heap.Clear();
        for (var i = 0; i < count; i++) (_next[i], _previous[i]) = (i + 1, i - 1);
        for (var i = 0; i + 1 < count; i++) Enter(i, i + 1, _ranks[i + 1]);
        var left = count;
        while (_heap.TryDequeue(out var entry, out _))
        {
            var next = _next[entry.At];
            if (_ids[entry.At] != entry.Left || next >= count || _ids[next] != entry.Right) continue;
            _ids[entry.At] = entry.Merged;
            _ids[next] = -1;
            left--;
            var after = _next[entry.At] = _next[next];
            if (after < count)
            {
                _previous[after] = entry.At;
                Enter(entry.At, after, merges.Find(_ids[entry.At], _ids[after]));
            }

            if (_previous[entry.At] is var before and >= 0) Enter(before, entry.At, merges.Find(_ids[before], _ids[entry.At]));
        }

        return left;

        void Enter(int at, int next, uint rank)
        {
            if (rank != MergeTable.None) _heap.Enqueue((at, _ids[at], _ids[next], merges.MergedBy(rank)), (ulong)rank << 32 | (uint)at);
        }
    }
}
