namespace Cuvee.Pii;

/// <summary>The check digit systems that many numbers share. Digits are values 0 to 9, most significant first.</summary>
internal static class CheckDigits
{
    /// <summary>ISO/IEC 7812-1, annex B: from the right, every second digit doubled, digits of products summed, a multiple of ten.</summary>
    public static bool Luhn(ReadOnlySpan<byte> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = (int)digits[^(i + 1)];
            if (i % 2 == 1) digit = digit > 4 ? (digit * 2) - 9 : digit * 2;
            sum += digit;
        }

        return sum % 10 == 0;
    }

    /// <summary>The digits times their weights.</summary>
    public static int Weighted(ReadOnlySpan<byte> digits, ReadOnlySpan<byte> weights)
    {
        var sum = 0;
        for (var i = 0; i < weights.Length; i++) sum += digits[i] * weights[i];
        return sum;
    }

    /// <summary>The Verhoeff algorithm (J. Verhoeff, Error Detecting Decimal Codes, 1969): the dihedral group D5 and a permutation of order eight.</summary>
    public static bool Verhoeff(ReadOnlySpan<byte> digits)
    {
        ReadOnlySpan<byte> permutation = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
        var check = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)];
            for (var times = 0; times < i % 8; times++) digit = permutation[digit];
            check = Dihedral(check, digit);
        }

        return check == 0;
    }

    /// <summary>ISO 7064, MOD 11,10.</summary>
    public static bool Mod11And10(ReadOnlySpan<byte> digits)
    {
        var product = 10;
        foreach (var digit in digits[..^1])
        {
            var sum = (digit + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }

        return (11 - product) % 10 == digits[^1];
    }

    /// <summary>The number, for remainders.</summary>
    public static long Number(ReadOnlySpan<byte> digits)
    {
        var number = 0L;
        foreach (var digit in digits) number = (number * 10) + digit;
        return number;
    }

    /// <summary>Whether a month has such a day; 29 February is let through.</summary>
    public static bool IsDate(int month, int day) => month is >= 1 and <= 12 && day >= 1 && day <= (month == 2 ? 29 : month is 4 or 6 or 9 or 11 ? 30 : 31);

    /// <summary>Two digits as a number.</summary>
    public static int Two(ReadOnlySpan<byte> digits, int at) => (digits[at] * 10) + digits[at + 1];

    /// <summary>Whether every digit is the same.</summary>
    public static bool IsRepetition(ReadOnlySpan<byte> digits) => digits.IndexOfAnyExcept(digits[0]) < 0;

    private static int Dihedral(int left, int right) => (left, right) switch
    {
        ( < 5, < 5) => (left + right) % 5,
        ( < 5, _) => ((left + right) % 5) + 5,
        (_, < 5) => ((left - right) % 5) + 5,
        _ => (left - right + 5) % 5,
    };
}
