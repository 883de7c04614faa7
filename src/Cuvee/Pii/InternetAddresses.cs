using System.Net;
using System.Net.Sockets;

namespace Cuvee.Pii;

/// <summary>IP addresses that can be reached from anywhere, and hardware addresses.</summary>
internal static class InternetAddresses
{
    /// <summary>The longest IPv6 address as text.</summary>
    public const int MaxV6Bytes = 39;

    /// <summary>Whether four numbers of 0 to 255 are a public address, or one of RFC 5737's examples. Small numbers throughout are a version or a section.</summary>
    public static bool IsPublicV4(int first, int second, int third, int fourth)
    {
        if (first is 0 or 10 or 127 or >= 224 || (first, second) is (169, 254) or (192, 168) || (first == 172 && second is >= 16 and <= 31) || (first == 100 && second is >= 64 and <= 127)) return false;
        return first > 30 || second > 30 || third > 30 || fourth > 30;
    }

    /// <summary>Whether the bytes are an IPv6 address of the global unicast range 2000::/3 (RFC 4291), the examples of RFC 3849 among them.</summary>
    public static bool IsPublicV6(ReadOnlySpan<byte> text)
    {
        if (text.Length is < 6 or > MaxV6Bytes || text[0] is not ((byte)'2' or (byte)'3') || text.IndexOf((byte)':') != 4 || text.Count((byte)':') < 2) return false;
        Span<char> characters = stackalloc char[MaxV6Bytes];
        for (var i = 0; i < text.Length; i++) characters[i] = (char)text[i];
        return IPAddress.TryParse(characters[..text.Length], out var address) && address.AddressFamily == AddressFamily.InterNetworkV6;
    }

    /// <summary>Whether 17 bytes are six pairs of hexadecimal digits with one separator: an EUI-48 (IEEE 802), neither all zeros nor the broadcast address.</summary>
    public static bool IsMac(ReadOnlySpan<byte> text)
    {
        if (text.Length != 17 || text[2] is not ((byte)':' or (byte)'-')) return false;
        for (var i = 0; i < text.Length; i++)
        {
            if (i % 3 == 2 ? text[i] != text[2] : !Bytes.IsHex(text[i])) return false;
        }

        return text.IndexOfAnyExcept((byte)'0', text[2]) >= 0 && text.IndexOfAnyExcept((byte)'f', (byte)'F', text[2]) >= 0;
    }
}
