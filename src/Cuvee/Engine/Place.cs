using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Cuvee.Model;

namespace Cuvee.Engine;

/// <summary>
/// The part of a record's account that no decision needs: where it stood and what was measured. It waits on disk, in the order of the
/// ledger, <see cref="Bytes"/> bytes a record.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal struct Place
{
    public const int Bytes = 16 + 32 + (3 * sizeof(long)) + (2 * sizeof(int)) + (2 * sizeof(double));

    /// <summary>The first 128 bits of SHA-256(source \0 file key \0 line \0 item).</summary>
    public Hash128 Id;

    /// <summary>The content hash in full, as two halves; zero for a quarantined record.</summary>
    public Hash128 ContentHigh;
    public Hash128 ContentLow;

    /// <summary>1-based line or row.</summary>
    public long Line;
    public long Item;
    public long ByteOffset;

    /// <summary>Index of the file in its source.</summary>
    public int File;

    /// <summary>Index in the table of change lists; 0 = nothing was changed.</summary>
    public int Changes;
    public double Measured;
    public double Threshold;

    public readonly void Write(Span<byte> target)
    {
        WriteHash(target, Id);
        WriteHash(target[16..], ContentHigh);
        WriteHash(target[32..], ContentLow);
        BinaryPrimitives.WriteInt64LittleEndian(target[48..], Line);
        BinaryPrimitives.WriteInt64LittleEndian(target[56..], Item);
        BinaryPrimitives.WriteInt64LittleEndian(target[64..], ByteOffset);
        BinaryPrimitives.WriteInt32LittleEndian(target[72..], File);
        BinaryPrimitives.WriteInt32LittleEndian(target[76..], Changes);
        BinaryPrimitives.WriteDoubleLittleEndian(target[80..], Measured);
        BinaryPrimitives.WriteDoubleLittleEndian(target[88..], Threshold);
    }

    public static Place Read(ReadOnlySpan<byte> source) => new()
    {
        Id = Hash128.FromDigest(source),
        ContentHigh = Hash128.FromDigest(source[16..]),
        ContentLow = Hash128.FromDigest(source[32..]),
        Line = BinaryPrimitives.ReadInt64LittleEndian(source[48..]),
        Item = BinaryPrimitives.ReadInt64LittleEndian(source[56..]),
        ByteOffset = BinaryPrimitives.ReadInt64LittleEndian(source[64..]),
        File = BinaryPrimitives.ReadInt32LittleEndian(source[72..]),
        Changes = BinaryPrimitives.ReadInt32LittleEndian(source[76..]),
        Measured = BinaryPrimitives.ReadDoubleLittleEndian(source[80..]),
        Threshold = BinaryPrimitives.ReadDoubleLittleEndian(source[88..]),
    };

    private static void WriteHash(Span<byte> target, Hash128 hash)
    {
        BinaryPrimitives.WriteUInt64BigEndian(target, hash.High);
        BinaryPrimitives.WriteUInt64BigEndian(target[8..], hash.Low);
    }
}
