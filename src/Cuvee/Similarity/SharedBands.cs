using System.Runtime.CompilerServices;
using Cuvee.Engine;
using Cuvee.Model;

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
        var known = together == bands && options.Memory is { } memory ? new KnownBands(order, bands, memory) : null;
        for (var first = 0; first < bands; first += together)
        {
            var columns = known?.Keys ?? NewColumns(Math.Min(together, bands - first), order.Length);
            var fresh = known?.Fresh;
            var firstBand = first;
            Ordered.ForEach<(int First, int End), int>(
                Blocks(fresh?.Length ?? order.Length),
                options.Threads,
                () =>
                {
                    var (reader, probe) = (records(), new NearProbe(options.Banding));
                    return block =>
                    {
                        for (var next = block.First; next < block.End; next++)
                        {
                            var i = fresh is null ? next : fresh[next];
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
                    var slots = new uint[(int)Math.Min(Array.MaxLength, ((fresh?.Length ?? order.Length) * 4L / 3) + 1)];
                    return column => fresh is null ? MarkShared(column, slots, isShared) : MarkShared(column, fresh, known!.IsFresh, slots, isShared);
                },
                _ => { });
        }

        known?.Finish(isShared);
        return [.. order.Where((record, i) => isShared[i] && group(record) >= 0)];
    }

    private static uint[][] NewColumns(int bands, int count)
    {
        var columns = new uint[bands][];
        for (var band = 0; band < columns.Length; band++) columns[band] = new uint[count];
        return columns;
    }

    private static IEnumerable<(int First, int End)> Blocks(int count)
    {
        for (var first = 0; first < count; first += BlockRecords) yield return (first, Math.Min(count, first + BlockRecords));
    }

    /// <summary>Marks the records whose key another one has too. Several bands may be at it at once: a mark is only ever set.</summary>
    /// <remarks>Called a few times for millions of keys: the code that starts a program would stay for the whole of it.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool MarkShared(uint[] keys, uint[] slots, bool[] isShared)
    {
        Array.Clear(slots);
        foreach (var key in keys) Insert(key, slots);
        for (var i = 0; i < keys.Length; i++)
        {
            if ((Find(keys[i], slots) & IsRepeated) != 0) isShared[i] = true;
        }

        return true;
    }

    /// <summary>The same for fresh records against all others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool MarkShared(uint[] keys, int[] fresh, bool[] isFresh, uint[] slots, bool[] isShared)
    {
        if (fresh.Length == 0) return true;
        Array.Clear(slots);
        foreach (var i in fresh) Insert(keys[i], slots);
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

    private static void Insert(uint key, uint[] slots)
    {
        ref var slot = ref Find(key, slots);
        slot = slot == 0 ? Stored(key) : slot | IsRepeated;
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

    /// <summary>The records of a search with what is remembered of them.</summary>
    private sealed class KnownBands
    {
        private readonly NearMemory _memory;
        private readonly Hash128[] _identities;
        private readonly bool[] _wasShared;

        public KnownBands(int[] order, int bands, NearMemory memory)
        {
            _memory = memory;
            _identities = Array.ConvertAll(order, memory.IdentityOf);
            _wasShared = new bool[order.Length];
            IsFresh = new bool[order.Length];
            Keys = NewColumns(bands, order.Length);
            var last = memory.Last is { } found && found.Keys.Length == bands ? found : new NearFindings([], [], NewColumns(bands, 0), []);
            Recall(last);
            Fresh = [.. Enumerable.Range(0, order.Length).Where(i => IsFresh[i])];
        }

        /// <summary>For each band the keys of the records; those of fresh ones are to be filled in.</summary>
        public uint[][] Keys { get; }

        /// <summary>The records of which nothing is remembered.</summary>
        public int[] Fresh { get; }

        public bool[] IsFresh { get; }

        /// <summary>Adds what is remembered to what the fresh ones share, and has all of it remembered.</summary>
        public void Finish(bool[] isShared)
        {
            for (var i = 0; i < isShared.Length; i++) isShared[i] |= _wasShared[i];
            _memory.Take(_identities, isShared, Keys);
        }

        /// <summary>Most records stand as they stood, before and behind what changed; of those in between each may have gone somewhere else, or be one more with the same text, which is fresh.</summary>
        private void Recall(NearFindings last)
        {
            var most = Math.Min(_identities.Length, last.Records.Length);
            var before = _identities.AsSpan().CommonPrefixLength(last.Records);
            var behind = 0;
            while (behind < most - before && _identities[^(behind + 1)] == last.Records[^(behind + 1)]) behind++;
            Copy(last, 0, 0, before);
            Copy(last, last.Records.Length - behind, _identities.Length - behind, behind);

            var (lastEnd, end) = (last.Records.Length - behind, _identities.Length - behind);
            var index = new KeyIndex(lastEnd - before + end - before);
            for (var i = before; i < lastEnd; i++) index.Add(i, NotNone(last.Records[i]));
            var isTaken = new bool[lastEnd - before];
            for (var i = before; i < end; i++)
            {
                var at = index.Add(last.Records.Length + i, NotNone(_identities[i]));
                IsFresh[i] = at >= lastEnd || isTaken[at - before];
                if (IsFresh[i]) continue;
                isTaken[at - before] = true;
                Copy(last, at, i, 1);
            }
        }

        private void Copy(NearFindings last, int from, int to, int count)
        {
            Array.Copy(last.IsShared, from, _wasShared, to, count);
            for (var band = 0; band < Keys.Length; band++) Array.Copy(last.Keys[band], from, Keys[band], to, count);
        }

        private static Hash128 NotNone(Hash128 identity) => identity.IsNone ? new Hash128(0, 1) : identity;
    }
}
