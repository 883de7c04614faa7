using System.Runtime.InteropServices;
using Cuvee.Model;

namespace Cuvee.Similarity;

/// <summary>A record on its way through a <see cref="NearIndex"/>: what it is looked up by, and what it met. Reusable.</summary>
internal class NearProbe(Banding banding)
{
    private const ulong GroupStep = 0x9E3779B97F4A7C15;

    /// <summary>The record.</summary>
    public int Position { get; private set; }

    /// <summary>Only records of one group meet.</summary>
    public int Group { get; private set; }

    /// <summary>Whether the record has no shingles, and so equals nothing.</summary>
    public bool IsEmpty { get; private set; }

    /// <summary>Whether the signature of this record is here.</summary>
    public bool IsLoaded { get; private set; }

    public uint[] Signature { get; } = new uint[banding.Hashes];

    /// <summary>One key a band, then that of the whole signature.</summary>
    public ulong[] Keys { get; } = new ulong[banding.Bands + 1];

    /// <summary>How many members the record's bucket of each band holds, then that of the whole signature, as far as it was looked up.</summary>
    public ushort[] Met { get; } = new ushort[banding.Bands + 1];

    /// <summary>Where the last look-up in each table ended; of use to the index alone.</summary>
    public int[] Slots { get; } = new int[banding.Bands + 1];

    /// <summary>Begins with a record that has met nobody.</summary>
    public virtual void Reset(int position, int group)
    {
        (Position, Group) = (position, group);
        IsLoaded = IsEmpty = false;
        Array.Clear(Met);
    }

    /// <summary>Reads the signature, once.</summary>
    public void Load(INearRecords records)
    {
        if (IsLoaded) return;
        IsLoaded = true;
        records.Signature(Position, Signature);
        SetKeys();
        IsEmpty = !Signature.AsSpan().ContainsAnyExcept(uint.MaxValue);
    }

    /// <summary>Takes the signature of a member of an index, to find its place anew.</summary>
    public void Load(ReadOnlySpan<uint> signature, int group)
    {
        Group = group;
        signature.CopyTo(Signature);
        SetKeys();
    }

    /// <summary>Whether some bucket of the record is full, so that similar records may have been left out of it.</summary>
    public bool MetFullBucket(int candidateLimit) => Met.AsSpan().IndexOfAnyExceptInRange((ushort)0, (ushort)(candidateLimit - 1)) >= 0;

    private void SetKeys()
    {
        banding.BandKeys(Signature, Keys);
        Keys[^1] = Mix64.Of(MemoryMarshal.AsBytes(Keys.AsSpan(0, banding.Bands)));
        var group = (ulong)Group * GroupStep;
        for (var table = 0; table < Keys.Length; table++) Keys[table] ^= group;
    }
}
