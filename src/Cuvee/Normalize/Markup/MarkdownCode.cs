namespace Cuvee.Normalize.Markup;

/// <summary>Finds Markdown's code: what is in it is shown, not meant.</summary>
internal struct MarkdownCode
{
    private const int ShortestFence = 3;
    private const int LongestLanguage = 16;

    // For runs of one to three backticks: no run of that length follows before this byte
    private int _noneOfOne;
    private int _noneOfTwo;
    private int _noneOfThree;
    private int _lineEnd;

    /// <summary>Reads a fenced block, or what stands between backticks on one line.</summary>
    /// <param name="utf8">The whole text.</param>
    /// <param name="at">The first of a run of backticks or tildes.</param>
    /// <param name="token">The code with its marks.</param>
    public bool TryRead(ReadOnlySpan<byte> utf8, int at, out Token token)
    {
        var run = RunAt(utf8, at);
        var end = 0;
        if (run >= ShortestFence && (IsAtLineStart(utf8, at) || IsAtLineEnd(utf8, at + run))) end = EndOfFence(utf8, at, run);
        else if (utf8[at] == '`') end = EndOfSpan(utf8, at, run);
        token = new Token(TokenKind.Code, default, at, end, 0);
        return end > 0;
    }

    /// <summary>How often a character is repeated from here on.</summary>
    public static int RunAt(ReadOnlySpan<byte> utf8, int at) => utf8[at..].IndexOfAnyExcept(utf8[at]) is var length and >= 0 ? length : utf8.Length - at;

    /// <summary>Whether only blanks and marks of quotes stand before it on its line.</summary>
    private static bool IsAtLineStart(ReadOnlySpan<byte> utf8, int at)
    {
        while (at > 0 && utf8[at - 1] is (byte)' ' or (byte)'\t' or (byte)'>') at--;
        return at == 0 || utf8[at - 1] == '\n';
    }

    /// <summary>Whether at most the name of a language follows on its line: people set fences behind a sentence too.</summary>
    private static bool IsAtLineEnd(ReadOnlySpan<byte> utf8, int at)
    {
        var rest = utf8[at..Math.Min(utf8.Length, at + LongestLanguage + 1)];
        var lineEnd = rest.IndexOf((byte)'\n');
        return lineEnd >= 0 && !rest[..lineEnd].ContainsAny(" <`~"u8);
    }

    /// <summary>Behind the line that closes the block; the end of the text when none does.</summary>
    private static int EndOfFence(ReadOnlySpan<byte> utf8, int at, int run)
    {
        var fence = utf8.Slice(at, run);
        while (utf8[at..].IndexOf((byte)'\n') is var lineEnd and >= 0)
        {
            at += lineEnd + 1;
            var blanks = utf8[at..].IndexOfAnyExcept(" \t>"u8);
            if (blanks > 0) at += blanks;
            if (utf8[at..].StartsWith(fence)) return at + RunAt(utf8, at);
        }

        return utf8.Length;
    }

    private int EndOfSpan(ReadOnlySpan<byte> utf8, int at, int run)
    {
        if (run > 3) return 0;
        ref var none = ref _noneOfOne;
        if (run == 2) none = ref _noneOfTwo;
        if (run == 3) none = ref _noneOfThree;
        if (at < none) return 0;
        if (at >= _lineEnd) _lineEnd = utf8[at..].IndexOf((byte)'\n') is var found and >= 0 ? at + found : utf8.Length;
        for (var close = at + run; utf8[close.._lineEnd].IndexOf((byte)'`') is var next and >= 0;)
        {
            close += next;
            var length = RunAt(utf8, close);
            if (length == run) return close + run;
            close += length;
        }

        none = _lineEnd;
        return 0;
    }
}
