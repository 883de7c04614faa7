using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Cuvee.Interop;

/// <summary>Has memory brought near before it is looked at: for whoever goes through it in no order, and would wait for each place.</summary>
internal static class Prefetch
{
    /// <summary>How many steps before it is looked at a place is asked for: memory takes about as long as so many of them.</summary>
    public const int Ahead = 16;

    /// <summary>Asks for a place; nothing waits for it, and nothing happens where the processor cannot.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Of<T>(ref T place)
    {
        if (Sse.IsSupported) Sse.Prefetch0(Unsafe.AsPointer(ref place));
    }
}
