using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cuvee.Tokens;

/// <summary>
/// The classes of up to 64 ASCII characters from the beginning of a word on, one bit a character, the first lowest, and what patterns have in common when they
/// cut them by arithmetic on these bits: shifted left by one a mask says what stands before a character, shifted right what stands behind it.
/// </summary>
internal readonly struct AsciiClasses
{
    private AsciiClasses(in ByteBlock block, int length)
    {
        var known = length == ByteBlock.Length ? ulong.MaxValue : (1UL << length) - 1;
        Length = length;
        Letter = block.Lower.AreBetween((byte)'a', (byte)'z') & known;
        Number = block.AreBetween((byte)'0', (byte)'9') & known;
        Blank = block.Are((byte)' ') & known;
        Space = Blank | block.AreBetween((byte)'\t', (byte)'\r') & known;
        Other = ~(Letter | Number | Space) & known;
    }

    /// <summary>How many characters are known; what follows may be anything, or the end of the text.</summary>
    public int Length { get; }

    public ulong Letter { get; }

    public ulong Number { get; }

    /// <summary>The character U+0020 alone.</summary>
    public ulong Blank { get; }

    /// <summary>White space, blanks and line ends included.</summary>
    public ulong Space { get; }

    /// <summary>What is no letter, number or white space.</summary>
    public ulong Other { get; }

    /// <summary>The characters up to the first beyond ASCII.</summary>
    /// <param name="block">Begins with a word.</param>
    /// <param name="length">How many of its bytes are text.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static AsciiClasses Of(in ByteBlock block, int length) => new(block, Math.Min(length, BitOperations.TrailingZeroCount(block.NotAscii)));

    /// <summary>The first of each run.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Firsts(ulong mask) => mask & ~(mask << 1);

    /// <summary>The last of each run; of a run that reaches the end of what is known, its last known.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Lasts(ulong mask) => mask & ~(mask >> 1);

    /// <summary><paramref name="first"/>, and what of <paramref name="mask"/> follows it without a gap.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong WithFollowing(ulong first, ulong mask)
    {
        var all = 0UL;
        for (var next = first; next != 0; next = next << 1 & mask & ~all) all |= next;
        return all;
    }

    /// <summary>Where numbers begin: at every digit, or after each third.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong NumberStarts(int maxNumbers)
    {
        if (maxNumbers == 1) return Number;
        var starts = Firsts(Number);
        var fourth = Number & Number << 1 & Number << 2 & Number << 3;
        for (var next = starts << 3 & fourth; next != 0; next = next << 3 & fourth) starts |= next;
        return starts;
    }

    /// <summary>
    /// Takes back what is not certain: how white space at the end of what is known is cut depends on what follows. The last bit that is left begins a word whose
    /// end is not known.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Certain(ulong starts)
    {
        var trailing = BitOperations.LeadingZeroCount(~(Space << (ByteBlock.Length - Length)));
        if (trailing == 0) return starts;
        return trailing >= Length ? 1 : starts & (2UL << (Length - trailing)) - 1;
    }
}
