using Cuvee.Normalize.Tables;

namespace Cuvee.Normalize.Misread;

/// <summary>
/// UTF-8 read as Windows-1252 of which a byte is lost: a no-break space that became a space (Ã and Â stand alone), the last byte of a closing quote, which
/// Windows-1252 does not define (â€), and the C1 controls of a text in Windows-1252 that was read as ISO 8859-1.
/// </summary>
internal static class LostBytes
{
    private const int NextLine = 0x85;

    /// <summary>Restores them. False when there was something to restore but the text explains it.</summary>
    public static bool Restore(RepairText text, ReadOnlySpan<byte> utf8)
    {
        var isProven = false;
        foreach (var character in text.Span) isProven |= character.Rounds > 0;
        bool? isExplanation = isProven ? false : null;
        var quotes = 0;
        for (var at = 0; at < text.Count; at++)
        {
            quotes += text[at].Value == '“' ? 1 : text[at].Value == '”' ? -1 : 0;
            if (text[at].Value is not ('Ã' or 'Â' or 'â' or (>= 0x80 and < 0xA0 and not NextLine))) continue;
            if (Replacement(text, at, isProven, quotes) is not { } replacement) continue;
            isExplanation ??= Explanation.NamesEncodings(utf8) || Explanation.IsQuoted(text.Span, at, at + 1);
            if (isExplanation.Value) return false;
            var joined = RepairText.Joined(text.Span.Slice(at, replacement.Length), replacement.CodePoint, replacement.Kind, MisreadCodec.Windows1252);
            text.Join(at, replacement.Length, joined);
            at += replacement.Length - 1;
            if (joined.Value == '”') quotes--;
        }

        text.Close();
        return true;
    }

    private static (int Length, int CodePoint, RepairKind Kind)? Replacement(RepairText text, int at, bool isProven, int quotes) => text[at].Value switch
    {
        'Ã' when text.ValueAt(at + 1) == ' ' && IsDamagedWord(text, at, isProven) => (KeepsSpace(text, at) ? 1 : 2, 'à', RepairKind.LostByte),
        'Â' when at + 1 < text.Count && text.ValueAt(at + 1) == ' ' && IsDamagedWord(text, at, isProven) => (2, '\u00A0', RepairKind.LostByte),
        'â' when text.ValueAt(at + 1) == '€' && quotes > 0 && EndsQuote(text.ValueAt(at + 2)) => (text.ValueAt(at + 2) == '\uFFFD' ? 3 : 2, '”', RepairKind.LostByte),
        >= 0x80 and < 0xA0 and var control when Windows1252(control) is var read and not 0 && IsInPlace(text, at) => (1, read, RepairKind.Misread),
        _ => null,
    };

    /// <summary>Whether an accented capital before a space can only be damage: after a small letter, or, in a text with other damage, after anything but a capital.</summary>
    private static bool IsDamagedWord(RepairText text, int at, bool isProven)
    {
        var before = Plausibility.KindOf(text.ValueAt(at - 1));
        if (before is CharacterKind.Lower or CharacterKind.LatinLower) return true;
        return isProven && before is not (CharacterKind.Upper or CharacterKind.LatinUpper);
    }

    /// <summary>
    /// Whether the space behind Ã is one between words, the byte A0 having been joined with it: a single one before a letter. Portuguese contracts à with what
    /// follows in àquele, àquela, àquilo and às.
    /// </summary>
    private static bool KeepsSpace(RepairText text, int at)
    {
        if (at + 2 >= text.Count || !Plausibility.IsLetter(Plausibility.KindOf(text.ValueAt(at + 2)))) return false;
        if (Plausibility.IsLetter(Plausibility.KindOf(text.ValueAt(at - 1)))) return true;
        foreach (var rest in new[] { "quele", "quela", "quilo", "s " })
        {
            var same = 0;
            while (same < rest.Length && text.ValueAt(at + 2 + same) == rest[same]) same++;
            if (same == rest.Length) return false;
        }

        return true;
    }

    private static bool EndsQuote(int next) =>
        next == '\uFFFD' || Plausibility.KindOf(next) is CharacterKind.Space or CharacterKind.Punctuation or CharacterKind.Dash or CharacterKind.Closing;

    /// <summary>Whether a C1 control, as Windows-1252 reads it, suits its neighbours. Three in a row are no punctuation, but a list of characters.</summary>
    private static bool IsInPlace(RepairText text, int at)
    {
        var (before, after) = (Read(text.ValueAt(at - 1)), Read(text.ValueAt(at + 1)));
        if (IsControl(text.ValueAt(at - 1)) && IsControl(text.ValueAt(at + 1))) return false;
        return Plausibility.Cost([before, Read(text[at].Value), after]) == 0;

        static int Read(int value) => IsControl(value) && Windows1252(value) is var read and not 0 ? read : value;
    }

    private static bool IsControl(int value) => value is >= 0x80 and < 0xA0;

    /// <summary>What Windows-1252 reads the byte as; 0 when it does not define it.</summary>
    private static int Windows1252(int value)
    {
        var read = MisreadTables.Upper[value - 0x80];
        return read == value ? 0 : read;
    }
}
