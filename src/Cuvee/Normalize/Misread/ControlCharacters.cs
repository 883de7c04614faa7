using Cuvee.Normalize.Tables;

namespace Cuvee.Normalize.Misread;

/// <summary>Control characters and byte order marks inside a text.</summary>
internal static class ControlCharacters
{
    private const int ByteOrderMark = 0xFEFF;
    private const int ReplacementCharacter = 0xFFFD;
    private const int Escape = 0x1B;

    /// <summary>
    /// Removes them. White space stays; so do C1 controls, the traces of bytes that could not be made out. Vertical tabs become line ends. Returns how many U+FFFD
    /// there are, which stay too.
    /// </summary>
    public static int Remove(RepairText text)
    {
        var replacements = 0;
        for (var at = 0; at < text.Count; at++)
        {
            switch (text[at].Value)
            {
                case ReplacementCharacter:
                    replacements++;
                    break;
                case ByteOrderMark:
                    text[at] = text[at].Changed(Character.Removed, RepairKind.ByteOrderMark);
                    break;
                case Escape:
                    for (var rest = EscapeLength(text, at); rest > 1; rest--, at++) text[at] = text[at].Changed(Character.Removed, RepairKind.Control);
                    text[at] = text[at].Changed(Character.Removed, RepairKind.Control);
                    break;
                case '\v':
                    text[at] = text[at].Changed(IsBesideLineEnd(text, at) ? Character.Removed : '\n', RepairKind.Control);
                    break;
                case '\b' when Plausibility.KindOf(text.ValueAt(at + 1)) == CharacterKind.Lower:
                    // What JSON made of \beta: without the control it is a word of its own, and the damage can no longer be seen
                    break;
                case (< ' ' and not ('\t' or '\n' or '\f' or '\r')) and >= 0 or 0x7F:
                    text[at] = text[at].Changed(Character.Removed, RepairKind.Control);
                    break;
            }
        }

        return replacements;
    }

    // Word processors end lines with it: removing it would join two words
    private static bool IsBesideLineEnd(RepairText text, int at) => text.ValueAt(at - 1) is '\n' or '\r' or Character.Removed || text.ValueAt(at + 1) is '\n' or '\r';

    /// <summary>The length of a terminal's colour code (ESC [ 31 m); 1 when it is only an escape character.</summary>
    private static int EscapeLength(RepairText text, int at)
    {
        if (text.ValueAt(at + 1) != '[') return 1;
        var end = at + 2;
        while (text.ValueAt(end) is (>= '0' and <= '9') or ';') end++;
        return text.ValueAt(end) is (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') ? end + 1 - at : 1;
    }
}
