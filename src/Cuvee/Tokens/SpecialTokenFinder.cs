using System.Buffers;
using System.Text;

namespace Cuvee.Tokens;

/// <summary>Finds special tokens in a text: the leftmost, of several at one place the longest. Looks only where a first byte of one stands.</summary>
internal sealed class SpecialTokenFinder
{
    private readonly (byte[] Bytes, SpecialToken Token)[][] _byFirst = new (byte[], SpecialToken)[256][];
    private readonly SearchValues<byte> _firsts;

    public SpecialTokenFinder(IEnumerable<SpecialToken> tokens)
    {
        var all = tokens.Where(token => token.Text.Length > 0).Select(token => (Bytes: Encoding.UTF8.GetBytes(token.Text), Token: token)).ToList();
        foreach (var group in all.GroupBy(entry => entry.Bytes[0])) _byFirst[group.Key] = [.. group.OrderByDescending(entry => entry.Bytes.Length)];
        _firsts = SearchValues.Create([.. all.Select(entry => entry.Bytes[0]).Distinct()]);
        IsEmpty = all.Count == 0;
    }

    public bool IsEmpty { get; }

    /// <summary>The first special token at or behind <paramref name="from"/>, with the white space that it takes.</summary>
    public bool Find(ReadOnlySpan<byte> text, int from, out int start, out int end)
    {
        for (int at = from, found; (found = text[at..].IndexOfAny(_firsts)) >= 0; at = start + 1)
        {
            start = at + found;
            foreach (var (bytes, token) in _byFirst[text[start]])
            {
                if (!text[start..].StartsWith(bytes)) continue;
                end = start + bytes.Length;
                if (token.IsSingleWord && (IsWordBefore(text[..start]) || IsWordBehind(text[end..]))) continue;
                while (token.TakesSpaceBehind && end < text.Length && SpaceAt(text[end..], isLast: false) is var bytesBehind and > 0) end += bytesBehind;
                while (token.TakesSpaceBefore && start > from && SpaceAt(text[from..start], isLast: true) is var bytesBefore and > 0) start -= bytesBefore;
                return true;
            }
        }

        (start, end) = (text.Length, text.Length);
        return false;
    }

    private static int SpaceAt(ReadOnlySpan<byte> text, bool isLast)
    {
        var status = isLast ? Rune.DecodeLastFromUtf8(text, out var rune, out var bytes) : Rune.DecodeFromUtf8(text, out rune, out bytes);
        return status == OperationStatus.Done && Rune.IsWhiteSpace(rune) ? bytes : 0;
    }

    private static bool IsWordBefore(ReadOnlySpan<byte> text) => Rune.DecodeLastFromUtf8(text, out var rune, out _) == OperationStatus.Done && IsWord(rune);

    private static bool IsWordBehind(ReadOnlySpan<byte> text) => Rune.DecodeFromUtf8(text, out var rune, out _) == OperationStatus.Done && IsWord(rune);

    private static bool IsWord(Rune rune) => Rune.IsLetterOrDigit(rune) || rune.Value == '_';
}
