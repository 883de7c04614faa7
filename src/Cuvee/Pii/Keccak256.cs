using System.Buffers.Binary;
using System.Numerics;

namespace Cuvee.Pii;

/// <summary>
/// Keccak with a rate of 1088 bits and the padding of the original submission, which Ethereum uses; SHA3-256 pads otherwise, so .NET's cannot
/// serve. For texts of less than one block of 136 bytes.
/// </summary>
internal static class Keccak256
{
    private const int RateBytes = 136;

    private const int Rounds = 24;

    /// <summary>Writes 32 bytes.</summary>
    public static void Hash(ReadOnlySpan<byte> text, Span<byte> digest)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(text.Length, RateBytes);
        Span<byte> block = stackalloc byte[RateBytes];
        block.Clear();
        text.CopyTo(block);
        block[text.Length] = 0x01;
        block[^1] |= 0x80;
        Span<ulong> state = stackalloc ulong[25];
        state.Clear();
        for (var i = 0; i < RateBytes / sizeof(ulong); i++) state[i] = BinaryPrimitives.ReadUInt64LittleEndian(block[(i * sizeof(ulong))..]);
        Permute(state);
        for (var i = 0; i < 4; i++) BinaryPrimitives.WriteUInt64LittleEndian(digest[(i * sizeof(ulong))..], state[i]);
    }

    private static void Permute(Span<ulong> state)
    {
        ReadOnlySpan<byte> rotations = [1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44];
        ReadOnlySpan<byte> places = [10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1];
        Span<ulong> row = stackalloc ulong[5];
        var register = (byte)1;
        for (var round = 0; round < Rounds; round++)
        {
            for (var x = 0; x < 5; x++) row[x] = state[x] ^ state[x + 5] ^ state[x + 10] ^ state[x + 15] ^ state[x + 20];
            for (var i = 0; i < 25; i++) state[i] ^= row[(i + 4) % 5] ^ BitOperations.RotateLeft(row[(i + 1) % 5], 1);
            var last = state[1];
            for (var i = 0; i < places.Length; i++) (state[places[i]], last) = (BitOperations.RotateLeft(last, rotations[i]), state[places[i]]);
            for (var y = 0; y < 25; y += 5)
            {
                state.Slice(y, 5).CopyTo(row);
                for (var x = 0; x < 5; x++) state[y + x] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5]);
            }

            state[0] ^= RoundConstant(ref register);
        }
    }

    /// <summary>The bits of a linear feedback shift register, one at each power of two less one.</summary>
    private static ulong RoundConstant(ref byte register)
    {
        var constant = 0UL;
        for (var bit = 0; bit < 7; bit++)
        {
            if ((register & 1) == 1) constant |= 1UL << ((1 << bit) - 1);
            register = (byte)((register << 1) ^ ((register >> 7) * 0x71));
        }

        return constant;
    }
}
