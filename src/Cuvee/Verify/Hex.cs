using Cuvee.Model;

namespace Cuvee.Verify;

/// <summary>Reads hashes as they are written: hexadecimal digits in lower case.</summary>
internal static class Hex
{
    /// <summary>The value of each character that is a digit, else 255.</summary>
    private static readonly byte[] Digits = [.. Enumerable.Range(0, 256).Select(character => character switch
    {
        >= '0' and <= '9' => (byte)(character - '0'),
        >= 'a' and <= 'f' => (byte)(character - 'a' + 10),
        _ => byte.MaxValue,
    })];

    /// <summary>The first 128 bits of a text of at least 32 digits; none for anything else.</summary>
    public static Hash128 Hash128(ReadOnlySpan<byte> text) =>
        TryRead(text, out var high) && text.Length >= 32 && TryRead(text[16..], out var low) ? new Hash128(high, low) : default;

    /// <summary>The value of exactly 16 digits; 0 for anything else.</summary>
    public static ulong Hash64(ReadOnlySpan<byte> text) => text.Length == 16 && TryRead(text, out var value) ? value : 0;

    private static bool TryRead(ReadOnlySpan<byte> text, out ulong value)
    {
        value = 0;
        if (text.Length < 16) return false;
        var invalid = 0;
        foreach (var character in text[..16])
        {
            int digit = Digits[character];
            invalid |= digit;
            value = value << 4 | (uint)(digit & 15);
        }

        return invalid < 16;
    }
}
