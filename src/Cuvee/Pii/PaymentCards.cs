namespace Cuvee.Pii;

/// <summary>Payment card numbers: the length and first digits of an issuer, then Luhn (ISO/IEC 7812-1).</summary>
internal static class PaymentCards
{
    /// <summary>The network of a number, null for none.</summary>
    public static string? NetworkOf(ReadOnlySpan<byte> digits)
    {
        if (digits.Length is < 13 or > 19 || digits[6..].IndexOfAnyExcept((byte)0) < 0 || !CheckDigits.Luhn(digits)) return null;
        var four = (int)CheckDigits.Number(digits[..4]);
        return digits.Length switch
        {
            15 when four / 100 is 34 or 37 => "American Express",
            14 when four is (>= 3000 and <= 3059) or 3095 || four / 100 is 36 or 38 or 39 => "Diners Club",
            16 when four is (>= 5100 and <= 5599) or (>= 2221 and <= 2720) => "Mastercard",
            16 when four is >= 2200 and <= 2204 => "Mir",
            13 or 16 or 19 when four / 1000 == 4 => "Visa",
            >= 16 when four == 6011 || four / 100 == 65 || four / 10 is >= 644 and <= 649 => "Discover",
            >= 16 when four is >= 3528 and <= 3589 => "JCB",
            >= 16 when four / 100 == 62 => "UnionPay",
            _ => null,
        };
    }

    /// <summary>How sure a layout is; null when cards are not written so.</summary>
    public static bool? Judge(ReadOnlySpan<char> layout, Hint hints) => layout switch
    {
        "4 4 4 4" or "4-4-4-4" or "4 6 5" or "4-6-5" or "4 6 4" or "4-6-4" or "4 4 4 4 3" or "4-4-4-4-3" => true,
        "16" or "15" => true,
        "13" or "14" or "19" when (hints & Hint.Card) != Hint.None => true,
        _ => null,
    };
}
