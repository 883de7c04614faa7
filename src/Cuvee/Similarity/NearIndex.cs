using System.Numerics;
using Cuvee.Interop;

namespace Cuvee.Similarity;

/// <summary>
/// Signatures of records and the tables in which similar ones meet: one table a band and one of whole signatures. A bucket is the members of one group that agree
/// in all values of a band; it holds no more members than the candidate limit, and later ones are left out of it, so that the work stays linear whatever the texts.
/// Looking up is safe from several threads while nobody inserts.
/// </summary>
/// <remarks>
/// A slot of a table is 32 bits: the number of the newest member of a bucket, and in the bits that are left a piece of its key, which spares most looks at
/// signatures of others. Older members of the bucket follow in a chain. No keys are stored: the signature tells whether a bucket is the right one.
/// </remarks>
internal sealed class NearIndex
{
    private const int ChunkBits = 10;
    private const int ChunkMembers = 1 << ChunkBits;

    /// <summary>Room to begin with, 11 MB for 18 bands: making tables anew costs as much as filling them.</summary>
    private const int FirstMembers = 1 << 16;

    private const int NoMember = -1;
    private const int NotInBucket = -2;

    private readonly Banding _banding;
    private readonly int _candidateLimit;
    private readonly int _memberBits;
    private readonly NearProbe _moved;
    private readonly List<uint[]> _signatures = [];
    private readonly uint[][] _slots;
    private readonly int[][] _older;
    private int[] _positions = [];
    private int[] _groups = [];

    /// <param name="banding">How signatures are cut.</param>
    /// <param name="candidateLimit">How many members a bucket holds.</param>
    /// <param name="capacity">How many members are inserted at most, at least 1.</param>
    public NearIndex(Banding banding, int candidateLimit, int capacity)
    {
        (_banding, _candidateLimit, Capacity) = (banding, candidateLimit, capacity);
        _memberBits = BitOperations.Log2((uint)capacity) + 1;
        _moved = new NearProbe(banding);
        _slots = new uint[banding.Bands + 1][];
        _older = new int[banding.Bands + 1][];
        Array.Fill(_older, []);
        Grow(Math.Min(FirstMembers, capacity));
    }

    public int Count { get; private set; }

    public int Capacity { get; }

    public bool IsFull => Count == Capacity;

    private int WholeSignature => _banding.Bands;

    /// <summary>
    /// Memory of a member at most: the signature, in each table four bytes for the chain and four for a slot of which three in four are used, and eight for position
    /// and group. 618 bytes for 108 hashes in 18 bands.
    /// </summary>
    public static int BytesPerRecord(Banding banding)
    {
        var tables = banding.Bands + 1;
        return (sizeof(uint) * banding.Hashes) + (tables * sizeof(int)) + (((tables * sizeof(uint) * 4) + 2) / 3) + (2 * sizeof(int));
    }

    /// <summary>The record that became the given member.</summary>
    public int PositionOf(int member) => _positions[member];

    /// <summary>The signature of a member.</summary>
    public ReadOnlySpan<uint> Signature(int member) =>
        _signatures[member >> ChunkBits].AsSpan((member & (ChunkMembers - 1)) * _banding.Hashes, _banding.Hashes);

    /// <summary>
    /// Gives the members from <paramref name="from"/> on that share a bucket with a loaded probe, and adds the number of those in each bucket to
    /// <see cref="NearProbe.Met"/>.
    /// </summary>
    /// <param name="probe">The record.</param>
    /// <param name="from">The first member to look at.</param>
    /// <param name="members">Cleared and filled, each member once, in the order in which they were inserted.</param>
    public void Meet(NearProbe probe, int from, List<int> members)
    {
        members.Clear();
        Fetch(probe);
        for (var table = 0; table < _slots.Length; table++)
        {
            for (var member = Find(table, probe); member >= from; member = _older[table][member])
            {
                members.Add(member);
                probe.Met[table]++;
            }
        }

        if (members.Count < 2) return;
        members.Sort();
        var distinct = 1;
        for (var i = 1; i < members.Count; i++)
        {
            if (members[i] != members[distinct - 1]) members[distinct++] = members[i];
        }

        members.RemoveRange(distinct, members.Count - distinct);
    }

    /// <summary>Makes a record a member of each of its buckets that is not full. It must have met all members before, and nobody may have been inserted since.</summary>
    public void Insert(NearProbe probe)
    {
        if (Count == _positions.Length)
        {
            Grow(Math.Min(Capacity, 2 * Count));
            for (var table = 0; table < _slots.Length; table++) _ = Find(table, probe);
        }

        if (Count >> ChunkBits == _signatures.Count) _signatures.Add(new uint[Math.Min(ChunkMembers, Capacity - Count) * _banding.Hashes]);
        probe.Signature.CopyTo(_signatures[Count >> ChunkBits], (Count & (ChunkMembers - 1)) * _banding.Hashes);
        (_positions[Count], _groups[Count]) = (probe.Position, probe.Group);
        for (var table = 0; table < _slots.Length; table++)
        {
            if (probe.Met[table] >= _candidateLimit) _older[table][Count] = NotInBucket;
            else Put(table, Count, probe);
        }

        Count++;
    }

    /// <summary>Has the slots of all tables brought from memory at once; looked up one by one, each would be waited for.</summary>
    private void Fetch(NearProbe probe)
    {
        for (var table = 0; table < _slots.Length; table++) Prefetch.Of(ref _slots[table][Start(probe.Keys[table], _slots[table])]);
    }

    /// <summary>The newest member of the probe's bucket, or -1; notes the slot that is the bucket's.</summary>
    private int Find(int table, NearProbe probe)
    {
        var slots = _slots[table];
        var at = Start(probe.Keys[table], slots);
        var memberMask = (1u << _memberBits) - 1;
        var tag = Tag(probe.Keys[table]);
        for (; slots[at] != 0; at = at + 1 == slots.Length ? 0 : at + 1)
        {
            if ((slots[at] & ~memberMask) != tag) continue;
            var member = (int)(slots[at] & memberMask) - 1;
            if (!IsInBucket(member, table, probe)) continue;
            probe.Slots[table] = at;
            return member;
        }

        probe.Slots[table] = at;
        return NoMember;
    }

    private bool IsInBucket(int member, int table, NearProbe probe)
    {
        if (_groups[member] != probe.Group) return false;
        var values = table == WholeSignature ? .. : (table * _banding.Rows)..((table + 1) * _banding.Rows);
        return Signature(member)[values].SequenceEqual(probe.Signature.AsSpan(values));
    }

    /// <summary>Puts a member in front of its bucket, in the slot that was found last.</summary>
    private void Put(int table, int member, NearProbe probe)
    {
        ref var slot = ref _slots[table][probe.Slots[table]];
        _older[table][member] = slot == 0 ? NoMember : (int)(slot & ((1u << _memberBits) - 1)) - 1;
        slot = Tag(probe.Keys[table]) | (uint)(member + 1);
    }

    // The place comes from the upper bits of the key and the tag from the lower ones, so that neighbours in a table differ in their tags.
    private static int Start(ulong key, uint[] slots) => (int)Math.BigMul(key, (ulong)slots.Length, out _);

    private uint Tag(ulong key) => (uint)key << _memberBits;

    /// <summary>Makes room for so many members. The old tables go first: they are made anew from the signatures, so that both never exist at once.</summary>
    private void Grow(int members)
    {
        Array.Resize(ref _positions, members);
        Array.Resize(ref _groups, members);
        for (var table = 0; table < _slots.Length; table++)
        {
            _slots[table] = [];
            Array.Resize(ref _older[table], members);
            _slots[table] = new uint[(int)Math.Min(Array.MaxLength, (members * 4L / 3) + 1)];
        }

        for (var member = 0; member < Count; member++)
        {
            _moved.Load(Signature(member), _groups[member]);
            Fetch(_moved);
            for (var table = 0; table < _slots.Length; table++)
            {
                if (_older[table][member] == NotInBucket) continue;
                _ = Find(table, _moved);
                Put(table, member, _moved);
            }
        }
    }
}
