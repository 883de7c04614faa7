using System.Collections.Frozen;

namespace Cuvee.Pii;

/// <summary>E-mail addresses and addresses of the web with a password in them, found at their at sign.</summary>
internal static class Emails
{
    /// <summary>RFC 5321, 4.5.3.1.1.</summary>
    private const int MaxLocalBytes = 64;

    /// <summary>RFC 5321, 4.5.3.1.2.</summary>
    private const int MaxDomainBytes = 255;

    /// <summary>How far before an at sign a scheme is looked for.</summary>
    private const int MaxUserInfoBytes = 256;

    /// <summary>Top-level domains of more than two letters that people have addresses in, and the reserved ones of RFC 2606. Two letters are a country.</summary>
    private static readonly FrozenSet<string> TopLevel = (
        "com org net edu gov mil int info biz name pro aero coop museum jobs mobi travel tel cat asia post arpa xxx "
        + "app dev web online site website store shop tech xyz club cloud blog page email mail academy agency art bank bar bio biz blue build business cafe capital care center chat church city "
        + "codes company computer consulting design digital direct education energy engineer engineering events expert family farm finance fit fund fun games gallery global gmbh group guru health help host house "
        + "inc ink institute international kim law legal life limited link live llc ltd love management market marketing media moe money network news ngo ninja one ooo partners photo photos pics plus press "
        + "red rent reviews rocks run sale school science security services social software solutions space studio support systems team technology today tools top tours town training tube university "
        + "vip vision watch wiki win work works world zone google amazon apple bbc bmw ibm berlin london paris tokyo nyc amsterdam hamburg koeln wien swiss scot wales cymru bayern "
        + "photography graphics foundation holdings industries productions properties ventures vacations clothing contractors zip mov "
        + "рф рус укр бел срб мкд бг ελ ευ ею онлайн сайт орг "
        + "example test invalid localhost onion local internal").Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Words that stand for a password in examples.</summary>
    private static readonly FrozenSet<string> ExamplePasswords =
        "password pass passwd pwd secret xxx xxxx your_password yourpassword mypassword example token apikey api_key key changeme".Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The address around an at sign; false when there is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Offset of the at sign.</param>
    /// <param name="floor">Where the last value ended: nothing before it is looked at.</param>
    /// <param name="before">What stands before the text.</param>
    /// <param name="found">The value.</param>
    public static bool TryMatch(ReadOnlySpan<byte> text, int at, int floor, ReadOnlySpan<byte> before, out Detection found)
    {
        found = default;
        var start = at;
        var lowest = Math.Max(floor, at - MaxLocalBytes - 1);
        while (start > lowest && (IsLocal(text[start - 1]) ? 1 : WideLetters.LengthBefore(text[lowest..start])) is > 0 and var step) start -= step;
        while (start < at && text[start] < 0x80 && !Bytes.IsAlphanumeric(text[start])) start++;
        var length = at - start;
        if (length is 0 or > MaxLocalBytes || text[at - 1] == '.' || text[start..at].IndexOf(".."u8) >= 0 || UserInfoStart(text, at, floor) >= 0) return false;
        var end = DomainEnd(text, at + 1, out var topLevel);
        if (end < 0 || Bytes.At(text, end) == '(') return false;
        if (Bytes.At(text, end) == ':' && (Bytes.IsLetter(Bytes.At(text, end + 1)) || Bytes.At(text, end + 1) is (byte)'~' or (byte)'/')) return false;
        var hints = HintWindow.Read(text, start, start, before);
        if ((hints & (Hint.Shell | Hint.Email)) == Hint.Shell) return false;
        if ((topLevel > 2 || text[end - 1] >= 0x80) && !IsKnown(text[(end - topLevel)..end]) && (hints & Hint.Email) == Hint.None) return false;
        found = new Detection(start, end - start, PiiKind.Email, IsCertain: true, "e-mail address");
        return true;
    }

    /// <summary>The user and password of an address such as <c>https://user:password@host</c>; false when there are none, or only words that stand for them.</summary>
    public static bool TryCredentials(ReadOnlySpan<byte> text, int at, int floor, out Detection found)
    {
        found = default;
        var start = UserInfoStart(text, at, floor);
        if (start < 0) return false;
        var info = text[start..at];
        var colon = info.IndexOf((byte)':');
        if (colon < 0 || colon == info.Length - 1 || !Bytes.IsAlphanumeric(Bytes.At(text, at + 1)) && Bytes.At(text, at + 1) != '[') return false;
        var password = info[(colon + 1)..];
        if (password[0] is (byte)'$' or (byte)'{' or (byte)'*' or (byte)'[' || ExamplePasswords.Contains(System.Text.Encoding.UTF8.GetString(password))) return false;
        found = new Detection(start, info.Length, PiiKind.Credentials, IsCertain: true, "user and password in an address");
        return true;
    }

    private static bool IsLocal(byte value) => Bytes.IsAlphanumeric(value) || ".%'+_-"u8.Contains(value);

    /// <summary>Where what stands between <c>://</c> and the at sign begins; -1 where no scheme stands before it.</summary>
    private static int UserInfoStart(ReadOnlySpan<byte> text, int at, int floor)
    {
        var (lowest, start) = (Math.Max(floor, at - MaxUserInfoBytes), at);
        while (start > lowest && text[start - 1] is > (byte)' ' and not ((byte)'/' or (byte)'"' or (byte)'\'' or (byte)'<' or (byte)'>' or (byte)'@' or (byte)'`')) start--;
        return text[..start].EndsWith("://"u8) ? start : -1;
    }

    /// <summary>The end of a domain of at least two labels with a top-level label of letters; -1 for none.</summary>
    private static int DomainEnd(ReadOnlySpan<byte> text, int start, out int topLevel)
    {
        var (at, label, end) = (start, start, -1);
        topLevel = 0;
        while (at < text.Length && at - start < MaxDomainBytes)
        {
            while (at < text.Length && at - label < 64 && (Bytes.IsAlphanumeric(text[at]) || text[at] == '-' ? 1 : WideLetters.LengthAt(text[at..])) is > 0 and var step) at += step;
            if (at == label || text[label] == '-') break;
            var isTop = label > start && at - label > 1 && IsLetters(text[label..at]);
            if (isTop) (end, topLevel) = (at, at - label);
            else if (label > start && !text[label..at].ContainsAnyInRange((byte)'a', (byte)'z') && !text[label..at].ContainsAnyInRange((byte)'A', (byte)'Z')) end = -1;
            if (Bytes.At(text, at) != '.') break;
            label = ++at;
        }

        if (end > 0 && (Bytes.IsWordAt(text, end) || text[end - 1] == '-' || Bytes.At(text, end) == '-' || text[(end - topLevel - 2)..(end - topLevel)][0] == '-')) return -1;
        return end;
    }

    private static bool IsLetters(ReadOnlySpan<byte> label)
    {
        foreach (var value in label)
        {
            if (value < 0x80 && !Bytes.IsLetter(value)) return false;
        }

        return true;
    }

    private static bool IsKnown(ReadOnlySpan<byte> topLevel)
    {
        Span<char> characters = stackalloc char[topLevel.Length];
        var length = System.Text.Encoding.UTF8.GetChars(topLevel, characters);
        return TopLevel.GetAlternateLookup<ReadOnlySpan<char>>().Contains(characters[..length]);
    }
}
