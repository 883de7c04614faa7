namespace Cuvee.Similarity;

/// <summary>
/// The shingle sets of records that were asked for lately: the members of a cluster meet the same few records again and again. Holds at most 4 M hashes, 32 MB.
/// One thread at a time.
/// </summary>
internal sealed class ShingleCache(IShingleRecords records)
{
    private const int Places = 4096;
    private const long MaxHashes = 4L << 20;

    private readonly Entry[] _entries = new Entry[Places];
    private readonly ShingleSet _set = new();
    private long _held;
    private int _hand;

    /// <summary>The set of a record; valid until the next call.</summary>
    public ReadOnlySpan<ulong> this[int position]
    {
        get
        {
            ref var entry = ref _entries[position & (Places - 1)];
            if (entry.Hashes is not null && entry.Position == position) return entry.Hashes;
            records.Shingles(position, _set);
            if (_set.Hashes.Length > MaxHashes) return _set.Hashes;
            Drop(ref entry);
            while (_held + _set.Hashes.Length > MaxHashes)
            {
                Drop(ref _entries[_hand]);
                _hand = (_hand + 1) & (Places - 1);
            }

            entry = new Entry(position, _set.Hashes.ToArray());
            _held += entry.Hashes!.Length;
            return entry.Hashes;
        }
    }

    private void Drop(ref Entry entry)
    {
        _held -= entry.Hashes?.Length ?? 0;
        entry = default;
    }

    private readonly record struct Entry(int Position, ulong[]? Hashes);
}
