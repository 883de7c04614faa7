using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cuvee.Model;

/// <summary>
/// A fast 64-bit mixing hash: for comparisons inside one run, for the marks by which the store notices damage and, beside 64 bits of SHA-256, for knowing lines and
/// texts of an earlier build again. The same for every run of a program; in no artefact and in none of its identities: those are SHA-256. Each step folds the 128-bit
/// product of two words, as wyhash does; long texts run through four chains side by side, since one would wait for its own products.
/// The constants are the fractional digits of pi.
/// </summary>
internal static class Mix64
{
    private const ulong Seed = 0x243F6A8885A308D3;
    private const ulong Step = 0x13198A2E03707344;

    /// <param name="bytes">What to hash.</param>
    /// <param name="start">The hash of what came before.</param>
    public static ulong Of(ReadOnlySpan<byte> bytes, ulong start = 0)
    {
        var state = Seed ^ start ^ (ulong)bytes.Length;
        var stripes = MemoryMarshal.Cast<byte, Stripe>(bytes);
        if (!stripes.IsEmpty) state = Mix(stripes, state);
        bytes = bytes[(stripes.Length * Unsafe.SizeOf<Stripe>())..];
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words) state = Fold(state ^ word, Step);
        ulong rest = 0;
        foreach (var value in bytes[(words.Length * sizeof(ulong))..]) rest = rest << 8 | value;
        return Fold(state ^ rest, Seed | 1);
    }

    private static ulong Mix(ReadOnlySpan<Stripe> stripes, ulong state)
    {
        var (first, second, third, fourth) = (state, state ^ Step, state ^ ~Step, ~state);
        foreach (ref readonly var stripe in stripes)
        {
            first = Fold(first ^ stripe.A, Step ^ stripe.B);
            second = Fold(second ^ stripe.C, Step ^ stripe.D);
            third = Fold(third ^ stripe.E, Step ^ stripe.F);
            fourth = Fold(fourth ^ stripe.G, Step ^ stripe.H);
        }

        return Fold(first ^ second, Step) ^ Fold(third ^ fourth, Seed | 1);
    }

    private static ulong Fold(ulong left, ulong right)
    {
        var high = Math.BigMul(left, right, out var low);
        return high ^ low;
    }

    /// <summary>Two words for each chain.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Stripe(ulong A, ulong B, ulong C, ulong D, ulong E, ulong F, ulong G, ulong H);
}
