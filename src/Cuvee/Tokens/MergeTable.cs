using System.Numerics;
using System.Runtime.CompilerServices;
using Cuvee.Model;

namespace Cuvee.Tokens;

/// <summary>
/// The merges of a byte-pair encoding: which two neighbouring tokens become which, and in which order. Filled once, then read by all workers. The table is larger
/// than the caches, so a slot is one word: the pair and the rank of its merge.
/// </summary>
internal sealed class MergeTable
{
    /// <summary>The rank of a pair that has no merge: larger than all others.</summary>
    public const uint None = (1 << RankBits) - 1;

    /// <summary>Ranks are below 2^24, tokens numbered below 2^20.</summary>
    public const int RankBits = 24;

    private const int TokenBits = 20;

    // The pair of an empty slot is one that no vocabulary has, and its rank None
    private const ulong Empty = ulong.MaxValue;

    private ulong[] _slots;
    private int[] _merged = [];
    private int _count;
    private int _shift;

    public MergeTable(int capacity)
    {
        _slots = new ulong[BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, capacity * 2))];
        Array.Fill(_slots, Empty);
        _shift = 64 - BitOperations.Log2((uint)_slots.Length);
    }

    /// <summary>Adds a merge; of two for one pair the first stays.</summary>
    /// <param name="left">The token before.</param>
    /// <param name="right">The token behind.</param>
    /// <param name="rank">The smaller, the earlier; what has the same rank becomes the same token.</param>
    /// <param name="merged">The token that they become.</param>
    /// <exception cref="CuveeException">There are more tokens or merges than the table can number.</exception>
    public void Add(int left, int right, int rank, int merged)
    {
        if (Math.Max(left, right) >= (1 << TokenBits) - 1 || rank >= (int)None) throw new CuveeException("the vocabulary has more than a million tokens or 16 million merges, which is more than can be counted with");
        if ((_count + 1) * 2 > _slots.Length) Grow();
        ref var slot = ref SlotOf(Key(left, right));
        if (slot != Empty) return;
        slot = Key(left, right) | (uint)rank;
        _count++;
        if (rank >= _merged.Length) Array.Resize(ref _merged, Math.Max(rank + 1, _merged.Length * 2));
        _merged[rank] = merged;
    }

    /// <summary>The rank of the merge of a pair, or <see cref="None"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Find(int left, int right) => (uint)SlotOf(Key(left, right)) & None;

    /// <summary>The token that a merge makes.</summary>
    public int MergedBy(uint rank) => _merged[rank];

    private static ulong Key(int left, int right) => ((ulong)(uint)left << TokenBits | (uint)right) << RankBits;

    /// <summary>The slot of a pair, empty when it has no merge.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref ulong SlotOf(ulong key)
    {
        var slots = _slots;
        var at = (int)(key * 0x9E3779B97F4A7C15 >> _shift);
        while (slots[at] >> RankBits != key >> RankBits & slots[at] != Empty) at = at + 1 & slots.Length - 1;
        return ref slots[at];
    }

    private void Grow()
    {
        var old = _slots;
        _slots = new ulong[old.Length * 2];
        Array.Fill(_slots, Empty);
        _shift--;
        foreach (var slot in old)
        {
            if (slot != Empty) SlotOf(slot & ~(ulong)None) = slot;
        }
    }
}
