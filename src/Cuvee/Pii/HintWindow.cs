using System.Text;

namespace Cuvee.Pii;

/// <summary>
/// Reads what the words around a value say of it: those before it on the same paragraph, back to the end of a sentence or to another long
/// number, and a few behind it.
/// </summary>
internal static class HintWindow
{
    /// <summary>About ten words: "my social security number, as it stands on the card, is".</summary>
    private const int BytesBefore = 72;

    /// <summary>Words behind a value must be near: "987654321 is my BSN".</summary>
    private const int BytesBehind = 28;

    /// <summary>A number this long is a value of its own, and the words before it belong to it.</summary>
    private const int LongNumberDigits = 5;

    /// <summary>A shorter word before a full stop is an abbreviation, as in "Tel. 030".</summary>
    private const int AbbreviationLetters = 4;

    /// <summary>The hints for the bytes from <paramref name="start"/> to <paramref name="end"/>; <paramref name="before"/> stands before the text, as a key before its value.</summary>
    public static Hint Read(ReadOnlySpan<byte> text, int start, int end, ReadOnlySpan<byte> before)
    {
        var from = Math.Max(0, start - BytesBefore);
        while (from < start && (text[from] & 0xC0) == 0x80) from++;
        var behind = Math.Min(text.Length, end + BytesBehind);
        while (behind > end && behind < text.Length && (text[behind] & 0xC0) == 0x80) behind--;
        var hints = Words(Nearest(text[from..start])) | Words(FirstSentence(text[end..behind]));
        return from == 0 && !before.IsEmpty ? hints | Words(before) : hints;
    }

    /// <summary>What follows the last end of a sentence, paragraph or long number.</summary>
    private static ReadOnlySpan<byte> Nearest(ReadOnlySpan<byte> text)
    {
        var digits = 0;
        for (var at = text.Length - 1; at >= 0; at--)
        {
            digits = text[at] is >= (byte)'0' and <= (byte)'9' ? digits + 1 : 0;
            if (digits == LongNumberDigits || EndsSentence(text, at)) return text[(at + 1)..];
        }

        return text;
    }

    private static bool EndsSentence(ReadOnlySpan<byte> text, int at)
    {
        if (text[at] == '\n') return at > 0 && text[at - 1] == '\n';
        if (text[at] is not ((byte)'.' or (byte)'!' or (byte)'?' or (byte)';') || at + 1 >= text.Length || text[at + 1] is not ((byte)' ' or (byte)'\n')) return false;
        if (text[at] != '.') return true;
        var letters = 0;
        while (letters <= AbbreviationLetters && at > letters && char.IsAsciiLetter((char)text[at - letters - 1])) letters++;
        return letters > AbbreviationLetters;
    }

    private static ReadOnlySpan<byte> FirstSentence(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAny(".;\n!?"u8);
        return end < 0 ? text : text[..end];
    }

    private static Hint Words(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return Hint.None;
        Span<char> characters = stackalloc char[BytesBefore + BytesBehind];
        if (text.Length > characters.Length) text = text[^characters.Length..];
        characters = characters[..Encoding.UTF8.GetChars(text, characters)];
        Span<char> lower = stackalloc char[characters.Length];
        ((ReadOnlySpan<char>)characters).ToLowerInvariant(lower);
        var hints = Hint.None;
        if (lower.ContainsAnyInRange('\u0E00', '\uFFFF'))
        {
            foreach (var (piece, hint) in HintWords.Pieces)
            {
                if (lower.IndexOf(piece) >= 0) hints |= hint;
            }
        }

        return hints | Lookup(lower);
    }

    private static Hint Lookup(ReadOnlySpan<char> text)
    {
        var words = HintWords.Words.GetAlternateLookup<ReadOnlySpan<char>>();
        var (hints, previous) = (Hint.None, -1);
        for (var at = 0; at < text.Length;)
        {
            if (!IsWord(text[at]))
            {
                at++;
                continue;
            }

            var start = at;
            while (at < text.Length && (IsWord(text[at]) || (text[at] is '\'' or '-' && at + 1 < text.Length && IsWord(text[at + 1])))) at++;
            // A placeholder is a replaced value, not a word about the next one
            if (start > 0 && text[start - 1] == '[')
            {
                previous = -1;
                continue;
            }

            if (words.TryGetValue(text[start..at], out var hint)) hints |= hint;
            if (previous >= 0 && IsGap(text[previous..start], out var length)) hints |= Pair(text, previous, length, start, at);
            previous = start;
        }

        return hints;
    }

    private static Hint Pair(ReadOnlySpan<char> text, int previous, int length, int start, int end)
    {
        var words = HintWords.Words.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> pair = stackalloc char[length + 1 + end - start];
        text.Slice(previous, length).CopyTo(pair);
        pair[length] = ' ';
        text[start..end].CopyTo(pair[(length + 1)..]);
        return words.TryGetValue(pair, out var hint) ? hint : Hint.None;
    }

    /// <summary>Whether two words stand beside each other: the first is followed by one space, underscore or hyphen.</summary>
    private static bool IsGap(ReadOnlySpan<char> first, out int length)
    {
        length = first.Length - 1;
        return length > 0 && first[length] is ' ' or '_' && IsWord(first[length - 1]);
    }

    private static bool IsWord(char value) => char.IsLetter(value) || value == '§';
}
