namespace Cuvee.Ingest;

/// <summary>The four bytes that JSON calls white space (RFC 8259, section 2).</summary>
internal static class JsonWhiteSpace
{
    public static ReadOnlySpan<byte> Bytes => " \t\r\n"u8;

    public static bool Contains(byte value) => value is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';

    public static bool IsBlank(ReadOnlySpan<byte> text) => text.IndexOfAnyExcept(Bytes) < 0;

    /// <summary>The length of <paramref name="text"/> without the white space at its end.</summary>
    public static int TrimmedLength(ReadOnlySpan<byte> text) => text.LastIndexOfAnyExcept(Bytes) + 1;
}
