using System.Numerics;
using Cuvee.Model;

namespace Cuvee.Dedup;

/// <summary>
/// Groups positions by key: an open-addressing table of positions, four bytes a slot, since the keys stay where they are. The none key is
/// not to be added.
/// </summary>
internal sealed class KeyIndex
{
    private readonly Func<int, Hash128> _keyOf;
    private readonly int[] _slots;
    private readonly int _mask;

    /// <param name="count">How many positions may be added at most.</param>
    /// <param name="keyOf">The key of a position.</param>
    public KeyIndex(int count, Func<int, Hash128> keyOf)
    {
        _keyOf = keyOf;
        // At most half full, so that a search ends after about one and a half steps.
        _slots = new int[BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, count) * 2)];
        _mask = _slots.Length - 1;
    }

    /// <summary>The position that stands for the key: the first that was added with it, <paramref name="position"/> itself when it is new.</summary>
    public int Add(int position, Hash128 key)
    {
        // The key is a SHA-256, so any of its bits spread evenly.
        var slot = (int)key.Low & _mask;
        while (_slots[slot] != 0)
        {
            var other = _slots[slot] - 1;
            if (_keyOf(other) == key) return other;
            slot = (slot + 1) & _mask;
        }

        _slots[slot] = position + 1;
        return position;
    }
}
