using Cuvee.Normalize.Tables;

namespace Cuvee.Normalize.Misread;

/// <summary>Dashes and curly quotes (U+2013 to U+201D) of which only the low byte is left, a C0 control: don\u0019t.</summary>
internal static class TruncatedPunctuation
{
    private const int HighByte = 0x2000;

    /// <summary>Restores those that stand where such a sign does; a quote needs its other half.</summary>
    public static void Restore(RepairText text)
    {
        var (isQuoted, isSingleQuoted) = (false, false);
        var (lastSingleEnd, lastEnd) = (Last(text, 0x19), Last(text, 0x1D));
        for (var at = 0; at < text.Count; at++)
        {
            var value = text[at].Value;
            if (value is < 0x13 or > 0x1D || (value == 0x18 && at > lastSingleEnd) || (value == 0x1C && at > lastEnd)) continue;
            if (!IsInPlace(text, at, isQuoted, isSingleQuoted)) continue;
            isQuoted = value == 0x1C || (isQuoted && value != 0x1D);
            isSingleQuoted = value == 0x18 || (isSingleQuoted && (value != 0x19 || IsWord(text.ValueAt(at + 1))));
            text[at] = text[at].Changed(HighByte + value, RepairKind.LostByte);
        }
    }

    private static bool IsInPlace(RepairText text, int at, bool isQuoted, bool isSingleQuoted)
    {
        var (before, after) = (text.ValueAt(at - 1), text.ValueAt(at + 1));
        return text[at].Value switch
        {
            0x13 or 0x14 => (IsWord(before) && IsWord(after)) || (before == ' ' && after == ' ' && at > 0 && at + 1 < text.Count),
            0x19 => IsWord(before) ? IsWord(after) || isSingleQuoted : isSingleQuoted && EndsQuote(before, after),
            0x1D => isQuoted && EndsQuote(before, after),
            0x18 or 0x1C => BeginsQuote(before, after),
            _ => false,
        };
    }

    private static bool BeginsQuote(int before, int after) => IsWord(after) && Plausibility.KindOf(before) is CharacterKind.Space or CharacterKind.Punctuation or CharacterKind.Dash or CharacterKind.Opening;

    private static bool EndsQuote(int before, int after) => before > ' ' && !IsWord(after) && (after >= ' ' || after == '\n');

    /// <summary>Where the value stands last; -1 when nowhere.</summary>
    private static int Last(RepairText text, int value)
    {
        var at = text.Count - 1;
        while (at >= 0 && text[at].Value != value) at--;
        return at;
    }

    private static bool IsWord(int value) => value >= 0 && Plausibility.KindOf(value) is var kind && (kind == CharacterKind.Digit || Plausibility.IsLetter(kind));
}
