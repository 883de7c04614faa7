namespace Cuvee.Pii;

/// <summary>The check rules of national numbers. Each gets as many digits as its number has. docs/personal-data.md names the source of each.</summary>
internal static class NationalIdChecks
{
    /// <summary>Area not 000, 666 or 9xx, group not 00, serial not 0000; not the two numbers that were printed in advertisements.</summary>
    public static bool UsSsn(ReadOnlySpan<byte> digits)
    {
        var area = CheckDigits.Number(digits[..3]);
        var number = CheckDigits.Number(digits);
        return area is not (0 or 666 or >= 900) && CheckDigits.Two(digits, 3) != 0 && CheckDigits.Number(digits[5..]) != 0 && number is not (078_05_1120 or 219_09_9999);
    }

    /// <summary>9xx with a group of 50-65, 70-88, 90-92 or 94-99; 987-65-4320 to 4329 are set aside for advertisements.</summary>
    public static bool UsItin(ReadOnlySpan<byte> digits) =>
        digits[0] == 9 && CheckDigits.Two(digits, 3) is (>= 50 and <= 65) or (>= 70 and <= 88) or (>= 90 and <= 92) or >= 94 && CheckDigits.Number(digits) / 10 != 98_765_432;

    /// <summary>Luhn; the first digit is neither 0 nor 8.</summary>
    public static bool CaSin(ReadOnlySpan<byte> digits) => digits[0] is not (0 or 8) && CheckDigits.Luhn(digits);

    /// <summary>Weights 10 to 2, modulo 11; a result of 10 is never issued.</summary>
    public static bool GbNhs(ReadOnlySpan<byte> digits)
    {
        var check = 11 - (CheckDigits.Weighted(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11);
        return !CheckDigits.IsRepetition(digits) && (check == 11 ? 0 : check) == digits[9];
    }

    /// <summary>ISO 7064 MOD 11,10; among the first ten digits one stands twice or three times and no other more than once.</summary>
    public static bool DeSteuerId(ReadOnlySpan<byte> digits)
    {
        if (digits[0] == 0) return false;
        Span<byte> counts = stackalloc byte[10];
        counts.Clear();
        foreach (var digit in digits[..10]) counts[digit]++;
        var repeated = 0;
        foreach (var count in counts)
        {
            if (count > 3) return false;
            if (count > 1) repeated++;
        }

        return repeated == 1 && CheckDigits.Mod11And10(digits);
    }

    /// <summary>Sex, month and department in range; the last two digits are 97 less the rest modulo 97.</summary>
    public static bool FrNir(ReadOnlySpan<byte> digits) =>
        digits[0] is 1 or 2 or 3 or 4 or 7 or 8
        && CheckDigits.Two(digits, 3) is (>= 1 and <= 12) or (>= 20 and <= 42) or (>= 50 and <= 99)
        && CheckDigits.Two(digits, 5) != 0
        && 97 - (CheckDigits.Number(digits[..13]) % 97) == CheckDigits.Two(digits, 13);

    /// <summary>The elfproef: weights 9 to 2 and minus 1, a multiple of 11.</summary>
    public static bool NlBsn(ReadOnlySpan<byte> digits) =>
        !CheckDigits.IsRepetition(digits) && (CheckDigits.Weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2]) - digits[8]) % 11 == 0;

    /// <summary>A date; the last two digits are 97 less the rest modulo 97, with a 2 before the rest for those born from 2000 on.</summary>
    public static bool BeNationalNumber(ReadOnlySpan<byte> digits)
    {
        var rest = CheckDigits.Number(digits[..9]);
        var check = CheckDigits.Two(digits, 9);
        return CheckDigits.IsDate(CheckDigits.Two(digits, 2) % 20, CheckDigits.Two(digits, 4)) && (97 - (rest % 97) == check || 97 - ((2_000_000_000 + rest) % 97) == check);
    }

    /// <summary>A date whose month also tells the century; weights 1, 3, 7, 9 over and over.</summary>
    public static bool PlPesel(ReadOnlySpan<byte> digits) =>
        CheckDigits.IsDate(CheckDigits.Two(digits, 2) % 20, CheckDigits.Two(digits, 4))
        && (10 - (CheckDigits.Weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10 == digits[10];

    /// <summary>A date (day plus 60 for a coordination number), then Luhn over the last ten digits.</summary>
    public static bool SePersonnummer(ReadOnlySpan<byte> digits)
    {
        var ten = digits[^10..];
        var hasCentury = digits.Length == 10 || CheckDigits.Two(digits, 0) is >= 18 and <= 20;
        var day = CheckDigits.Two(ten, 4);
        return hasCentury && CheckDigits.IsDate(CheckDigits.Two(ten, 2), day > 60 ? day - 60 : day) && CheckDigits.Luhn(ten);
    }

    /// <summary>A date (day plus 40 for a D number), then two check digits modulo 11.</summary>
    public static bool NoFodselsnummer(ReadOnlySpan<byte> digits)
    {
        var day = CheckDigits.Two(digits, 0);
        return CheckDigits.IsDate(CheckDigits.Two(digits, 2), day > 40 ? day - 40 : day)
            && (CheckDigits.Weighted(digits, [3, 7, 6, 1, 8, 9, 4, 5, 2]) + digits[9]) % 11 == 0
            && (CheckDigits.Weighted(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) + digits[10]) % 11 == 0;
    }

    /// <summary>A date, then weights 4, 3, 2, 7, 6, 5, 4, 3, 2, 1 modulo 11; numbers given since 2007 need not meet them.</summary>
    public static bool DkCpr(ReadOnlySpan<byte> digits) => DkCprDate(digits) && CheckDigits.Weighted(digits, [4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 == 0;

    /// <summary>A date alone.</summary>
    public static bool DkCprDate(ReadOnlySpan<byte> digits) => CheckDigits.IsDate(CheckDigits.Two(digits, 2), CheckDigits.Two(digits, 0));

    /// <summary>Two check digits, weights 10 to 2 and 11 to 2, modulo 11.</summary>
    public static bool BrCpf(ReadOnlySpan<byte> digits) =>
        !CheckDigits.IsRepetition(digits)
        && BrCheck(CheckDigits.Weighted(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2])) == digits[9]
        && BrCheck(CheckDigits.Weighted(digits, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2])) == digits[10];

    /// <summary>Two check digits, weights 2 to 9 from the right over and over, modulo 11.</summary>
    public static bool BrCnpj(ReadOnlySpan<byte> digits) =>
        !CheckDigits.IsRepetition(digits)
        && BrCheck(CheckDigits.Weighted(digits, [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2])) == digits[12]
        && BrCheck(CheckDigits.Weighted(digits, [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2])) == digits[13];

    /// <summary>Verhoeff; the first digit is neither 0 nor 1.</summary>
    public static bool InAadhaar(ReadOnlySpan<byte> digits) => digits[0] > 1 && !CheckDigits.IsRepetition(digits) && CheckDigits.Verhoeff(digits);

    /// <summary>Region, date, then ISO 7064 MOD 11-2.</summary>
    public static bool CnResidentId(ReadOnlySpan<byte> digits) => CnResidentId(digits[..17], digits[17]);

    /// <summary>The same with the check character apart: 10 stands for X.</summary>
    public static bool CnResidentId(ReadOnlySpan<byte> digits, int check)
    {
        var sum = CheckDigits.Weighted(digits, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]);
        return digits[0] is >= 1 and <= 8
            && CheckDigits.Two(digits, 6) is 18 or 19 or 20
            && CheckDigits.IsDate(CheckDigits.Two(digits, 10), CheckDigits.Two(digits, 12))
            && (12 - (sum % 11)) % 11 == check;
    }

    /// <summary>A date and a digit for sex and century, then weights 2 to 9 and 2 to 5 modulo 11; numbers given since October 2020 need not meet them.</summary>
    public static bool KrRrn(ReadOnlySpan<byte> digits) =>
        KrRrnDate(digits) && (11 - (CheckDigits.Weighted(digits, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11)) % 10 == digits[12];

    /// <summary>A date and a digit for sex and century alone.</summary>
    public static bool KrRrnDate(ReadOnlySpan<byte> digits) => CheckDigits.IsDate(CheckDigits.Two(digits, 2), CheckDigits.Two(digits, 4)) && digits[6] is >= 1 and <= 8;

    /// <summary>Weights 1, 4, 3, 7, 5, 8, 6, 9, 10, a multiple of 11.</summary>
    public static bool AuTfn(ReadOnlySpan<byte> digits) => !CheckDigits.IsRepetition(digits) && CheckDigits.Weighted(digits, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 == 0;

    /// <summary>Country 756, then the check digit of EAN-13.</summary>
    public static bool ChAhv(ReadOnlySpan<byte> digits) =>
        digits is [7, 5, 6, ..] && CheckDigits.Weighted(digits, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 == 0;

    /// <summary>Weights 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2 modulo 11; remainders 0 and 1 give 0.</summary>
    public static bool JpMyNumber(ReadOnlySpan<byte> digits)
    {
        var remainder = CheckDigits.Weighted(digits, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
        return !CheckDigits.IsRepetition(digits) && (remainder < 2 ? 0 : 11 - remainder) == digits[11];
    }

    /// <summary>A date, citizenship 0 to 2, then Luhn.</summary>
    public static bool ZaId(ReadOnlySpan<byte> digits) =>
        CheckDigits.IsDate(CheckDigits.Two(digits, 2), CheckDigits.Two(digits, 4)) && digits[10] < 3 && CheckDigits.Luhn(digits);

    /// <summary>Digit ten is 7 times the odd places less the even ones, digit eleven the sum of the first ten, both modulo 10.</summary>
    public static bool TrIdentity(ReadOnlySpan<byte> digits)
    {
        var odd = digits[0] + digits[2] + digits[4] + digits[6] + digits[8];
        var even = digits[1] + digits[3] + digits[5] + digits[7];
        return digits[0] != 0 && ((7 * odd) - even + 100) % 10 == digits[9] && (odd + even + digits[9]) % 10 == digits[10];
    }

    private static int BrCheck(int sum) => sum % 11 < 2 ? 0 : 11 - (sum % 11);
}
