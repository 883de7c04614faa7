using Cuvee.Model;
using Cuvee.Normalize.Tables;

namespace Cuvee.Normalize.Misread;

/// <summary>Whether a text that holds damage means to: it names the damage, quotes it, or shows it beside what it should be.</summary>
internal static class Explanation
{
    private const int NearCharacters = 64;
    private const int VeryNearCharacters = 16;
    private const int LongestToken = 40;

    private static readonly byte[][] s_vocabulary =
    [
        .. new[]
        {
            "mojibake", "utf-8", "utf8", "utf_8", "latin-1", "latin1", "iso-8859", "iso 8859", "iso8859", "windows-125", "windows 125", "cp125", "cp437", "cp850",
            "macroman", "mac roman", "mac_roman", "charset", "codepage", "code page", "garbled", "character encod", "text encod", "encoding issue",
            "encoding problem", "encoding error", "wrong encoding", "encoding mismatch", "mis-decoded", "misdecoded", "double-encoded", "double encoded",
            "zeichensatz", "zeichenkodierung", "zeichencodierung", "encodage", "codificaci", "codifica\u00E7", "кодировк", "кракозябр", "文字化け", "乱码", "亂碼",
        }.Select(word => Utf8.Of(word).Span.ToArray()),
    ];

    /// <summary>Whether the text names character encodings or their accidents.</summary>
    public static bool NamesEncodings(ReadOnlySpan<byte> utf8)
    {
        var lower = new byte[utf8.Length];
        for (var i = 0; i < lower.Length; i++) lower[i] = utf8[i] is >= (byte)'A' and <= (byte)'Z' ? (byte)(utf8[i] | 0x20) : utf8[i];
        return Array.Exists(s_vocabulary, word => lower.AsSpan().IndexOf(word) >= 0);
    }

    /// <summary>Whether the run stands alone between quotes, backticks, brackets or the bars of a table.</summary>
    public static bool IsQuoted(ReadOnlySpan<Character> text, int start, int end)
    {
        var (before, after) = (start - 1, end);
        while (before >= 0 && text[before].Value == ' ') before--;
        while (after < text.Length && text[after].Value == ' ') after++;
        if (before < 0 || after >= text.Length) return false;
        return (text[before].Value, text[after].Value) switch
        {
            ('|', '|') => true,
            ('`', '`') or ('"', '"') or ('\'', '\'') or ('(', ')') or ('[', ']') or ('<', '>') => before == start - 1 && after == end,
            ('“', '”') or ('‘', '’') or ('«', '»') or ('„', '“') or ('„', '”') or ('「', '」') => before == start - 1 && after == end,
            _ => false,
        };
    }

    /// <summary>Whether the word that holds the run stands close by as it would be after the repair.</summary>
    public static bool StandsBesideItsRepair(ReadOnlySpan<Character> text, MisreadRun run, MisreadCodec codec)
    {
        var (start, end) = (run.Start, run.End);
        while (start > 0 && end - start <= LongestToken && Plausibility.IsLetter(Plausibility.KindOf(text[start - 1].Value))) start--;
        while (end < text.Length && end - start <= LongestToken && Plausibility.IsLetter(Plausibility.KindOf(text[end].Value))) end++;
        if (end - start > LongestToken) return false;
        var repaired = Repaired(text, start, end, codec);
        if (repaired.TrueForAll(character => Plausibility.KindOf(character) == CharacterKind.Space)) return false;
        var reach = repaired.Exists(character => Plausibility.IsLetter(Plausibility.KindOf(character))) ? NearCharacters : VeryNearCharacters;
        return Holds(text[Math.Max(0, start - reach)..start], repaired) || Holds(text[end..Math.Min(text.Length, end + reach)], repaired);
    }

    private static List<int> Repaired(ReadOnlySpan<Character> text, int start, int end, MisreadCodec codec)
    {
        var repaired = new List<int>();
        for (var at = start; at < end;)
        {
            var length = MisreadRuns.SequenceAt(text, at, codec, out var codePoint, out _);
            repaired.Add(length > 0 ? codePoint : text[at].Value);
            at += Math.Max(1, length);
        }

        return repaired;
    }

    private static bool Holds(ReadOnlySpan<Character> text, List<int> word)
    {
        for (var at = 0; at + word.Count <= text.Length; at++)
        {
            var same = 0;
            while (same < word.Count && text[at + same].Value == word[same]) same++;
            if (same == word.Count && IsBorder(text, at - 1) && IsBorder(text, at + same)) return true;
        }

        return false;
    }

    private static bool IsBorder(ReadOnlySpan<Character> text, int at) =>
        at < 0 || at >= text.Length
        || Plausibility.KindOf(text[at].Value) is CharacterKind.Space or CharacterKind.Digit or CharacterKind.Punctuation or CharacterKind.Opening or CharacterKind.Closing;
}
