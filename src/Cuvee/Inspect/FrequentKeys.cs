using System.Runtime.InteropServices;
using Cuvee.Model;

namespace Cuvee.Inspect;

/// <summary>
/// Finds the key that comes most often among any number, in bounded memory: the counters of Misra and Gries (1982). Every key of more than one in
/// <see cref="MaxKeys"/> is found, and counted too low by at most that part of all; where the keys are fewer than that, exactly.
/// </summary>
internal sealed class FrequentKeys
{
    public const int MaxKeys = 256;

    private readonly Dictionary<Hash128, (long Count, RecordPlace First)> _counters = [];

    /// <summary>The key that came most often; the smallest of several. Null when there was none.</summary>
    public (long Count, RecordPlace First)? Most =>
        _counters.Count == 0 ? null : _counters.OrderByDescending(entry => entry.Value.Count).ThenBy(entry => entry.Key).First().Value;

    /// <summary>Counts a key.</summary>
    /// <param name="key">The none key equals nothing.</param>
    /// <param name="place">Where it stood.</param>
    public void Add(Hash128 key, RecordPlace place)
    {
        if (key.IsNone) return;
        ref var counter = ref CollectionsMarshal.GetValueRefOrNullRef(_counters, key);
        if (!System.Runtime.CompilerServices.Unsafe.IsNullRef(ref counter)) counter.Count++;
        else if (_counters.Count < MaxKeys) _counters.Add(key, (1, place));
        else CountDown();
    }

    private void CountDown()
    {
        foreach (var (key, (count, first)) in _counters.ToArray())
        {
            if (count == 1) _counters.Remove(key);
            else _counters[key] = (count - 1, first);
        }
    }
}
