using System.Buffers.Binary;
using System.Security.Cryptography;
using Cuvee.Interop;

namespace Cuvee.Model;

/// <summary>
/// The first 128 bits of a SHA-256, as held in memory to compare records. The default value stands for "no key", which equals nothing.
/// Ordered as the big-endian bytes, so the order equals that of the hexadecimal text.
/// </summary>
public readonly record struct Hash128(ulong High, ulong Low) : IComparable<Hash128>
{
    public bool IsNone => High == 0 && Low == 0;

    public static Hash128 Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        Sha256.Hash(bytes, digest);
        return FromDigest(digest);
    }

    /// <summary>Takes the first 16 bytes of a digest.</summary>
    public static Hash128 FromDigest(ReadOnlySpan<byte> digest) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(digest), BinaryPrimitives.ReadUInt64BigEndian(digest[8..]));

    public int CompareTo(Hash128 other) => High != other.High ? High.CompareTo(other.High) : Low.CompareTo(other.Low);

    /// <summary>32 hexadecimal digits, lower case.</summary>
    public override string ToString() => $"{High:x16}{Low:x16}";

    public static bool operator <(Hash128 left, Hash128 right) => left.CompareTo(right) < 0;

    public static bool operator >(Hash128 left, Hash128 right) => left.CompareTo(right) > 0;

    public static bool operator <=(Hash128 left, Hash128 right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Hash128 left, Hash128 right) => left.CompareTo(right) >= 0;
}
