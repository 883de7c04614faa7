using System.Buffers;
using System.Collections.Immutable;

namespace Cuvee.Pii;

/// <summary>
/// Finds personal data and secrets in a text, in one sweep from front to back. A text without digit, at sign, underscore or the beginning of a
/// key is passed over by vector instructions; nothing goes back further than a fixed number of bytes, so the work is linear in the length.
/// One instance serves one worker.
/// </summary>
internal sealed class PiiScanner
{
    private static readonly SearchValues<byte> Triggers = SearchValues.Create("0123456789@_"u8);

    private readonly bool[] _wanted = new bool[PiiKinds.Count];
    private readonly List<Detection> _found = [];
    private readonly NumberCluster _cluster = new();
    private readonly NumberRules _rules;
    private int _keyEnd;
    private int _colonEnd;

    /// <param name="kinds">What to look for.</param>
    public PiiScanner(ImmutableArray<PiiKind> kinds)
    {
        foreach (var kind in kinds) _wanted[(int)kind] = true;
        _rules = new NumberRules(_cluster, _wanted);
    }

    /// <summary>What was found, in the order of the text, no two overlapping. The list is overwritten by the next call.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="before">What stands before the text and may say what it is, as the key of a JSON value.</param>
    public List<Detection> Scan(ReadOnlySpan<byte> text, ReadOnlySpan<byte> before = default)
    {
        _found.Clear();
        (_keyEnd, _colonEnd) = (0, 0);
        if (Wants(PiiKind.Secret)) FindByWords(text);
        var prefound = _found.Count;
        for (int at = 0, floor = 0; text[at..].IndexOfAny(Triggers) is var offset and >= 0;)
        {
            at += offset;
            var count = _found.Count;
            at = Look(text, at, floor, before);
            if (_found.Count > count) floor = at = Math.Max(at, _found[^1].End);
        }

        if (prefound > 0) Settle();
        return _found;
    }

    private bool Wants(PiiKind kind) => _wanted[(int)kind];

    /// <summary>Looks at what begins a value; returns where to go on.</summary>
    private int Look(ReadOnlySpan<byte> text, int at, int floor, ReadOnlySpan<byte> before)
    {
        if (text[at] == '@')
        {
            if (Wants(PiiKind.Credentials) && Emails.TryCredentials(text, at, floor, out var found) || Wants(PiiKind.Email) && Emails.TryMatch(text, at, floor, before, out found)) _found.Add(found);
            return at + 1;
        }

        if (Wants(PiiKind.Secret) && at >= _keyEnd && IsKey(text, at, floor)) return _found[^1].End;
        return text[at] == '_' ? at + 1 : LookAtToken(text, at, floor, before);
    }

    /// <summary>A token with a digit: everything from telephone numbers to wallets.</summary>
    private int LookAtToken(ReadOnlySpan<byte> text, int at, int floor, ReadOnlySpan<byte> before)
    {
        var start = at;
        while (start > floor && Bytes.IsLetter(text[start - 1])) start--;
        var end = at;
        var hasLetters = start < at;
        for (; end < text.Length && Bytes.IsAlphanumeric(text[end]); end++) hasLetters |= Bytes.IsLetter(text[end]);
        if (IsHardwareOrV6(text, start, end, floor)) return _found[^1].End;
        if (!hasLetters) return LookAtNumber(text, start, before);
        if (Wants(PiiKind.Iban) && Ibans.Match(text, start) is var iban and > 0 && !Bytes.IsWordAt(text, start - 1)) return Add(start, iban, PiiKind.Iban, isCertain: true, "IBAN, modulo 97");
        if (!Bytes.IsWordAt(text, start - 1) && !Bytes.IsWordAt(text, end) && Bytes.At(text, end) != '@') LookAtLetters(text, start, end, before);
        return end;
    }

    private void LookAtLetters(ReadOnlySpan<byte> text, int start, int end, ReadOnlySpan<byte> before)
    {
        var token = text[start..end];
        if (token.Length < 6) return;
        if (Wants(PiiKind.NationalId) && IsApart(text, start, end) && LetterIds.NameOf(token) is { } id)
        {
            Add(start, token.Length, PiiKind.NationalId, isCertain: true, id);
        }
        else if (Wants(PiiKind.Crypto) && CryptoAddresses.NameOf(token, out var isChecked) is { } crypto)
        {
            var isCertain = isChecked || (HintWindow.Read(text, start, end, before) & Hint.Wallet) != Hint.None;
            Add(start, token.Length, PiiKind.Crypto, isCertain, isChecked ? $"{crypto}, checksum" : $"{crypto} without checksum");
        }
        else if (Wants(PiiKind.Document) && token.Length <= 16 && IsApart(text, start, end) && Documents.NameOf(token, HintWindow.Read(text, start, start, before)) is { } document)
        {
            Add(start, token.Length, PiiKind.Document, isCertain: true, document);
        }
    }

    /// <summary>Whether a token is no part of a path, a decimal number or an identifier with hyphens.</summary>
    private static bool IsApart(ReadOnlySpan<byte> text, int start, int end) =>
        Bytes.At(text, start - 1) is not ((byte)'-' or (byte)'/' or (byte)'.' or (byte)'#' or (byte)'%' or (byte)'&' or (byte)'\\')
        && !(Bytes.At(text, end) is (byte)'-' or (byte)'/' or (byte)'.' && Bytes.IsAlphanumeric(Bytes.At(text, end + 1)));

    private int LookAtNumber(ReadOnlySpan<byte> text, int start, ReadOnlySpan<byte> before)
    {
        _cluster.Read(text, start);
        if (_rules.TryMatch(text, before, out var found)) return Add(found.Start, found.Length, found.Kind, found.IsCertain, found.Why);
        if (_cluster.IsCut) return _cluster.EndOf(0);
        // A last group with letters behind it is a token of its own, which comes next
        return Bytes.IsLetter(Bytes.At(text, _cluster.End)) && _cluster.Groups > 1 ? Math.Max(_cluster.EndOf(0), _cluster.StartOf(_cluster.Groups - 1)) : _cluster.End;
    }

    private int Add(int start, int length, PiiKind kind, bool isCertain, string why)
    {
        _found.Add(new Detection(start, length, kind, isCertain, why));
        return start + length;
    }

    /// <summary>A key or token of letters, digits, hyphens and underscores around the trigger; each such run is looked at once.</summary>
    private bool IsKey(ReadOnlySpan<byte> text, int at, int floor)
    {
        var start = at;
        var lowest = Math.Max(floor, _keyEnd);
        while (start > lowest && Bytes.IsKeyByte(text[start - 1])) start--;
        var end = at;
        while (end < text.Length && Bytes.IsKeyByte(text[end])) end++;
        _keyEnd = end;
        if (end - start < Secrets.ShortestBytes)
        {
            if (!text[start..end].EndsWith("ecret_access_key"u8)) return false;
        }

        if (Secrets.TryMatch(text, start, end, out var found))
        {
            _found.Add(found);
            return true;
        }

        if (!(text[start..end].EndsWith("ecret_access_key"u8) || text[start..end].EndsWith("ECRET_ACCESS_KEY"u8)) || !Secrets.TryAwsSecret(text, end, out found)) return false;
        _found.Add(found);
        return true;
    }

    /// <summary>Hexadecimal groups with colons or hyphens around a token.</summary>
    private bool IsHardwareOrV6(ReadOnlySpan<byte> text, int start, int end, int floor)
    {
        var separator = Bytes.At(text, end);
        if (separator is not ((byte)':' or (byte)'-') || end - start > 4) separator = Bytes.At(text, start - 1);
        if (separator is not ((byte)':' or (byte)'-') || end - start > 4 || start < _colonEnd || (!Wants(PiiKind.Mac) && !Wants(PiiKind.Ip))) return false;
        var from = start;
        var lowest = Math.Max(floor, start - InternetAddresses.MaxV6Bytes);
        while (from > lowest && (Bytes.IsHex(text[from - 1]) || text[from - 1] == separator)) from--;
        var to = start;
        while (to < text.Length && to - from <= InternetAddresses.MaxV6Bytes && (Bytes.IsHex(text[to]) || text[to] == separator)) to++;
        _colonEnd = Math.Max(to, end);
        if (Bytes.IsWordAt(text, from - 1) || Bytes.IsWordAt(text, to)) return false;
        while (to > from && text[to - 1] == separator && !(to - from > 1 && text[to - 2] == separator)) to--;
        var run = text[from..to];
        if (Wants(PiiKind.Mac) && InternetAddresses.IsMac(run)) Add(from, run.Length, PiiKind.Mac, isCertain: true, "hardware address");
        else if (Wants(PiiKind.Ip) && separator == ':' && InternetAddresses.IsPublicV6(run)) Add(from, run.Length, PiiKind.Ip, isCertain: true, "IPv6 address");
        else return false;
        return true;
    }

    /// <summary>What may hold no trigger at all: private keys, AWS keys and GitLab tokens, found by the rarest piece of them.</summary>
    private void FindByWords(ReadOnlySpan<byte> text)
    {
        PrivateKeys.Find(text, _found);
        for (var at = 0; text[at..].IndexOf("IA"u8) is var offset and >= 0;)
        {
            at += offset + 2;
            if (at >= 4 && text[at - 4] == 'A' && text[at - 3] is (byte)'K' or (byte)'S' && Secrets.TryAws(text, at - 4, out var found)) _found.Add(found);
        }

        for (var at = 0; text[at..].IndexOf("glpat-"u8) is var offset and >= 0;)
        {
            var start = at + offset;
            at = start + 6;
            while (at < text.Length && Bytes.IsKeyByte(text[at])) at++;
            if (!Bytes.IsWordAt(text, start - 1) && Secrets.TryMatch(text, start, at, out var found)) _found.Add(found);
        }
    }

    /// <summary>Puts what was found in several sweeps in order; of two that overlap the longer stays.</summary>
    private void Settle()
    {
        _found.Sort((left, right) => left.Start != right.Start ? left.Start.CompareTo(right.Start) : right.Length.CompareTo(left.Length));
        var kept = 0;
        for (var i = 0; i < _found.Count; i++)
        {
            if (kept > 0 && _found[i].Start < _found[kept - 1].End)
            {
                if (_found[i].Length > _found[kept - 1].Length) _found[kept - 1] = _found[i];
            }
            else
            {
                _found[kept++] = _found[i];
            }
        }

        _found.RemoveRange(kept, _found.Count - kept);
    }
}
