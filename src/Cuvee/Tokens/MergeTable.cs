using System.Numerics;
using Cuvee.Model;

namespace Cuvee.Tokens;

/// <summary>
/// The merges of a byte-pair encoding: which two neighbouring tokens become which, and in which order. Filled once, then read by all workers. Most pairs that are
/// asked for have no merge, and the table is larger than the caches, so a slot is one word: the pair and the number of its merge.
/// </summary>
internal sealed class MergeTable
{
    /// <summary>Tokens are numbered below 2^20, merges below 2^24.</summary>
    private const int TokenBits = 20;
    private const int MergeBits = 24;
    private const ulong MergeMask = (1UL << MergeBits) - 1;

    private readonly List<Merge> _merges = [Merge.None];
    private ulong[] _slots;
    private int _shift;

    public MergeTable(int capacity)
    {
        _slots = new ulong[BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, capacity * 2))];
        _shift = 64 - BitOperations.Log2((uint)_slots.Length);
    }

    /// <summary>Adds a merge; of two for one pair the first stays.</summary>
    /// <exception cref="CuveeException">There are more tokens or merges than the table can number.</exception>
    public void Add(int left, int right, int rank, int merged)
    {
        if (Math.Max(left, right) >> TokenBits != 0 || _merges.Count > (int)MergeMask) throw new CuveeException("the vocabulary has more than a million tokens or 16 million merges, which is more than can be counted with");
        if (_merges.Count * 2 > _slots.Length) Grow();
        ref var slot = ref SlotOf(Key(left, right));
        if (slot != 0) return;
        slot = Key(left, right) | (uint)_merges.Count;
        _merges.Add(new Merge(rank, merged));
    }

    /// <summary>The merge of a pair; its rank is <see cref="int.MaxValue"/> when there is none.</summary>
    public Merge Find(int left, int right)
    {
        var slot = SlotOf(Key(left, right));
        return slot == 0 ? Merge.None : _merges[(int)(slot & MergeMask)];
    }

    private static ulong Key(int left, int right) => ((ulong)(uint)left << TokenBits | (uint)right) << MergeBits;

    /// <summary>The slot of a pair, 0 when it has no merge: a merge's number is never 0.</summary>
    private ref ulong SlotOf(ulong key)
    {
        var slots = _slots;
        var mixed = key * 0x9E3779B97F4A7C15;
        var at = (int)((mixed ^ mixed >> 29) * 0xBF58476D1CE4E5B9 >> _shift);
        while (slots[at] != 0 && (slots[at] & ~MergeMask) != key) at = at + 1 & slots.Length - 1;
        return ref slots[at];
    }

    private void Grow()
    {
        var old = _slots;
        _slots = new ulong[old.Length * 2];
        _shift--;
        foreach (var slot in old)
        {
            if (slot != 0) SlotOf(slot & ~MergeMask) = slot;
        }
    }
}

/// <summary>One merge.</summary>
/// <param name="Rank">The smaller, the earlier.</param>
/// <param name="Merged">The token that the pair becomes.</param>
internal readonly record struct Merge(int Rank, int Merged)
{
    public static readonly Merge None = new(int.MaxValue, -1);
}
