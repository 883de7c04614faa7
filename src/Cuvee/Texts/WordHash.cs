using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cuvee.Texts;

/// <summary>A word's 64-bit hash. The steps are those of <see cref="Model.Mix64"/>; the constants are later digits of pi.</summary>
internal static class WordHash
{
    /// <summary>Bytes that may be read behind a word; what they are does not matter.</summary>
    public const int Slack = 16;

    private const ulong Seed = 0x3F84D5B5B5470917;
    private const ulong Step = 0x9216D5D98979FB1B;
    private const ulong LengthFactor = 0xD1310BA698DFB5AC | 1;

    // Sixteen bytes from place 16 - n on keep the first n bytes of a vector.
    private static ReadOnlySpan<byte> Masks =>
    [
        0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    /// <summary>The hash of a lower-case word of <paramref name="length"/> bytes at the start of a buffer that is <see cref="Slack"/> bytes longer at least.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(ReadOnlySpan<byte> buffer, int length)
    {
        if (length > 16) return OfLong(buffer[..length]);
        var bytes = (Vector128.Create(buffer) & Vector128.Create(Masks[(16 - length)..])).AsUInt64();
        return Fold(bytes[0] ^ Seed, bytes[1] ^ (Step + ((ulong)length * LengthFactor)));
    }

    private static ulong OfLong(ReadOnlySpan<byte> word)
    {
        ulong state = 0;
        for (var index = 0; index < word.Length - 16; index += 16)
        {
            state = Fold(state ^ Seed ^ BinaryPrimitives.ReadUInt64LittleEndian(word[index..]), Step ^ BinaryPrimitives.ReadUInt64LittleEndian(word[(index + 8)..]));
        }

        var last = word[^16..];
        return Fold(
            state ^ Seed ^ BinaryPrimitives.ReadUInt64LittleEndian(last),
            BinaryPrimitives.ReadUInt64LittleEndian(last[8..]) ^ (Step + ((ulong)word.Length * LengthFactor)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Fold(ulong left, ulong right)
    {
        var high = Math.BigMul(left, right, out var low);
        return high ^ low;
    }
}
