namespace Cuvee.Pii;

/// <summary>Private keys in the textual encoding of RFC 7468 and OpenSSH: from BEGIN to END, or as far as the text goes on as base 64.</summary>
internal static class PrivateKeys
{
    /// <summary>Less than this is a picture of a key, as "..." between the lines.</summary>
    private const int MinBodyBytes = 40;

    private static ReadOnlySpan<byte> Begin => "-----BEGIN "u8;

    /// <summary>Adds every key of a text.</summary>
    public static void Find(ReadOnlySpan<byte> text, List<Detection> found)
    {
        for (var at = 0; text[at..].IndexOf(Begin) is var begin and >= 0;)
        {
            var start = at + begin;
            at = start + Begin.Length;
            var label = text[at..Math.Min(text.Length, at + 48)];
            var dashes = label.IndexOf("-----"u8);
            if (dashes < 0 || !label[..dashes].EndsWith("PRIVATE KEY"u8) && !label[..dashes].EndsWith("PRIVATE KEY BLOCK"u8)) continue;
            var body = at + dashes + 5;
            var end = BodyEnd(text, body, out var count);
            at = end;
            if (count < MinBodyBytes) continue;
            found.Add(new Detection(start, TailEnd(text, end) - start, PiiKind.Secret, IsCertain: true, "private key"));
        }
    }

    /// <summary>Base 64, white space (an escaped line feed too) and the header lines of older forms.</summary>
    private static int BodyEnd(ReadOnlySpan<byte> text, int at, out int count)
    {
        count = 0;
        for (; at < text.Length; at++)
        {
            var value = text[at];
            if (Bytes.IsAlphanumeric(value) || value is (byte)'+' or (byte)'/' or (byte)'=') count++;
            else if (value is not ((byte)'\n' or (byte)'\r' or (byte)' ' or (byte)'\t' or (byte)'\\' or (byte)':' or (byte)',' or (byte)'"') && !(value == '-' && Bytes.At(text, at + 1) != '-')) break;
        }

        return at;
    }

    private static int TailEnd(ReadOnlySpan<byte> text, int at)
    {
        if (!text[at..].StartsWith("-----END "u8)) return at;
        var label = text[(at + 9)..Math.Min(text.Length, at + 64)];
        var dashes = label.IndexOf("-----"u8);
        return dashes < 0 ? at : at + 9 + dashes + 5;
    }
}
