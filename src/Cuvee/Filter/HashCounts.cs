using System.Numerics;

namespace Cuvee.Filter;

/// <summary>Counts hashes. Emptied at once whatever its size, so that one table serves many texts. One thread at a time.</summary>
internal sealed class HashCounts
{
    private Slot[] _slots = new Slot[1024];
    private int _mask;
    private int _generation;

    /// <summary>Forgets everything and makes room.</summary>
    /// <param name="count">Different hashes that may be added.</param>
    public void Clear(int count)
    {
        // At most half full: chains stay short.
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, 2 * count));
        if (size > _slots.Length || _generation == int.MaxValue)
        {
            _slots = new Slot[Math.Max(size, _slots.Length)];
            _generation = 0;
        }

        _mask = size - 1;
        _generation++;
    }

    /// <summary>Adds a hash and tells how often it was added by now.</summary>
    public int Add(ulong hash)
    {
        // The upper half of the product depends on all bits.
        var index = (int)((hash * 0x9E3779B97F4A7C15) >> 32) & _mask;
        while (true)
        {
            ref var slot = ref _slots[index];
            if (slot.Generation != _generation)
            {
                slot = new Slot(hash, _generation, 1);
                return 1;
            }

            if (slot.Hash == hash) return ++slot.Count;
            index = (index + 1) & _mask;
        }
    }

    private record struct Slot(ulong Hash, int Generation, int Count);
}
