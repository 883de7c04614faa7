using System.Numerics;
using System.Security.Cryptography;

namespace Cuvee.Pii;

/// <summary>Addresses of Bitcoin and Ethereum, by their checksums.</summary>
internal static class CryptoAddresses
{
    private const int LongestBase58 = 35;

    private const int EthereumBytes = 42;

    /// <summary>What a token is, null for none; and whether a checksum says so.</summary>
    public static string? NameOf(ReadOnlySpan<byte> token, out bool isChecked)
    {
        isChecked = true;
        if (token.Length == EthereumBytes && token[0] == '0' && token[1] == 'x') return IsEthereum(token[2..], out isChecked) ? "Ethereum address" : null;
        if (token.Length is >= 26 and <= LongestBase58 && token[0] is (byte)'1' or (byte)'3' && IsBase58Check(token)) return "Bitcoin address, base58check";
        if (token.Length is >= 42 and <= 62 && (token.StartsWith("bc1"u8) || token.StartsWith("BC1"u8)) && IsBech32(token)) return "Bitcoin address, bech32";
        return null;
    }

    /// <summary>Base 58 of a version, 20 bytes, and the first four bytes of the SHA-256 of their SHA-256.</summary>
    private static bool IsBase58Check(ReadOnlySpan<byte> token)
    {
        var alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"u8;
        var number = BigInteger.Zero;
        foreach (var value in token)
        {
            var digit = alphabet.IndexOf(value);
            if (digit < 0) return false;
            number = (number * 58) + digit;
        }

        Span<byte> bytes = stackalloc byte[25];
        bytes.Clear();
        var length = number.GetByteCount(isUnsigned: true);
        if (length > bytes.Length || !number.TryWriteBytes(bytes[^length..], out _, isUnsigned: true, isBigEndian: true) || bytes[0] is not (0 or 5)) return false;
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..21], digest);
        SHA256.HashData(digest, digest);
        return digest[..4].SequenceEqual(bytes[21..]);
    }

    /// <summary>BIP 173 and BIP 350: the polynomial remainder of prefix and data is 1, or the constant of bech32m.</summary>
    private static bool IsBech32(ReadOnlySpan<byte> token)
    {
        var alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"u8;
        var isUpper = token[0] == 'B';
        var checksum = 1u;
        foreach (var value in "bc"u8) checksum = Step(checksum, value >> 5);
        checksum = Step(checksum, 0);
        foreach (var value in "bc"u8) checksum = Step(checksum, value & 31);
        foreach (var value in token[3..])
        {
            if (isUpper ? value is >= (byte)'a' and <= (byte)'z' : Bytes.IsUpper(value)) return false;
            var digit = alphabet.IndexOf((byte)(isUpper && Bytes.IsUpper(value) ? value | 0x20 : value));
            if (digit < 0) return false;
            checksum = Step(checksum, digit);
        }

        return checksum is 1 or 0x2BC830A3;
    }

    private static uint Step(uint checksum, int value)
    {
        ReadOnlySpan<uint> generators = [0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3];
        var top = checksum >> 25;
        checksum = ((checksum & 0x1FFFFFF) << 5) ^ (uint)value;
        for (var i = 0; i < generators.Length; i++)
        {
            if ((top >> i & 1) == 1) checksum ^= generators[i];
        }

        return checksum;
    }

    /// <summary>EIP-55: a letter is upper case where the same place of the Keccak-256 of the lower-case text is 8 or more. One case throughout is no checksum.</summary>
    private static bool IsEthereum(ReadOnlySpan<byte> hex, out bool isChecked)
    {
        isChecked = false;
        Span<byte> lower = stackalloc byte[40];
        for (var i = 0; i < lower.Length; i++)
        {
            if (!Bytes.IsHex(hex[i])) return false;
            lower[i] = Bytes.IsUpper(hex[i]) ? (byte)(hex[i] | 0x20) : hex[i];
        }

        var hasUpper = hex.ContainsAnyInRange((byte)'A', (byte)'F');
        isChecked = hasUpper && hex.ContainsAnyInRange((byte)'a', (byte)'f');
        if (hex.IndexOfAnyExcept((byte)'0') < 0) return false;
        if (!isChecked) return true;
        Span<byte> digest = stackalloc byte[32];
        Keccak256.Hash(lower, digest);
        for (var i = 0; i < lower.Length; i++)
        {
            if (Bytes.IsLetter(hex[i]) && Bytes.IsUpper(hex[i]) != ((digest[i / 2] >> (i % 2 == 0 ? 4 : 0)) & 8) > 0) return false;
        }

        return true;
    }
}
