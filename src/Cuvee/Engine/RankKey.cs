using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Cuvee.Model;

namespace Cuvee.Engine;

/// <summary>
/// The key of one kind of choice: made once from (seed, purpose), then asked for the rank of each content hash.
/// The construction is fixed for ever, because a rank decides what a dataset holds:
/// <code>
/// k0 k1 k2 = first three big-endian 64-bit words of SHA-256("cuvee rank 1" 00 seed(8 bytes, big-endian) purpose(UTF-8))
/// rank     = M(M(M(high ^ k0) + (low ^ k1)) ^ k2)
/// M(x)     = x ^= x >> 30; x *= bf58476d1ce4e5b9; x ^= x >> 27; x *= 94d049bb133111eb; x ^= x >> 31
/// </code>
/// M is the finalizer of SplitMix64 (Steele, Lea, Flood 2014; constants by Stafford, "Mix13"). M is a bijection, so with one half of the
/// content hash held still the other half reaches every rank exactly once: no rank is favoured. A SHA-256 for each record and purpose would be slow
/// and buy nothing, since the content hash is a SHA-256 already.
/// </summary>
public readonly struct RankKey
{
    private readonly ulong _key0;
    private readonly ulong _key1;
    private readonly ulong _key2;

    /// <summary>Derives the key. <paramref name="purpose"/> is a fixed word such as <c>take</c>, <c>mix</c>, <c>split</c>, <c>order</c>.</summary>
    public RankKey(ulong seed, string purpose)
    {
        var text = Encoding.UTF8.GetBytes("cuvee rank 1\0********" + purpose);
        BinaryPrimitives.WriteUInt64BigEndian(text.AsSpan("cuvee rank 1\0".Length), seed);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, digest);
        _key0 = BinaryPrimitives.ReadUInt64BigEndian(digest);
        _key1 = BinaryPrimitives.ReadUInt64BigEndian(digest[8..]);
        _key2 = BinaryPrimitives.ReadUInt64BigEndian(digest[16..]);
    }

    /// <summary>The rank of a content hash: uniform over 64 bits, independent of the ranks under other keys.</summary>
    public ulong Of(Hash128 content) => Mix(Mix(Mix(content.High ^ _key0) + (content.Low ^ _key1)) ^ _key2);

    /// <summary>M of the construction above: a bijection in which every input bit reaches every output bit.</summary>
    internal static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
        x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
        return x ^ (x >> 31);
    }
}
