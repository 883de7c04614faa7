using System.Text;
using Cuvee.Model;

namespace Cuvee.Ingest;

/// <summary>Brings a text to UTF-8. A byte order mark decides over a declared encoding, and is not part of the result.</summary>
/// <param name="Stream">UTF-8, unless the file breaks its own encoding.</param>
/// <param name="EncodingName">What the text was written in: its IANA name.</param>
internal readonly record struct TextDecoding(PeekStream Stream, string EncodingName)
{
    /// <exception cref="CuveeException">There is no such encoding.</exception>
    public static TextDecoding Decode(PeekStream text, string? declared)
    {
        switch (text.Peek(3))
        {
            case [0xEF, 0xBB, 0xBF]:
                text.Skip(3);
                return new(text, "utf-8");
            case [0xFF, 0xFE, ..]:
                text.Skip(2);
                return new(new PeekStream(new Utf16Stream(text, bigEndian: false)), "utf-16le");
            case [0xFE, 0xFF, ..]:
                text.Skip(2);
                return new(new PeekStream(new Utf16Stream(text, bigEndian: true)), "utf-16be");
        }
        return declared?.ToLowerInvariant() switch
        {
            null or "utf-8" or "utf8" => new(text, "utf-8"),
            "utf-16" or "utf-16le" => new(new PeekStream(new Utf16Stream(text, bigEndian: false)), "utf-16le"),
            "utf-16be" => new(new PeekStream(new Utf16Stream(text, bigEndian: true)), "utf-16be"),
            var name => Legacy(text, name),
        };
    }

    private static TextDecoding Legacy(PeekStream text, string name)
    {
        var encoding = Find(name) ?? throw new CuveeException($"encoding '{name}': unknown; use an IANA name such as windows-1252, shift_jis or iso-8859-1");
        return new(new PeekStream(new LegacyEncodingStream(text, encoding)), encoding.WebName);
    }

    private static Encoding? Find(string name)
    {
        var pages = CodePagesEncodingProvider.Instance.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        if (pages is not null) return pages;
        try
        {
            return Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
