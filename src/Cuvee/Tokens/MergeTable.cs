using System.Numerics;

namespace Cuvee.Tokens;

/// <summary>The merges of a byte-pair encoding: which two neighbouring tokens become which, and in which order. Filled once, then read by all workers.</summary>
internal sealed class MergeTable
{
    /// <summary>No pair of tokens has this key: numbers are not negative.</summary>
    private const ulong Free = ulong.MaxValue;

    private ulong[] _keys = [];
    private Merge[] _merges = [];
    private int _count;

    public MergeTable(int capacity) => Allocate((int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, capacity * 2)));

    /// <summary>Adds a merge; of two for one pair the first stays.</summary>
    public void Add(int left, int right, int rank, int merged)
    {
        if ((_count + 1) * 2 > _keys.Length) Grow();
        var key = Key(left, right);
        var slot = SlotOf(key);
        if (_keys[slot] == key) return;
        _keys[slot] = key;
        _merges[slot] = new Merge(rank, merged);
        _count++;
    }

    /// <summary>The merge of a pair; its rank is <see cref="int.MaxValue"/> when there is none.</summary>
    public Merge Find(int left, int right)
    {
        var key = Key(left, right);
        var slot = SlotOf(key);
        return _keys[slot] == key ? _merges[slot] : Merge.None;
    }

    private static ulong Key(int left, int right) => (ulong)(uint)left << 32 | (uint)right;

    private int SlotOf(ulong key)
    {
        var mask = _keys.Length - 1;
        var mixed = key * 0x9E3779B97F4A7C15;
        var slot = (int)((mixed ^ mixed >> 29) * 0xBF58476D1CE4E5B9 >> (64 - BitOperations.Log2((uint)_keys.Length)));
        while (_keys[slot] != key && _keys[slot] != Free) slot = slot + 1 & mask;
        return slot;
    }

    private void Grow()
    {
        var (keys, merges) = (_keys, _merges);
        Allocate(keys.Length * 2);
        for (var i = 0; i < keys.Length; i++)
        {
            if (keys[i] == Free) continue;
            var slot = SlotOf(keys[i]);
            (_keys[slot], _merges[slot]) = (keys[i], merges[i]);
        }
    }

    private void Allocate(int length)
    {
        _keys = new ulong[length];
        _merges = new Merge[length];
        Array.Fill(_keys, Free);
    }
}

/// <summary>One merge.</summary>
/// <param name="Rank">The smaller, the earlier.</param>
/// <param name="Merged">The token that the pair becomes.</param>
internal readonly record struct Merge(int Rank, int Merged)
{
    public static readonly Merge None = new(int.MaxValue, -1);
}
