using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cuvee.Texts;

/// <summary>What 64 bytes of ASCII are, one bit for each: the lowest bit is the first byte.</summary>
/// <param name="Words">Letters, digits and low lines: always within a word.</param>
/// <param name="Middles">The marks that may join two letters or two digits: ' , . : ;.</param>
internal readonly record struct AsciiMasks(ulong Words, ulong Middles)
{
    /// <summary>Bytes that are looked at together.</summary>
    public const int Length = 64;

    /// <summary>Lower-cases 64 bytes in place and tells what they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static AsciiMasks Lower(Span<byte> bytes)
    {
        var (lowWords, lowMiddles) = LowerHalf(bytes[..32]);
        var (highWords, highMiddles) = LowerHalf(bytes.Slice(32, 32));
        return new AsciiMasks(lowWords | (ulong)highWords << 32, lowMiddles | (ulong)highMiddles << 32);
    }

    /// <summary>The bits of <see cref="Middles"/> that do join what stands on both sides (UAX #29, WB6, WB7, WB11 and WB12).</summary>
    /// <param name="text">The bytes of the masks, with one more on either side where there are any.</param>
    /// <param name="start">Where the bytes of the masks start.</param>
    /// <param name="before">1 where the byte before the first is within a word, else 0.</param>
    public ulong Joining(ReadOnlySpan<byte> text, int start, ulong before)
    {
        ulong joining = 0;
        for (var candidates = Candidates(before); candidates != 0; candidates &= candidates - 1)
        {
            var bit = BitOperations.TrailingZeroCount(candidates);
            if (Joins(text[start + bit - 1], text[start + bit], text[start + bit + 1])) joining |= 1UL << bit;
        }

        return joining;
    }

    /// <summary>The middles with a word on either side, as far as these bytes tell.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Candidates(ulong before) => Middles & (Words << 1 | before) & (Words >> 1 | 1UL << 63);

    private static bool Joins(byte before, byte middle, byte after) =>
        char.IsAsciiLetter((char)before) && char.IsAsciiLetter((char)after) ? middle is (byte)':' or (byte)'.' or (byte)'\''
        : char.IsAsciiDigit((char)before) && char.IsAsciiDigit((char)after) && middle is (byte)',' or (byte)';' or (byte)'.' or (byte)'\'';

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (uint Words, uint Middles) LowerHalf(Span<byte> bytes)
    {
        var value = Vector256.Create<byte>(bytes);
        var caseBit = Vector256.Create((byte)0x20);
        var isLetter = Vector256.LessThan((value | caseBit) - Vector256.Create((byte)'a'), Vector256.Create((byte)26));
        var isDigit = Vector256.LessThan(value - Vector256.Create((byte)'0'), Vector256.Create((byte)10));
        var isConnector = Vector256.Equals(value, Vector256.Create((byte)'_'));
        var isCommaOrPeriod = Vector256.Equals(value | Vector256.Create((byte)2), Vector256.Create((byte)'.'));
        var isColon = Vector256.Equals(value | Vector256.Create((byte)1), Vector256.Create((byte)';'));
        var isQuote = Vector256.Equals(value, Vector256.Create((byte)'\''));
        // A letter's case bit may be set in any case: lower-case letters have it already.
        (value | (isLetter & caseBit)).CopyTo(bytes);
        return ((isLetter | isDigit | isConnector).ExtractMostSignificantBits(), (isCommaOrPeriod | isColon | isQuote).ExtractMostSignificantBits());
    }
}
