using System.Numerics;

namespace Cuvee.Similarity;

/// <summary>
/// Numbers shingles by how many sets have them: an open-addressing table from their hashes, which are mixed well, to their places in the order, the rarest first. A
/// map of bits in front of it, small enough to stay in a cache, knows most shingles that are not here.
/// </summary>
internal sealed class ShingleNumbers
{
    // Then one in eight of the shingles that are not here gets past the bits, at one byte a shingle
    private const int BitsPerShingle = 8;

    private Slot[] _slots = [new Slot()];
    private ulong[] _bits = [0];
    private ulong _bitMask;

    /// <summary>Number of different shingles.</summary>
    public int Count { get; private set; }

    /// <summary>Makes room for so many shingles, counted in each set that has them.</summary>
    public void Begin(int shingles)
    {
        // At most two thirds full
        _slots = new Slot[(int)Math.Min(Array.MaxLength, (shingles * 3L / 2) + 1)];
        var words = BitOperations.RoundUpToPowerOf2((ulong)shingles * BitsPerShingle / 64 + 1);
        _bits = new ulong[words];
        _bitMask = (words * 64) - 1;
    }

    /// <summary>Adds a set, and gives the slot of each of its shingles.</summary>
    public void Add(ReadOnlySpan<ulong> set, Span<int> slots)
    {
        for (var i = 0; i < set.Length; i++)
        {
            var hash = set[i];
            var at = SlotOf(hash);
            ref var slot = ref _slots[at];
            if (slot.Sets++ == 0)
            {
                slot.Hash = hash;
                Count++;
                _bits[(hash & _bitMask) >> 6] |= 1UL << (int)hash;
            }

            slots[i] = at;
        }
    }

    /// <summary>Ends adding: numbers the shingles by how many sets have them; among equals by slot.</summary>
    /// <returns>The number of the first that several sets have.</returns>
    public int Order()
    {
        var highest = 0;
        foreach (ref readonly var slot in _slots.AsSpan()) highest = Math.Max(highest, slot.Sets);
        var next = new int[highest + 2];
        foreach (ref readonly var slot in _slots.AsSpan())
        {
            if (slot.Sets > 0) next[slot.Sets + 1]++;
        }

        for (var sets = 1; sets < next.Length; sets++) next[sets] += next[sets - 1];
        foreach (ref var slot in _slots.AsSpan())
        {
            if (slot.Sets > 0) slot.Number = next[slot.Sets]++;
        }

        return next[Math.Min(1, highest)];
    }

    /// <summary>The number of the shingle in a slot.</summary>
    public int OfSlot(int slot) => _slots[slot].Number;

    /// <summary>
    /// Parts shingles into those that may be here and those that are not. Written without a branch on what is found, so that many look-ups are under way at a time.
    /// </summary>
    /// <param name="hashes">The shingles.</param>
    /// <param name="known">Room for all. The first are those that may be here: all that are, and some that are not.</param>
    /// <param name="missing">Room for all. The first are those that are not.</param>
    /// <returns>How many may be here.</returns>
    public int Part(ReadOnlySpan<ulong> hashes, Span<ulong> known, Span<ulong> missing)
    {
        var (bits, mask, count) = (_bits, _bitMask, 0);
        known = known[..hashes.Length];
        missing = missing[..hashes.Length];
        for (var i = 0; i < hashes.Length; i++)
        {
            var hash = hashes[i];
            (known[count], missing[i - count]) = (hash, hash);
            count += (int)(bits[(hash & mask) >> 6] >> (int)hash) & 1;
        }

        return count;
    }

    /// <summary>Gives the number of each shingle, or -1.</summary>
    public void Find(ReadOnlySpan<ulong> hashes, Span<int> numbers)
    {
        var slots = _slots;
        numbers = numbers[..hashes.Length];
        // Most stand in the slot that they ask for first: no branch there, so that many look-ups are under way at a time
        for (var i = 0; i < hashes.Length; i++)
        {
            ref readonly var slot = ref slots[StartOf(hashes[i])];
            var isHere = slot.Hash == hashes[i] & slot.Sets != 0 ? 1 : 0;
            numbers[i] = (slot.Number * isHere) - (1 - isHere);
        }

        for (var i = 0; i < hashes.Length; i++)
        {
            if (numbers[i] >= 0) continue;
            ref readonly var slot = ref slots[SlotOf(hashes[i])];
            if (slot.Sets != 0) numbers[i] = slot.Number;
        }
    }

    private int StartOf(ulong hash) => (int)Math.BigMul(hash, (ulong)_slots.Length, out _);

    /// <summary>Where a shingle is, or would be.</summary>
    private int SlotOf(ulong hash)
    {
        var slots = _slots;
        var at = StartOf(hash);
        while (slots[at].Sets != 0 && slots[at].Hash != hash) at = at + 1 == slots.Length ? 0 : at + 1;
        return at;
    }

    private struct Slot
    {
        public ulong Hash;

        /// <summary>How many sets have the shingle; 0 in a free slot.</summary>
        public int Sets;

        public int Number;
    }
}
