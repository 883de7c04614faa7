using System.Numerics;
using Cuvee.Interop;
using Cuvee.Model;

namespace Cuvee.Similarity;

/// <summary>Groups positions by key: an open-addressing table of keys and the positions that stand for them. The none key is one like any other here.</summary>
internal sealed class KeyIndex
{
    private readonly Slot[] _slots;
    private readonly int _mask;

    /// <param name="count">How many keys may be added at most.</param>
    public KeyIndex(int count)
    {
        // At most two thirds full, so that a search ends after about two steps.
        _slots = TableMemory.Of<Slot>((int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, count + (count / 2))));
        _mask = _slots.Length - 1;
    }

    /// <summary>The position that stands for the key: the first that was added with it, <paramref name="position"/> itself when it is new.</summary>
    public int Add(int position, Hash128 key)
    {
        // The key is a SHA-256, so any of its bits spread evenly.
        var at = (int)key.Low & _mask;
        while (true)
        {
            ref var slot = ref _slots[at];
            if (slot.Position == 0)
            {
                slot = new Slot(key, position + 1);
                return position;
            }

            if (slot.Key == key) return slot.Position - 1;
            at = (at + 1) & _mask;
        }
    }

    /// <summary>Has the place of a key brought from memory, which takes longer than all the rest of adding it.</summary>
    public void Fetch(Hash128 key) => Prefetch.Of(ref _slots[(int)key.Low & _mask]);

    private readonly record struct Slot(Hash128 Key, int Position);
}
