using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Cuvee.Tokens;

/// <summary>
/// Cuts each piece by any regular expression, for patterns that have no scanner of their own: slower, since the text is decoded for it. A character beyond the
/// basic plane, which .NET's expressions see as two halves, is shown to them as a rare one of its own category.
/// </summary>
/// <param name="regex">What is looked for.</param>
/// <param name="keepsMatches">Whether matches are handed on.</param>
/// <param name="keepsGaps">Whether what stands between matches is handed on.</param>
/// <param name="next">The next step.</param>
internal sealed class RegexStep(Regex regex, bool keepsMatches, bool keepsGaps, PieceSink next) : PieceSink
{
    private char[] _shown = new char[256];
    private int[] _places = new int[257];

    public override void Take(ReadOnlySpan<byte> text, int start, int end)
    {
        var count = Show(text, start, end);
        var last = 0;
        foreach (var match in regex.EnumerateMatches(_shown.AsSpan(0, count)))
        {
            if (match.Length == 0) continue;
            if (keepsGaps && match.Index > last) next.Take(text, _places[last], _places[match.Index]);
            last = match.Index + match.Length;
            if (keepsMatches) next.Take(text, _places[match.Index], _places[last]);
        }

        if (keepsGaps && last < count) next.Take(text, _places[last], end);
    }

    /// <summary>Decodes a piece, one unit a character; returns how many there are.</summary>
    private int Show(ReadOnlySpan<byte> text, int start, int end)
    {
        if (_shown.Length < end - start) (_shown, _places) = (new char[end - start], new int[end - start + 1]);
        var count = 0;
        for (int at = start, bytes; at < end; at += bytes)
        {
            Rune.DecodeFromUtf8(text[at..end], out var rune, out bytes);
            _places[count] = at;
            _shown[count++] = rune.IsBmp ? (char)rune.Value : StandIn(rune);
        }

        _places[count] = end;
        return count;
    }

    private static char StandIn(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.UppercaseLetter => '\u10A0',
        UnicodeCategory.LowercaseLetter => '\u2D00',
        UnicodeCategory.OtherLetter => '\uA000',
        UnicodeCategory.ModifierLetter => '\uA4F8',
        UnicodeCategory.NonSpacingMark => '\uA67C',
        UnicodeCategory.SpacingCombiningMark => '\u1B04',
        UnicodeCategory.DecimalDigitNumber => '\u1B50',
        UnicodeCategory.LetterNumber => '\u16EE',
        UnicodeCategory.OtherNumber => '\u2CFD',
        UnicodeCategory.OtherPunctuation => '\u1B5A',
        UnicodeCategory.MathSymbol => '\u2A00',
        UnicodeCategory.PrivateUse => '\uE000',
        UnicodeCategory.Format => '\u206A',
        UnicodeCategory.OtherNotAssigned => '\u0378',
        _ => '\u2800',
    };
}
