using Cuvee.Model;

namespace Cuvee.Tokens;

/// <summary>Remembers longer words than <see cref="WordCache"/> does: each slot holds the last that fell into it.</summary>
internal sealed class LongWordCache
{
    /// <summary>The longest word that is remembered, in bytes: with its length and count it fills 64 bytes.</summary>
    public const int MaxBytes = SlotBytes - 2;

    private const int SlotBytes = 64;
    private const int SlotBits = 15;

    private readonly byte[] _slots = new byte[SlotBytes << SlotBits];

    /// <summary>The slot that a word belongs to.</summary>
    public Span<byte> Find(ReadOnlySpan<byte> word) => _slots.AsSpan((int)(Mix64.Of(word) >> (64 - SlotBits)) * SlotBytes, SlotBytes);

    /// <summary>The tokens of a word that its slot holds, or -1 where it holds another.</summary>
    public static int CountIn(ReadOnlySpan<byte> slot, ReadOnlySpan<byte> word) => slot[0] == word.Length && slot.Slice(2, word.Length).SequenceEqual(word) ? slot[1] : -1;

    /// <summary>Puts a word into its slot.</summary>
    /// <param name="slot">Its slot.</param>
    /// <param name="word">No longer than <see cref="MaxBytes"/>.</param>
    /// <param name="count">Its tokens: no more than bytes.</param>
    public static void Fill(Span<byte> slot, ReadOnlySpan<byte> word, int count)
    {
        (slot[0], slot[1]) = ((byte)word.Length, (byte)count);
        word.CopyTo(slot[2..]);
    }
}
