using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cuvee.Tokens;

/// <summary>
/// Remembers how many tokens short words have. A fixed number of sets, each of which holds the last four words that fell into it, whole, so that nothing is ever
/// taken for another word. One instance serves one worker.
/// </summary>
internal sealed class WordCache
{
    /// <summary>The longest word that is remembered, in bytes: with its length and count it fills 16 bytes.</summary>
    public const int MaxBytes = 15;

    /// <summary>Slots that a word can be in: as many as a line of the processor's caches holds.</summary>
    private const int Ways = 4;

    private const int LineBytes = 64;

    /// <summary>65,536 sets, 4 MiB: more than a core's own cache holds, but a word that is not found costs ten times what memory does.</summary>
    private const int SetBits = 16;

    // Pinned, so that a set stays in one line
    private readonly byte[] _memory = GC.AllocateArray<byte>(LineBytes + (LineBytes << SetBits), pinned: true);
    private readonly nint _first;

    public unsafe WordCache() => _first = LineBytes - (nint)Unsafe.AsPointer(ref _memory[0]) % LineBytes;

    /// <summary>The first slot of those that a word belongs to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref Slot SetOf(Slot key)
    {
        var mixed = key.First * 0x9E3779B97F4A7C15 ^ key.Second * 0xC2B2AE3D27D4EB4F;
        return ref Unsafe.As<byte, Slot>(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_memory), _first + (nint)(mixed >> (64 - SetBits)) * LineBytes));
    }

    /// <summary>The tokens of a word that is in one of its slots, or -1. All are compared at once: which it is cannot be foretold.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Find(ref Slot set, Slot key)
    {
        ref var slots = ref Unsafe.As<Slot, ulong>(ref set);
        var wanted = Vector256.Create(key.First, key.Second, key.First, key.Second);
        var words = Vector256.Create(ulong.MaxValue, Slot.Word, ulong.MaxValue, Slot.Word);
        var equal = Vector256.Equals(Vector256.LoadUnsafe(ref slots) & words, wanted).ExtractMostSignificantBits()
            | Vector256.Equals(Vector256.LoadUnsafe(ref slots, Ways) & words, wanted).ExtractMostSignificantBits() << Ways;
        var found = equal & equal >> 1 & 0b01010101;
        return found == 0 ? -1 : Unsafe.Add(ref set, BitOperations.TrailingZeroCount(found) >> 1).Count;
    }

    /// <summary>Puts a word in front of its set; the one that has been there longest goes.</summary>
    public static void Add(ref Slot set, Slot word)
    {
        for (var i = Ways - 1; i > 0; i--) Unsafe.Add(ref set, i) = Unsafe.Add(ref set, i - 1);
        set = word;
    }

    /// <summary>The key of a word that 16 readable bytes begin with.</summary>
    /// <param name="word">Its first byte.</param>
    /// <param name="length">1 to <see cref="MaxBytes"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Slot Key(ref byte word, int length)
    {
        // 16 bytes of the masks: as many ones as the word has bytes, then zeros
        var mask = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(Masks), (nuint)(16 - length));
        var bytes = (Vector128.LoadUnsafe(ref word) & mask).AsUInt64();
        return new Slot(bytes.ToScalar(), bytes.GetElement(1) | (ulong)length << Slot.LengthShift);
    }

    /// <summary>The key of a word of which nothing more may be read.</summary>
    public static Slot Key(ReadOnlySpan<byte> word)
    {
        Span<byte> padded = stackalloc byte[16];
        word.CopyTo(padded);
        return Key(ref padded[0], word.Length);
    }

    private static ReadOnlySpan<byte> Masks =>
    [
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    /// <summary>A word of up to 15 bytes, in the last byte its length, and above that the tokens it has: no more than bytes.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal readonly record struct Slot(ulong First, ulong Second)
    {
        public const int LengthShift = 56;

        /// <summary>All but the tokens.</summary>
        public const ulong Word = (1UL << CountShift) - 1;

        private const int CountShift = 60;

        public int Count => (int)(Second >> CountShift);

        public Slot With(int count) => new(First, Second | (ulong)count << CountShift);
    }
}
