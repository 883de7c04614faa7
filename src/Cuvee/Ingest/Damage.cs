namespace Cuvee.Ingest;

/// <summary>Recognises by their beginning files that are not the data they should be.</summary>
internal static class Damage
{
    // Text has next to no control characters, random bytes 11 %: 5 % lies between.
    private const double MaxControlShare = 0.05;

    // Latin text in UTF-16 is nearly half zeros.
    private const double MinZeroShareOfUtf16 = 0.3;

    /// <summary>Says what a file is that can be no text, or null.</summary>
    public static string? OfBytes(ReadOnlySpan<byte> start) => start switch
    {
        [0x1F, 0x8B, ..] or [0x28, 0xB5, 0x2F, 0xFD, ..] => "compressed twice; decompress it once",
        [(byte)'P', (byte)'K', 3, 4, ..] => "a zip archive; unpack it first",
        [(byte)'B', (byte)'Z', (byte)'h', >= (byte)'1' and <= (byte)'9', 0x31, 0x41, 0x59, ..] => "bzip2 data; decompress it first",
        [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0, ..] => "xz data; decompress it first",
        [(byte)'7', (byte)'z', 0xBC, 0xAF, ..] => "a 7z archive; unpack it first",
        [(byte)'A', (byte)'R', (byte)'R', (byte)'O', (byte)'W', (byte)'1', ..] => "an Arrow file; convert it to Parquet first",
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', (byte)'-', ..] => "a PDF document; extract its text first",
        [0xFF, 0xFE, 0, 0, ..] or [0, 0, 0xFE, 0xFF, ..] => "UTF-32 text; convert it to UTF-8 first",
        _ => start.StartsWith("SQLite format 3\0"u8) ? "an SQLite database; export its table first" : null,
    };

    /// <summary>Says why a text is not the data it should be, or null.</summary>
    public static string? OfText(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith("version https://git-lfs"u8)) return "a git-LFS pointer, not the data; run 'git lfs pull'";
        var trimmed = start.TrimStart(JsonWhiteSpace.Bytes);
        if (BeginsWith(trimmed, "<!doctype html"u8) || BeginsWith(trimmed, "<html"u8))
            return "an HTML page, not the data; the download may need a login or another address";

        if (start.Length > 0 && start.Count((byte)0) > MinZeroShareOfUtf16 * start.Length)
            return "binary data or UTF-16 without a byte order mark; if it is text, declare 'encoding: utf-16le' or 'utf-16be'";
        return CountControls(start) > MaxControlShare * start.Length ? "binary data, not text" : null;
    }

    private static bool BeginsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> lowerCase) =>
        text.Length >= lowerCase.Length && System.Text.Ascii.EqualsIgnoreCase(text[..lowerCase.Length], lowerCase);

    private static int CountControls(ReadOnlySpan<byte> text)
    {
        var controls = 0;
        foreach (var value in text)
        {
            if (value is < 0x20 and not (>= 0x08 and <= 0x0D)) controls++;
        }
        return controls;
    }
}
