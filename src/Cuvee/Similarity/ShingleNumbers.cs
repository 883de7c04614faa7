namespace Cuvee.Similarity;

/// <summary>Numbers shingles: an open-addressing table from their hashes, which are mixed well, to the numbers 0, 1, 2 and so on.</summary>
internal sealed class ShingleNumbers
{
    private ulong[] _hashes = new ulong[1024];
    private int[] _numbers = new int[1024];

    /// <summary>Number of different shingles.</summary>
    public int Count { get; private set; }

    /// <summary>The number of a shingle, the next free one when it is new.</summary>
    public int Add(ulong hash)
    {
        // At most half full: most look-ups are of shingles that are not here, and these go on to the next free slot
        if (Count * 2L >= _hashes.Length) Grow();
        var slot = Slot(hash);
        if (_numbers[slot] == 0) (_hashes[slot], _numbers[slot]) = (hash, ++Count);
        return _numbers[slot] - 1;
    }

    /// <summary>The number of a shingle, or -1.</summary>
    public int Find(ulong hash) => _numbers[Slot(hash)] - 1;

    /// <summary>Gives number n the number <c>renumbered[n]</c>.</summary>
    public void Renumber(ReadOnlySpan<int> renumbered)
    {
        foreach (ref var number in _numbers.AsSpan())
        {
            if (number != 0) number = renumbered[number - 1] + 1;
        }
    }

    private int Slot(ulong hash)
    {
        var mask = _hashes.Length - 1;
        var slot = (int)(hash >> 20) & mask;
        while (_numbers[slot] != 0 && _hashes[slot] != hash) slot = (slot + 1) & mask;
        return slot;
    }

    private void Grow()
    {
        var (hashes, numbers) = (_hashes, _numbers);
        _hashes = new ulong[2 * hashes.Length];
        _numbers = new int[2 * numbers.Length];
        for (var i = 0; i < hashes.Length; i++)
        {
            if (numbers[i] == 0) continue;
            var slot = Slot(hashes[i]);
            (_hashes[slot], _numbers[slot]) = (hashes[i], numbers[i]);
        }
    }
}
