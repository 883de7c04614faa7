using Cuvee.Model;

namespace Cuvee.Tools;

/// <summary>A tool call that is written into a text.</summary>
/// <param name="Name">Everything between <c>tool_call:</c> and <c>arguments:</c>, trimmed.</param>
/// <param name="Arguments">The JSON object behind <c>arguments:</c>; what follows where no brace closes it; absent where nothing follows.</param>
internal readonly record struct TextCall(Utf8 Name, Utf8 Arguments);

/// <summary>
/// Finds calls of the form <c>tool_call: NAME</c>, line feed, <c>arguments: {json}</c> in a text, one after the other. Braces within the JSON's texts do not
/// count. What stands beside the calls is left over: a result, or prose. One instance serves one worker.
/// </summary>
internal sealed class TextCalls
{
    private readonly List<TextCall> _calls = [];
    private readonly ClosingBraces _braces = new();
    private bool _hasBraces;

    /// <summary>The calls of the last text, in order.</summary>
    public IReadOnlyList<TextCall> Calls => _calls;

    /// <summary>Whether the last text holds more than calls and white space.</summary>
    public bool HasMore { get; private set; }

    /// <summary>Looks through a text.</summary>
    public void Read(Utf8 text)
    {
        _calls.Clear();
        (HasMore, _hasBraces) = (false, false);
        var at = 0;
        for (var start = Find(text.Span, 0); start >= 0; start = Find(text.Span, at))
        {
            HasMore |= !IsBlank(text.Span[at..start]);
            at = ReadCall(text, start + "tool_call:".Length);
        }

        HasMore |= !IsBlank(text.Span[at..]);
    }

    /// <summary>Reads the call whose name begins there; returns where it ends.</summary>
    private int ReadCall(Utf8 text, int start)
    {
        var span = text.Span;
        var next = Find(span, start);
        var end = next < 0 ? span.Length : next;
        var keyword = span[start..end].IndexOf("arguments:"u8);
        if (keyword < 0)
        {
            var line = span[start..end].IndexOf((byte)'\n');
            var nameEnd = line < 0 ? end : start + line;
            _calls.Add(new TextCall(Trim(text, start, nameEnd), default));
            return nameEnd;
        }

        var name = Trim(text, start, start + keyword);
        var json = start + keyword + "arguments:".Length;
        while (json < span.Length && IsSpace(span[json])) json++;
        // What no brace closes runs to the next call
        var close = ObjectEnd(span, json) ?? Math.Max(json, end);
        _calls.Add(new TextCall(name, close > json ? text.Slice(json, close - json) : default));
        return close;
    }

    /// <summary>Where the next call begins, at the start of a line but for blanks; -1 where there is none.</summary>
    private static int Find(ReadOnlySpan<byte> text, int from)
    {
        for (var at = from; at < text.Length; at++)
        {
            var found = text[at..].IndexOf("tool_call:"u8);
            if (found < 0) return -1;
            at += found;
            var before = text[..at].TrimEnd(" \t"u8);
            if (before.IsEmpty || before[^1] == '\n') return at;
        }

        return -1;
    }

    /// <summary>Where the JSON object that begins there ends, braces in its texts left aside; null where none begins or it does not end.</summary>
    private int? ObjectEnd(ReadOnlySpan<byte> text, int start)
    {
        if (start == text.Length || text[start] != '{') return null;
        if (!_hasBraces) _braces.Read(text, start);
        _hasBraces = true;
        return _braces.Of(start) + 1;
    }

    private static Utf8 Trim(Utf8 text, int start, int end)
    {
        while (start < end && IsSpace(text.Span[start])) start++;
        while (end > start && IsSpace(text.Span[end - 1])) end--;
        return text.Slice(start, end - start);
    }

    private static bool IsBlank(ReadOnlySpan<byte> text) => text.Trim(" \t\r\n"u8).IsEmpty;

    private static bool IsSpace(byte value) => value is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';
}
