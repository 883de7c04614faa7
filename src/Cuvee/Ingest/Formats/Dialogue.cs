using Cuvee.Model;

namespace Cuvee.Ingest.Formats;

/// <summary>A conversation written as one text with "\n\nHuman:" and "\n\nAssistant:" (the form of Anthropic's hh-rlhf).</summary>
internal static class Dialogue
{
    /// <summary>Splits the text into turns; false, with nothing added, when it does not begin as a dialogue. The blank behind a colon belongs to the mark.</summary>
    public static bool TrySplit(Utf8 text, List<Turn> turns)
    {
        if (!TryMark(text.Span, 0, out var role, out var length)) return false;
        var at = 0;
        while (at < text.Length)
        {
            var start = at + length;
            if (start < text.Length && text.Span[start] == ' ') start++;
            var end = start;
            var next = default(Role);
            var nextLength = 0;
            while (end < text.Length)
            {
                var hit = text.Span[end..].IndexOf("\n\n"u8);
                end = hit < 0 ? text.Length : end + hit;
                if (hit < 0 || TryMark(text.Span, end, out next, out nextLength)) break;
                end++;
            }

            turns.Add(new Turn(role, text.Slice(start, end - start)));
            (at, role, length) = (end, next, nextLength);
        }

        return true;
    }

    private static bool TryMark(ReadOnlySpan<byte> text, int at, out Role role, out int length)
    {
        var rest = text[at..];
        (role, length) = rest.StartsWith("\n\nHuman:"u8) ? (Role.User, 8) : rest.StartsWith("\n\nAssistant:"u8) ? (Role.Assistant, 12) : (default, 0);
        return length > 0;
    }
}
