namespace Cuvee.Pii;

/// <summary>Decides what a cluster of digits is: the longest run of its groups from the left that some rule knows.</summary>
/// <param name="cluster">The groups at hand.</param>
/// <param name="wanted">By kind, whether it is looked for.</param>
internal sealed class NumberRules(NumberCluster cluster, bool[] wanted)
{
    /// <summary>Fewer digits are nothing but an IPv4 address.</summary>
    private const int MinDigits = 7;

    private Hint? _hints;

    /// <summary>Matches the cluster that was read last.</summary>
    public bool TryMatch(ReadOnlySpan<byte> text, ReadOnlySpan<byte> before, out Detection found)
    {
        found = default;
        if (cluster.Groups == 1 && cluster.Count(0, 0) < 6) return false;
        _hints = null;
        var isCutOff = Bytes.IsWordAt(text, cluster.Start - 1) || IsAttachedBefore(text, cluster.Start);
        for (var first = 0; first < cluster.Groups; first++)
        {
            if (first == 0 ? isCutOff : cluster.SeparatorOf(first) is not (' ' or '(')) continue;
            for (var last = cluster.Groups - 1; last >= first; last--)
            {
                if (last < cluster.Groups - 1 && cluster.SeparatorOf(last + 1) is not (' ' or '(')) continue;
                if (last == cluster.Groups - 1 && IsAttachedBehind(text, cluster.End)) continue;
                if (TryGroups(text, before, first, last, out found)) return true;
            }
        }

        return TrySuffixed(text, isCutOff, out found);
    }

    private bool TryGroups(ReadOnlySpan<byte> text, ReadOnlySpan<byte> before, int first, int last, out Detection found)
    {
        var (start, end) = (cluster.StartOf(first), cluster.EndOf(last));
        found = default;
        if (last - first == 3 && wanted[(int)PiiKind.Ip] && IsV4(text, before, first)) return Find(start, end, PiiKind.Ip, isCertain: true, "IPv4 address", out found);
        if (cluster.Count(first, last) is < MinDigits or > NumberCluster.MaxDigits) return false;
        var digits = cluster.Digits(text, first, last);
        var layout = cluster.Layout(first, last);
        var sign = Sign(text, start);
        if (sign < start && wanted[(int)PiiKind.Phone] && text[sign] == '+' && PhoneNumbers.JudgeInternational(digits, layout) is { } isInternational)
            return Find(sign, end, PiiKind.Phone, isInternational, "international telephone number", out found);
        if (wanted[(int)PiiKind.NationalId] && JudgeId(text, before, digits, layout, out var id) is { } isId) return Find(start, end, PiiKind.NationalId, isId, id, out found);
        if (wanted[(int)PiiKind.Card] && PaymentCards.NetworkOf(digits) is { } network && PaymentCards.Judge(layout, Hints(text, before)) is { } isCard) return Find(start, end, PiiKind.Card, isCard, $"{network}, Luhn", out found);
        var isBracketed = sign < start && text[start - 1] == '(';
        if (wanted[(int)PiiKind.Phone] && PhoneNumbers.Judge(digits, layout, isBracketed, Hints(text, before)) is { } isPhone)
            return Find(isBracketed && layout.Contains(')') ? start - 1 : start, end, PiiKind.Phone, isPhone, "telephone number", out found);
        if (first == last && wanted[(int)PiiKind.Document] && Documents.NameOf(text[start..end], Hints(text, before)) is { } document) return Find(start, end, PiiKind.Document, isCertain: true, document, out found);
        return false;
    }

    /// <summary>Certain if some number of the table is; else doubtful if one may be.</summary>
    private bool? JudgeId(ReadOnlySpan<byte> text, ReadOnlySpan<byte> before, ReadOnlySpan<byte> digits, ReadOnlySpan<char> layout, out string why)
    {
        bool? judged = null;
        why = string.Empty;
        foreach (var id in NationalIds.ByDigits[digits.Length])
        {
            if (!id.Check(digits) || id.Judge(layout, Hints(text, before)) is not { } isCertain || judged is not null && !isCertain) continue;
            (judged, why) = (isCertain, id.Name);
            if (isCertain) break;
        }

        return judged;
    }

    /// <summary>Numbers whose last place is a letter: 12345678-Z, 131052-308T, AB 12 34 56 C.</summary>
    private bool TrySuffixed(ReadOnlySpan<byte> text, bool isCutOff, out Detection found)
    {
        found = default;
        if (!wanted[(int)PiiKind.NationalId]) return false;
        var start = cluster.Start;
        if (cluster.Groups <= 2 && !isCutOff && (cluster.Layout(0, 0) is "8" or "6" || cluster.EndOf(0) - start == 7))
        {
            var length = cluster.EndOf(0) - start == 6 ? 11 : cluster.EndOf(0) - start + 2;
            if (start + length > text.Length || text[cluster.EndOf(0)] != '-' || Bytes.IsWordAt(text, start + length) || !Bytes.IsAlphanumeric(text[start + length - 1])) return false;
            if (length == 11) return LetterIds.IsHetu(text.Slice(start, length)) && Find(start, start + length, PiiKind.NationalId, isCertain: true, "FI HETU", out found);
            Span<byte> token = stackalloc byte[length - 1];
            text.Slice(start, length - 2).CopyTo(token);
            token[^1] = text[start + length - 1];
            return LetterIds.NameOf(token) is { } name && Find(start, start + length, PiiKind.NationalId, isCertain: true, name, out found);
        }

        const int NinoBytes = 13;
        if (cluster.Groups != 3 || cluster.Layout(0, 2) is not "2 2 2" || start < 3 || Bytes.IsWordAt(text, start - 4) || start - 3 + NinoBytes > text.Length || Bytes.IsWordAt(text, start - 3 + NinoBytes)) return false;
        var spaced = text.Slice(start - 3, NinoBytes);
        if (spaced[2] != ' ' || spaced[11] != ' ') return false;
        ReadOnlySpan<byte> nino = [spaced[0], spaced[1], spaced[3], spaced[4], spaced[6], spaced[7], spaced[9], spaced[10], spaced[12]];
        return LetterIds.IsNino(nino) && Find(start - 3, start - 3 + NinoBytes, PiiKind.NationalId, isCertain: true, "GB NINO", out found);
    }

    private bool IsV4(ReadOnlySpan<byte> text, ReadOnlySpan<byte> before, int first)
    {
        Span<int> parts = stackalloc int[4];
        for (var i = 0; i < parts.Length; i++)
        {
            var (start, end) = (cluster.StartOf(first + i), cluster.EndOf(first + i));
            if (end - start > 3 || (end - start > 1 && text[start] == '0') || (i > 0 && cluster.SeparatorOf(first + i) != '.')) return false;
            for (var at = start; at < end; at++) parts[i] = (parts[i] * 10) + text[at] - '0';
            if (parts[i] > 255) return false;
        }

        return InternetAddresses.IsPublicV4(parts[0], parts[1], parts[2], parts[3]) && (Hints(text, before) & Hint.Version) == Hint.None;
    }

    private Hint Hints(ReadOnlySpan<byte> text, ReadOnlySpan<byte> before) => _hints ??= HintWindow.Read(text, cluster.Start, cluster.End, before);

    /// <summary>Where the plus sign or bracket before the digits stands; the digits' start when there is none.</summary>
    private static int Sign(ReadOnlySpan<byte> text, int start)
    {
        var sign = start - 1;
        if (Bytes.At(text, sign) == '(' && Bytes.At(text, sign - 1) == '+') sign--;
        return sign >= 0 && text[sign] is (byte)'+' or (byte)'(' && !Bytes.IsWordAt(text, sign - 1) ? sign : start;
    }

    /// <summary>Part of a path, of a decimal number, of an amount of money or of an identifier.</summary>
    private static bool IsAttachedBefore(ReadOnlySpan<byte> text, int start)
    {
        var previous = Bytes.At(text, start - 1);
        return previous switch
        {
            (byte)'.' or (byte)'-' or (byte)',' or (byte)'/' => Bytes.IsAlphanumeric(Bytes.At(text, start - 2)) || previous is (byte)'/' or (byte)'.',
            (byte)'$' or (byte)'#' or (byte)'&' or (byte)'%' or (byte)'\\' or (byte)'^' or (byte)'*' => true,
            _ => text[..start].EndsWith("€"u8) || text[..start].EndsWith("£"u8) || text[..start].EndsWith("¥"u8) || text[..start].EndsWith("§"u8) || text[..start].EndsWith("₹"u8),
        };
    }

    private static bool IsAttachedBehind(ReadOnlySpan<byte> text, int end)
    {
        var next = Bytes.At(text, end);
        return Bytes.IsWordAt(text, end) || next switch
        {
            (byte)'-' or (byte)'.' or (byte)',' or (byte)'/' => Bytes.IsAlphanumeric(Bytes.At(text, end + 1)),
            (byte)' ' => Bytes.At(text, end + 1) == '=',
            (byte)'@' or (byte)'%' or (byte)'^' or (byte)'*' or (byte)'=' or (byte)'+' => true,
            _ => false,
        };
    }

    private static bool Find(int start, int end, PiiKind kind, bool isCertain, string why, out Detection found)
    {
        found = new Detection(start, end - start, kind, isCertain, why);
        return true;
    }
}
