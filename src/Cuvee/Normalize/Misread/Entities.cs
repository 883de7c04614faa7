using System.Net;
using System.Text;

namespace Cuvee.Normalize.Misread;

/// <summary>HTML entities in a text that is no markup.</summary>
internal static class Entities
{
    private const int LongestEntity = 12;
    private static readonly string[] s_vocabulary = ["html", "xml", "entit", "escap"];

    /// <summary>Replaces them, unless the text has markup, would have markup then, speaks of it, or quotes an entity.</summary>
    public static void Replace(RepairText text, ReadOnlySpan<byte> utf8)
    {
        if (utf8.IndexOf((byte)'&') < 0 || utf8.IndexOf((byte)'<') >= 0) return;
        var lower = Encoding.UTF8.GetString(utf8).ToLowerInvariant();
        if (Array.Exists(s_vocabulary, lower.Contains)) return;
        var found = Found(text);
        if (found.Exists(entity => entity.Value == '<' || Explanation.IsQuoted(text.Span, entity.Start, entity.End))) return;
        foreach (var (start, end, value) in found)
            text.Join(start, end - start, new Character(value, text[start].Start, text[end - 1].End, RepairKind.Entity));
        text.Close();
    }

    private static List<(int Start, int End, int Value)> Found(RepairText text)
    {
        var found = new List<(int Start, int End, int Value)>();
        for (var at = 0; at < text.Count; at++)
        {
            if (text[at].Value != '&') continue;
            var name = new StringBuilder("&");
            var end = at + 1;
            while (end < text.Count && end - at < LongestEntity && text[end].Value is '#' || (text.ValueAt(end) < 0x80 && char.IsAsciiLetterOrDigit((char)text.ValueAt(end)))) name.Append((char)text[end++].Value);
            if (text.ValueAt(end) != ';') continue;
            var decoded = WebUtility.HtmlDecode(name.Append(';').ToString());
            if (!Rune.TryGetRuneAt(decoded, 0, out var rune) || rune.Utf16SequenceLength != decoded.Length || Rune.IsControl(rune)) continue;
            found.Add((at, end + 1, rune.Value));
            at = end;
        }

        return found;
    }
}
