using System.Runtime.CompilerServices;

namespace Cuvee.Pii;

/// <summary>Classes of single bytes, as all rules need them.</summary>
internal static class Bytes
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsDigit(byte value) => (uint)(value - '0') <= 9;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsLetter(byte value) => (uint)((value | 0x20) - 'a') <= 25;

    public static bool IsUpper(byte value) => (uint)(value - 'A') <= 25;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsAlphanumeric(byte value) => IsDigit(value) || IsLetter(value);

    public static bool IsHex(byte value) => char.IsAsciiHexDigit((char)value);

    /// <summary>Letters, digits, underscore and hyphen: what tokens and keys are made of.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsKeyByte(byte value) => IsAlphanumeric(value) || value is (byte)'_' or (byte)'-';

    /// <summary>The byte at an offset, a line feed outside the text.</summary>
    public static byte At(ReadOnlySpan<byte> text, int at) => (uint)at < (uint)text.Length ? text[at] : (byte)'\n';

    /// <summary>Whether an ASCII letter or digit, or an underscore, stands there, so that a word would be cut.</summary>
    public static bool IsWordAt(ReadOnlySpan<byte> text, int at) => (uint)at < (uint)text.Length && (IsAlphanumeric(text[at]) || text[at] == '_');

    /// <summary>The value of an upper-case letter or digit in base 36.</summary>
    public static int Base36(byte value) => IsDigit(value) ? value - '0' : (value | 0x20) - 'a' + 10;

    public static byte Upper(byte value) => IsLetter(value) ? (byte)(value & ~0x20) : value;
}
