using Cuvee.Json;

namespace Cuvee.Normalize.Markup;

/// <summary>Addresses of links and images: which are shown, and how.</summary>
internal static class Links
{
    private static readonly byte[][] s_absolute = ["http://"u8.ToArray(), "https://"u8.ToArray(), "ftp://"u8.ToArray(), "mailto:"u8.ToArray()];
    private static readonly byte[][] s_hidden = ["data:"u8.ToArray(), "javascript:"u8.ToArray(), "vbscript:"u8.ToArray(), "about:"u8.ToArray(), "blob:"u8.ToArray(), "cid:"u8.ToArray(), "#"u8.ToArray()];

    /// <summary>
    /// The address that an attribute holds, fit to stand in parentheses; empty when it is not shown: scripts, inline data, places on the same page, and in plain text also
    /// what is relative to a page that is not there.
    /// </summary>
    public static byte[] Address(ReadOnlySpan<byte> value, MarkupForm form)
    {
        value = value.Trim(" \t\r\n\f"u8);
        if (value.IsEmpty || StartsWithAny(value, s_hidden) || (form == MarkupForm.Text && !StartsWithAny(value, s_absolute))) return [];
        var decoded = new ByteBuffer(value.Length);
        Entities.Decode(value, decoded);
        var address = new ByteBuffer(decoded.Length);
        foreach (var character in decoded.Written)
        {
            if (character is <= 0x20 or (byte)'<' or (byte)'>' or (byte)'(' or (byte)')' or (byte)'`') AddEscaped(address, character);
            else address.Add(character);
        }

        var result = address.Written;
        return (form == MarkupForm.Text && result.StartsWith("mailto:"u8) ? result["mailto:".Length..] : result).ToArray();
    }

    private static bool StartsWithAny(ReadOnlySpan<byte> value, byte[][] beginnings)
    {
        foreach (var beginning in beginnings)
        {
            if (value.Length >= beginning.Length && Elements.IsSameName(value[..beginning.Length], beginning)) return true;
        }

        return false;
    }

    private static void AddEscaped(ByteBuffer output, byte character)
    {
        output.Add((byte)'%');
        output.Add((byte)"0123456789ABCDEF"[character >> 4]);
        output.Add((byte)"0123456789ABCDEF"[character & 15]);
    }
}
