using System.Runtime.InteropServices;
using Cuvee.Model;

namespace Cuvee.Inspect;

/// <summary>
/// Counts how often keys come again, in bounded memory: when there are too many different ones, only those stay whose hash lies in the lower half, and so on.
/// What stays depends on the keys alone, not on their order.
/// </summary>
internal sealed class KeySample(int maxKeys)
{
    private readonly Dictionary<Hash128, Entry> _entries = [];
    private int _halvings;

    /// <summary>One in how many keys is looked at: 1 is all of them.</summary>
    public long OneIn => 1L << _halvings;

    /// <summary>How many keys came again, estimated from the sample.</summary>
    public long Repeats => _entries.Values.Sum(entry => (long)entry.Repeats) * OneIn;

    /// <summary>How many of those had another mark than the key's first one, estimated from the sample.</summary>
    public long Conflicts => _entries.Values.Sum(entry => (long)entry.Conflicts) * OneIn;

    /// <param name="key">The none key equals nothing.</param>
    /// <param name="mark">What two equal keys may differ in.</param>
    public void Add(Hash128 key, ulong mark)
    {
        if (key.IsNone || !IsIn(key)) return;
        ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(_entries, key, out var isKnown);
        if (isKnown)
        {
            entry.Repeats++;
            if (entry.Mark != mark) entry.Conflicts++;
            return;
        }

        entry.Mark = mark;
        while (_entries.Count > maxKeys)
        {
            _halvings++;
            // In place: a second dictionary would be as large again
            foreach (var known in _entries.Keys)
            {
                if (!IsIn(known)) _entries.Remove(known);
            }
        }
    }

    private bool IsIn(Hash128 key) => _halvings == 0 || key.High >> (64 - _halvings) == 0;

    private struct Entry
    {
        public ulong Mark;
        public int Repeats;
        public int Conflicts;
    }
}
