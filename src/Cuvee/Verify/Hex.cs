using System.Buffers.Binary;
using System.Runtime.Intrinsics;
using Cuvee.Model;

namespace Cuvee.Verify;

/// <summary>Reads hashes as they are written: hexadecimal digits in lower case.</summary>
internal static class Hex
{
    /// <summary>The first 128 bits of a text of at least 32 digits; none for anything else.</summary>
    public static Hash128 Hash128(ReadOnlySpan<byte> text) =>
        TryRead(text, out var high) && text.Length >= 32 && TryRead(text[16..], out var low) ? new Hash128(high, low) : default;

    /// <summary>The value of exactly 16 digits; 0 for anything else.</summary>
    public static ulong Hash64(ReadOnlySpan<byte> text) => text.Length == 16 && TryRead(text, out var value) ? value : 0;

    private static bool TryRead(ReadOnlySpan<byte> text, out ulong value)
    {
        value = 0;
        if (text.Length < Vector128<byte>.Count) return false;
        var characters = Vector128.Create(text);
        var digits = characters - Vector128.Create((byte)'0');
        var letters = characters - Vector128.Create((byte)'a');
        var isDigit = Vector128.LessThan(digits, Vector128.Create((byte)10));
        var isLetter = Vector128.LessThan(letters, Vector128.Create((byte)6));
        if ((isDigit | isLetter) != Vector128<byte>.AllBitsSet) return false;
        var pairs = Vector128.ConditionalSelect(isDigit, digits, letters + Vector128.Create((byte)10)).AsUInt16();

        // The first digit of a pair is its low byte and counts sixteen times
        var bytes = pairs << 4 & Vector128.Create((ushort)0xF0) | pairs >> 8;
        value = BinaryPrimitives.ReverseEndianness(Vector128.Narrow(bytes, bytes).AsUInt64()[0]);
        return true;
    }
}
