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
    private Merge[] _found = new Merge[ShortLength];
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
        (_ids, _next, _previous) = (new int[256], [], []);
        _heap.TrimExcess();
    }

    /// <summary>Adds a token at the end of the word.</summary>
    public void Add(int id)
    {
        if (Count == _ids.Length) Array.Resize(ref _ids, Count * 2);
        _ids[Count++] = id;
    }

    /// <summary>Merges; returns how many tokens are left.</summary>
    public int Merge() => Count < 2 ? Count : Count <= ShortLength ? MergeShort() : MergeLong();

    private int MergeShort()
    {
        var count = Count;
        for (var i = 0; i + 1 < count; i++) _found[i] = merges.Find(_ids[i], _ids[i + 1]);
        while (count > 1)
        {
            var best = 0;
            for (var i = 1; i + 1 < count; i++)
            {
                if (_found[i].Rank < _found[best].Rank) best = i;
            }

            if (_found[best].Rank == int.MaxValue) break;
            _ids[best] = _found[best].Merged;
            count--;
            _ids.AsSpan(best + 2, count - best - 1).CopyTo(_ids.AsSpan(best + 1));
            if (best + 1 < count) _found.AsSpan(best + 1, count - best - 1).CopyTo(_found.AsSpan(best));
            if (best + 1 < count) _found[best] = merges.Find(_ids[best], _ids[best + 1]);
            if (best > 0) _found[best - 1] = merges.Find(_ids[best - 1], _ids[best]);
        }

        return count;
    }

    private int MergeLong()
    {
        var count = Count;
        if (_next.Length < count) (_next, _previous) = (new int[_ids.Length], new int[_ids.Length]);
        _heap.Clear();
        for (var i = 0; i < count; i++) (_next[i], _previous[i]) = (i + 1, i - 1);
        for (var i = 0; i + 1 < count; i++) Enter(i, i + 1);
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
                Enter(entry.At, after);
            }

            if (_previous[entry.At] >= 0) Enter(_previous[entry.At], entry.At);
        }

        return left;

        void Enter(int at, int next)
        {
            var merge = merges.Find(_ids[at], _ids[next]);
            if (merge.Rank != int.MaxValue) _heap.Enqueue((at, _ids[at], _ids[next], merge.Merged), (ulong)(uint)merge.Rank << 32 | (uint)at);
        }
    }
}
