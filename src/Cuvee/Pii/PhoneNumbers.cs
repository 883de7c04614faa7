namespace Cuvee.Pii;

/// <summary>Telephone numbers: international ones by their country's plan, national ones by a telling layout or by the words around them.</summary>
internal static class PhoneNumbers
{
    /// <summary>The shortest local number with a word before it: 555-0100.</summary>
    private const int MinHintedDigits = 7;

    private const int MaxHintedDigits = 13;

    /// <summary>How sure groups with a plus sign before them are a number; null when they are none.</summary>
    public static bool? JudgeInternational(ReadOnlySpan<byte> digits, ReadOnlySpan<char> layout)
    {
        if (CallingCodes.Contains(digits)) return true;
        // +44 (0)20 ...: the trunk prefix is written and not dialled
        var zero = layout.IndexOf("(1)");
        if (zero is < 1 or > 3) return null;
        var code = layout[0] - '0';
        if (zero != 1 || code > 3 || digits[code] != 0) return null;
        Span<byte> dialled = stackalloc byte[digits.Length - 1];
        digits[..code].CopyTo(dialled);
        digits[(code + 1)..].CopyTo(dialled[code..]);
        return CallingCodes.Contains(dialled) ? true : null;
    }

    /// <summary>How sure groups without a plus sign are a number; null when they are none.</summary>
    /// <param name="digits">All digits.</param>
    /// <param name="layout">Their groups.</param>
    /// <param name="isBracketed">Whether the first group stands in brackets.</param>
    /// <param name="hints">What the words around it say.</param>
    public static bool? Judge(ReadOnlySpan<byte> digits, ReadOnlySpan<char> layout, bool isBracketed, Hint hints)
    {
        var isHinted = (hints & Hint.Phone) != Hint.None;
        if (digits.Length < MinHintedDigits || IsDate(layout, digits)) return null;
        var local = digits.Length == 11 && digits[0] == 1 ? digits[1..] : digits;
        if (IsNorthAmerican(layout, isBracketed) && CallingCodes.NorthAmerica(local)) return true;
        if (layout is "2 2 2 2 2" or "2.2.2.2.2" or "2-2-2-2-2" && digits[0] == 0 && digits[1] != 0 && !IsProgression(digits)) return true;
        if (isBracketed && digits[0] == 0 && layout.Contains(')') && digits.Length is >= 9 and <= 12) return true;
        if (!isHinted) return null;
        var isDialledAbroad = digits is [0, 0, > 0, ..] && CallingCodes.Contains(digits[2..]);
        return isDialledAbroad || (digits.Length <= MaxHintedDigits && IsPlausible(layout, digits)) ? true : null;
    }

    private static bool IsNorthAmerican(ReadOnlySpan<char> layout, bool isBracketed) => layout switch
    {
        "3-3-4" or "3.3.4" or "1-3-3-4" or "1.3.3.4" or "1 3 3 4" or "1(3)3-4" or "1-3-3 4" or "1 3-3-4" => true,
        "3)3-4" or "3)3 4" or "3)3.4" or "3)7" => isBracketed,
        _ => false,
    };

    /// <summary>2024-01-15, 15.01.2024, 01/15/24.</summary>
    private static bool IsDate(ReadOnlySpan<char> layout, ReadOnlySpan<byte> digits) => layout.Length == 5 && layout[1] == layout[3] && layout[1] is not ' ' && (layout[0], layout[2], layout[4]) switch
    {
        ('4', '1' or '2', '1' or '2') => true,
        ('1' or '2', '1' or '2', '4') => true,
        ('2', '2', '2') => true,
        _ => false,
    } || (layout is "8" && CheckDigits.Two(digits, 0) is 19 or 20 && CheckDigits.IsDate(CheckDigits.Two(digits, 4), CheckDigits.Two(digits, 6)));

    /// <summary>Groups as people dial them: none of a single digit but the first, none of money or years alone.</summary>
    private static bool IsPlausible(ReadOnlySpan<char> layout, ReadOnlySpan<byte> digits)
    {
        if (CheckDigits.IsRepetition(digits) || IsProgression(digits)) return false;
        for (var at = 1; at < layout.Length; at++)
        {
            if (layout[at] == '1' && !char.IsAsciiDigit(layout[at - 1]) && (at + 1 == layout.Length || !char.IsAsciiDigit(layout[at + 1]))) return false;
        }

        return layout is not ("4-4" or "4/4" or "4 4-4");
    }

    /// <summary>01 02 03 04 05 and 1234567 are examples of counting.</summary>
    private static bool IsProgression(ReadOnlySpan<byte> digits)
    {
        var isPairs = digits.Length % 2 == 0 && digits.Length > 4;
        for (var at = 4; isPairs && at < digits.Length; at += 2) isPairs = CheckDigits.Two(digits, at) - CheckDigits.Two(digits, at - 2) == CheckDigits.Two(digits, 2) - CheckDigits.Two(digits, 0);
        var isRun = true;
        for (var at = 1; isRun && at < digits.Length; at++) isRun = digits[at] == (digits[at - 1] + 1) % 10;
        return isPairs || isRun;
    }
}
