using System.Runtime.CompilerServices;
using Cuvee.Engine;

namespace Cuvee.Similarity;

/// <summary>
/// Finds the records that agree with another one in all values of a band. The rest meet nobody, whatever is kept, and need no place in a <see cref="NearIndex"/>:
/// most records of a natural corpus.
/// </summary>
internal static class SharedBands
{
    private const int BlockRecords = 1024;
    private const uint IsRepeated = 1u << 31;

    /// <summary>
    /// The records that share a band with another of their group, in the order given. A few that share none may be among them, one in some thousands for a million
    /// records: keys of 31 bits stand for the values of a band. Four bytes of memory for each band and record, or for as many bands at a time as the index might take.
    /// </summary>
    /// <remarks>
    /// Of records whose texts are remembered it is known whether they share a band with one another; only what the others share is looked for. That takes all bands at a time.
    /// </remarks>
    /// <param name="order">The records.</param>
    /// <param name="group">The group of a record; those below 0 are left out.</param>
    /// <param name="records">Gives a reader to each worker.</param>
    /// <param name="options">How signatures are cut, and what may be used.</param>
    public static int[] Among(int[] order, Func<int, int> group, Func<INearRecords> records, NearOptions options)
    {
        var bands = options.Banding.Bands;
        var isShared = new bool[order.Length];
        var together = (int)Math.Clamp(options.MaxIndexBytes / (sizeof(uint) * Math.Max(1L, order.Length)), 1, bands);
        var known = new KnownBands(order, together, together == bands ? options.Memory : null, options.Threads);
        for (var first = 0; first < bands; first += together)
        {
            var columns = known.Keys[..Math.Min(together, bands - first)];
            var firstBand = first;
            Ordered.ForEach<(int First, int End), int>(
                Blocks(known.Fresh.Length),
                options.Threads,
                () =>
                {
                    var (reader, probe) = (records(), new NearProbe(options.Banding));
                    return block =>
                    {
                        foreach (var i in known.Fresh.AsSpan(block.First, block.End - block.First))
                        {
                            probe.Reset(order[i], group(order[i]));
                            probe.Load(reader);
                            for (var band = 0; band < columns.Length; band++) columns[band][i] = (uint)(probe.Keys[firstBand + band] >> 33);
                        }

                        return block.End;
                    };
                },
                _ => { });
            Ordered.ForEach<uint[], bool>(
                columns,
                options.Threads,
                () =>
                {
                    // Three slots in four are used at most
                    var slots = new uint[(int)Math.Min(Array.MaxLength, (known.Fresh.Length * 4L / 3) + 1)];
                    return column => MarkShared(column, known, slots, isShared);
                },
                _ => { });
        }

        known.Finish(isShared);
        return [.. order.Where((record, i) => isShared[i] && group(record) >= 0)];
    }

    /// <summary>Cuts work on so many records into blocks.</summary>
    public static IEnumerable<(int First, int End)> Blocks(int count)
    {
        for (var first = 0; first < count; first += BlockRecords) yield return (first, Math.Min(count, first + BlockRecords));
    }

    /// <summary>Marks the records whose key a fresh one has too. Several bands may be at it at once: a mark is only ever set.</summary>
    /// <remarks>Called a few times for millions of keys: the code that starts a program would stay for the whole of it.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool MarkShared(uint[] keys, KnownBands known, uint[] slots, bool[] isShared)
    {
        var (fresh, isFresh) = (known.Fresh, known.IsFresh);
        if (fresh.Length == 0) return true;
        Array.Clear(slots);
        foreach (var i in fresh)
        {
            ref var slot = ref Find(keys[i], slots);
            slot = slot == 0 ? Stored(keys[i]) : slot | IsRepeated;
        }

        for (var i = 0; i < keys.Length; i++)
        {
            if (isFresh[i]) continue;
            ref var slot = ref Find(keys[i], slots);
            if (slot == 0) continue;
            slot |= IsRepeated;
            isShared[i] = true;
        }

        foreach (var i in fresh)
        {
            if ((Find(keys[i], slots) & IsRepeated) != 0) isShared[i] = true;
        }

        return true;
    }

    /// <summary>The slot of a key, 0 when it is new.</summary>
    private static ref uint Find(uint key, uint[] slots)
    {
        var stored = Stored(key);
        var at = (int)(((ulong)key * (ulong)slots.Length) >> 31);
        while (slots[at] != 0 && (slots[at] & ~IsRepeated) != stored) at = at + 1 == slots.Length ? 0 : at + 1;
        return ref slots[at];
    }

    // An empty slot is 0
    private static uint Stored(uint key) => key == 0 ? 1 : key;
}
