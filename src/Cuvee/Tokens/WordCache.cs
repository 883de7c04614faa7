using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cuvee.Tokens;

/// <summary>
/// Remembers how many tokens short words have. A fixed number of slots, each of which holds the last word that fell into it, whole, so that nothing is ever
/// taken for another word. One instance serves one worker.
/// </summary>
internal sealed class WordCache
{
    /// <summary>The longest word that is remembered, in bytes: with its length and count it fills three machine words.</summary>
    public const int MaxBytes = 22;

    /// <summary>131,072 slots of 24 bytes: more than a core's second-level cache holds, and yet quicker, since a word that is not found costs a hundred times a look into the next cache.</summary>
    private const int SlotBits = 17;

    private readonly Slot[] _slots = new Slot[1 << SlotBits];

    /// <summary>The slot that a word belongs to, and its key; a slot with another key is to be filled anew.</summary>
    /// <param name="text">Where the word stands.</param>
    /// <param name="start">Where it begins.</param>
    /// <param name="length">1 to <see cref="MaxBytes"/>.</param>
    /// <param name="key">The word and its length, without a count.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref Slot Find(ReadOnlySpan<byte> text, int start, int length, out Slot key)
    {
        key = text.Length - start >= Unsafe.SizeOf<Slot>()
            ? Key(ref Unsafe.Add(ref MemoryMarshal.GetReference(text), start), length)
            : KeyAtEnd(text.Slice(start, length));
        var mixed = (key.A ^ key.B * 0x9E3779B97F4A7C15 ^ key.C * 0xC2B2AE3D27D4EB4F) * 0xBF58476D1CE4E5B9;
        return ref _slots[(int)((mixed ^ mixed << 27) >> (64 - SlotBits))];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Slot Key(ref byte first, int length)
    {
        var a = Unsafe.ReadUnaligned<ulong>(ref first);
        var size = (ulong)length << 48;
        if (length <= 8) return new Slot(a & ulong.MaxValue >> (64 - length * 8), 0, size);
        var b = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, 8));
        if (length <= 16) return new Slot(a, b & ulong.MaxValue >> (128 - length * 8), size);
        var c = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, 16));
        return new Slot(a, b, c & ulong.MaxValue >> (192 - length * 8) | size);
    }

    private static Slot KeyAtEnd(ReadOnlySpan<byte> word)
    {
        Span<byte> padded = stackalloc byte[24];
        word.CopyTo(padded);
        return Key(ref padded[0], word.Length);
    }

    /// <summary>A word of up to 22 bytes, its length, and above it the tokens it has.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal readonly record struct Slot(ulong A, ulong B, ulong C)
    {
        private const int CountShift = 56;

        public int Count => (int)(C >> CountShift);

        public bool IsFor(in Slot key) => A == key.A && B == key.B && (C & (1UL << CountShift) - 1) == key.C;

        public Slot With(int count) => new(A, B, C | (ulong)count << CountShift);
    }
}
