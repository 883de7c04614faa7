namespace Cuvee.Pii;

/// <summary>International bank account numbers (ISO 13616): a country with its length in the IBAN registry, and the whole modulo 97 (ISO 7064 MOD 97-10) is 1.</summary>
internal static class Ibans
{
    private const string Registry =
        "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 "
        + "GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 "
        + "PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30";

    private static readonly byte[] Lengths = Parse();

    /// <summary>The bytes of an account number that begins at a letter, groups included; 0 for none.</summary>
    public static int Match(ReadOnlySpan<byte> text, int start)
    {
        if (start + 15 > text.Length || !Bytes.IsUpper(text[start]) || !Bytes.IsUpper(text[start + 1]) || !Bytes.IsDigit(text[start + 2]) || !Bytes.IsDigit(text[start + 3])) return 0;
        var expected = Lengths[Index(text[start], text[start + 1])];
        if (expected == 0) return 0;
        Span<byte> characters = stackalloc byte[expected];
        var (count, at) = (0, start);
        while (count < expected)
        {
            var value = Bytes.At(text, at);
            if (Bytes.IsAlphanumeric(value)) characters[count++] = Bytes.Upper(value);
            else if (count < 4 || value is not ((byte)' ' or (byte)'-')) return 0;
            at++;
        }

        return !Bytes.IsWordAt(text, at) && Remainder(characters) == 1 ? at - start : 0;
    }

    private static int Remainder(ReadOnlySpan<byte> characters)
    {
        var remainder = 0;
        for (var i = 0; i < characters.Length; i++)
        {
            var value = Bytes.Base36(characters[(i + 4) % characters.Length]);
            remainder = ((remainder * (value > 9 ? 100 : 10)) + value) % 97;
        }

        return remainder;
    }

    private static byte[] Parse()
    {
        var lengths = new byte[26 * 26];
        foreach (var entry in Registry.Split(' ')) lengths[Index((byte)entry[0], (byte)entry[1])] = byte.Parse(entry.AsSpan(2), System.Globalization.CultureInfo.InvariantCulture);
        return lengths;
    }

    private static int Index(byte first, byte second) => ((first - 'A') * 26) + second - 'A';
}
