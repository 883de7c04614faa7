namespace Cuvee.Pii;

/// <summary>Numbers of passports and driving licences. They have no form of their own, so that only the words before them tell.</summary>
internal static class Documents
{
    private const int MinDigits = 5;

    private const int MinBytes = 6;

    /// <summary>A British driving licence has 16; ISO/IEC 18013 allows 25.</summary>
    private const int MaxBytes = 16;

    /// <summary>What a token of upper-case letters and digits is where the words around it name a document; null for nothing.</summary>
    public static string? NameOf(ReadOnlySpan<byte> token, Hint hints)
    {
        if ((hints & (Hint.Passport | Hint.Licence)) == Hint.None || token.Length is < MinBytes or > MaxBytes) return null;
        var digits = 0;
        foreach (var value in token)
        {
            if (Bytes.IsDigit(value)) digits++;
            else if (!Bytes.IsUpper(value)) return null;
        }

        if (digits < MinDigits) return null;
        return (hints & Hint.Passport) != Hint.None ? "passport number" : "driving licence number";
    }
}
