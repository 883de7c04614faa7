using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cuvee.Tokens;

/// <summary>64 bytes of a text, all looked at together. Every answer has one bit a byte, the first byte's lowest.</summary>
internal readonly struct ByteBlock
{
    /// <summary>Bytes of a block.</summary>
    public const int Length = 64;

    private readonly Vector256<byte> _first;
    private readonly Vector256<byte> _second;

    private ByteBlock(Vector256<byte> first, Vector256<byte> second) => (_first, _second) = (first, second);

    /// <summary>The bytes that begin at <paramref name="at"/>; there are at least <see cref="Length"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ByteBlock Of(ReadOnlySpan<byte> text, int at)
    {
        ref var first = ref MemoryMarshal.GetReference(text.Slice(at, Length));
        return new ByteBlock(Vector256.LoadUnsafe(ref first), Vector256.LoadUnsafe(ref first, 32));
    }

    /// <summary>Bytes of characters beyond ASCII.</summary>
    public ulong NotAscii
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Bits(_first, _second);
    }

    /// <summary>The same bytes with ASCII letters in lower case; what else becomes a letter by that is none in ASCII.</summary>
    public ByteBlock Lower
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(_first | Vector256.Create((byte)0x20), _second | Vector256.Create((byte)0x20));
    }

    /// <summary>Bytes of one value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Are(byte value) => Bits(Vector256.Equals(_first, Vector256.Create(value)), Vector256.Equals(_second, Vector256.Create(value)));

    /// <summary>Bytes of a range of values, both ends in it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong AreBetween(byte least, byte most)
    {
        var (offset, width) = (Vector256.Create(least), Vector256.Create((byte)(most - least)));
        return Bits(Vector256.LessThanOrEqual(_first - offset, width), Vector256.LessThanOrEqual(_second - offset, width));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Bits(Vector256<byte> first, Vector256<byte> second) => first.ExtractMostSignificantBits() | (ulong)second.ExtractMostSignificantBits() << 32;
}
