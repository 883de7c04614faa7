namespace Cuvee.Pii;

/// <summary>National numbers with letters in them.</summary>
internal static class LetterIds
{
    /// <summary>What a token of letters and digits is, null for none. A trailing check letter may stand behind a hyphen.</summary>
    public static string? NameOf(ReadOnlySpan<byte> token) => token.Length switch
    {
        8 when IsDni(token[..7], token[7], 0) => "ES DNI",
        9 when IsDni(token[..8], token[8], 0) => "ES DNI",
        9 when Bytes.Upper(token[0]) is >= (byte)'X' and <= (byte)'Z' && IsDni(token[1..8], token[8], (Bytes.Upper(token[0]) - 'X') * 10_000_000) => "ES NIE",
        9 when IsNino(token) => "GB NINO",
        9 when IsNric(token) => "SG NRIC",
        11 when IsHetu(token) => "FI HETU",
        16 when IsCodiceFiscale(token) => "IT codice fiscale",
        18 when IsResidentId(token) => "CN resident id",
        15 when IsCorsicanNir(token) => "FR NIR",
        _ => null,
    };

    /// <summary>Real Decreto 1553/2005: the number modulo 23 gives the letter.</summary>
    private static bool IsDni(ReadOnlySpan<byte> digits, byte letter, int offset) =>
        digits.Length > 6 && TryNumber(digits, out var number) && (digits.Length == 8 || offset > 0 || digits.Length == 7) && "TRWAGMYFPDXBNJZSQVHLCKE"u8[(number + offset) % 23] == Bytes.Upper(letter) && !IsCounting(digits);

    /// <summary>HMRC manual NIM39110: two letters (not D, F, I, Q, U, V; the second not O; not some pairs), six digits, A to D.</summary>
    public static bool IsNino(ReadOnlySpan<byte> token)
    {
        var (first, second) = (token[0], token[1]);
        if (!Bytes.IsUpper(first) || !Bytes.IsUpper(second) || "DFIQUV"u8.Contains(first) || "DFIQUVO"u8.Contains(second) || token[8] is < (byte)'A' or > (byte)'D') return false;
        if ((first, second) is ((byte)'B', (byte)'G') or ((byte)'G', (byte)'B') or ((byte)'K', (byte)'N') or ((byte)'N', (byte)'K') or ((byte)'N', (byte)'T') or ((byte)'T', (byte)'N') or ((byte)'Z', (byte)'Z')) return false;
        return TryNumber(token[2..8], out _);
    }

    /// <summary>S or T and F or G, seven digits with weights 2, 7, 6, 5, 4, 3, 2, and a letter by the sum modulo 11.</summary>
    private static bool IsNric(ReadOnlySpan<byte> token)
    {
        if (token[0] is not ((byte)'S' or (byte)'T' or (byte)'F' or (byte)'G') || !TryNumber(token[1..8], out _)) return false;
        var sum = token[0] is (byte)'T' or (byte)'G' ? 4 : 0;
        for (var i = 0; i < 7; i++) sum += (token[i + 1] - '0') * "\u0002\u0007\u0006\u0005\u0004\u0003\u0002"u8[i];
        return (token[0] is (byte)'S' or (byte)'T' ? "JZIHGFEDCBA"u8 : "XWUTRQPNMLK"u8)[sum % 11] == token[8];
    }

    /// <summary>Digital and Population Data Services Agency: date, sign of the century, number, and a character by the nine digits modulo 31.</summary>
    public static bool IsHetu(ReadOnlySpan<byte> token)
    {
        if (!TryNumber(token[..6], out var date) || !TryNumber(token[7..10], out var number) || !"-+ABCDEFUVWXY"u8.Contains(token[6])) return false;
        return CheckDigits.IsDate(date / 100 % 100, date / 10_000) && "0123456789ABCDEFHJKLMNPRSTUVWXY"u8[(int)(((date * 1000L) + number) % 31)] == Bytes.Upper(token[10]);
    }

    /// <summary>Decreto ministeriale 23 December 1976: odd places by a table, even ones by their value, the sum modulo 26 as a letter.</summary>
    private static bool IsCodiceFiscale(ReadOnlySpan<byte> token)
    {
        ReadOnlySpan<byte> odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
        var sum = 0;
        for (var i = 0; i < 16; i++)
        {
            var value = Bytes.Upper(token[i]);
            // Where two persons would share a code, digits from the right give way to the letters LMNPQRSTUV
            var isNumeric = i is 6 or 7 or 9 or 10 or 12 or 13 or 14;
            if (isNumeric ? !Bytes.IsDigit(value) && !"LMNPQRSTUV"u8.Contains(value) : !Bytes.IsLetter(value)) return false;
            if (i == 15) return sum % 26 == value - 'A';
            var place = Bytes.IsDigit(value) ? value - '0' : value - 'A';
            sum += i % 2 == 0 ? odd[place] : place;
        }

        return false;
    }

    private static bool IsResidentId(ReadOnlySpan<byte> token)
    {
        if (Bytes.Upper(token[17]) != 'X' || token[..17].IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0) return false;
        Span<byte> digits = stackalloc byte[17];
        for (var i = 0; i < digits.Length; i++) digits[i] = (byte)(token[i] - '0');
        return NationalIdChecks.CnResidentId(digits, 10);
    }

    /// <summary>Departments 2A and 2B count as 19 and 18.</summary>
    private static bool IsCorsicanNir(ReadOnlySpan<byte> token)
    {
        if (token[5] != '2' || token[6] is not ((byte)'A' or (byte)'B')) return false;
        Span<byte> digits = stackalloc byte[15];
        for (var i = 0; i < digits.Length; i++)
        {
            if (i is not (5 or 6) && !Bytes.IsDigit(token[i])) return false;
            digits[i] = i == 5 ? (byte)1 : i == 6 ? (byte)(token[6] == 'A' ? 9 : 8) : (byte)(token[i] - '0');
        }

        return NationalIdChecks.FrNir(digits);
    }

    private static bool IsCounting(ReadOnlySpan<byte> digits) => digits.IndexOfAnyExcept(digits[0]) < 0;

    private static bool TryNumber(ReadOnlySpan<byte> digits, out int number)
    {
        number = 0;
        foreach (var digit in digits)
        {
            if (!Bytes.IsDigit(digit)) return false;
            number = (number * 10) + digit - '0';
        }

        return true;
    }
}
