using System.Runtime.InteropServices;

namespace Cuvee.Model;

/// <summary>
/// A fast 64-bit mixing hash for comparisons inside one run. Never stored and never shown: what is stored is SHA-256. Each step folds the
/// 128-bit product of two words, as wyhash does; long texts run through four chains side by side, since one would wait for its own products.
/// The constants are the fractional digits of pi.
/// </summary>
internal static class Mix64
{
    private const ulong Seed = 0x243F6A8885A308D3;
    private const ulong Step = 0x13198A2E03707344;
    private const int StripeWords = 8;

    /// <param name="bytes">What to hash.</param>
    /// <param name="start">The hash of what came before.</param>
    public static ulong Of(ReadOnlySpan<byte> bytes, ulong start = 0)
    {
        var state = Seed ^ start ^ (ulong)bytes.Length;
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        var at = words.Length * sizeof(ulong);
        if (words.Length >= StripeWords) state = Stripes(ref words, state);
        foreach (var word in words) state = Fold(state ^ word, Step);
        ulong rest = 0;
        foreach (var value in bytes[at..]) rest = rest << 8 | value;
        return Fold(state ^ rest, Seed | 1);
    }

    private static ulong Stripes(ref ReadOnlySpan<ulong> words, ulong state)
    {
        var (first, second, third, fourth) = (state, state ^ Step, state ^ ~Step, ~state);
        for (; words.Length >= StripeWords; words = words[StripeWords..])
        {
            first = Fold(first ^ words[0], Step ^ words[1]);
            second = Fold(second ^ words[2], Step ^ words[3]);
            third = Fold(third ^ words[4], Step ^ words[5]);
            fourth = Fold(fourth ^ words[6], Step ^ words[7]);
        }

        return Fold(first ^ second, Step) ^ Fold(third ^ fourth, Seed | 1);
    }

    private static ulong Fold(ulong left, ulong right)
    {
        var high = Math.BigMul(left, right, out var low);
        return high ^ low;
    }
}
