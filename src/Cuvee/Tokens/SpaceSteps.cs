using Cuvee.Json;

namespace Cuvee.Tokens;

/// <summary>Puts a space in front of each piece that has none: <c>add_prefix_space</c>.</summary>
internal sealed class PrefixSpaceStep(PieceSink next) : PieceSink
{
    private readonly ByteBuffer _changed = new();

    public override void Take(ReadOnlySpan<byte> text, int start, int end)
    {
        if (text[start] == ' ')
        {
            next.Take(text, start, end);
            return;
        }

        _changed.Clear();
        _changed.Add((byte)' ');
        _changed.Add(text[start..end]);
        next.Take(_changed.Written, 0, _changed.Length);
    }
}

/// <summary>The pre-tokenizer Metaspace: spaces become a visible mark, one is put in front, and each begins a word.</summary>
/// <param name="mark">What stands for a space.</param>
/// <param name="prepends">Whether a piece that does not begin with the mark gets one.</param>
/// <param name="onlyFirst">Only the piece at the beginning of the text gets one.</param>
/// <param name="splits">Whether each mark begins a word.</param>
/// <param name="next">The next step.</param>
internal sealed class MetaspaceStep(byte[] mark, bool prepends, bool onlyFirst, bool splits, PieceSink next) : PieceSink
{
    private readonly ByteBuffer _changed = new();
    private readonly ReplaceRule _spaces = new([(byte)' '], mark);

    public override void Take(ReadOnlySpan<byte> text, int start, int end)
    {
        _changed.Clear();
        _spaces.Apply(text[start..end], _changed);
        if (prepends && (!onlyFirst || start == 0) && !_changed.Written.StartsWith(mark))
        {
            _changed.Clear();
            _changed.Add(mark);
            _spaces.Apply(text[start..end], _changed);
        }

        var changed = _changed.Written;
        for (int at = 0, cut; at < changed.Length; at = cut)
        {
            var found = splits && at + mark.Length <= changed.Length ? changed[(at + 1)..].IndexOf(mark) : -1;
            cut = found < 0 ? changed.Length : at + 1 + found;
            next.Take(changed, at, cut);
        }
    }
}

/// <summary>
/// Cuts before each run of marks. Not a step of any tokenizer, but where no merge joins something to a mark behind it, words can be counted one by one and the
/// number is the same; without it a whole text is one word.
/// </summary>
internal sealed class MarkRunStep(byte[] mark, PieceSink next) : PieceSink
{
    public override void Take(ReadOnlySpan<byte> text, int start, int end)
    {
        var piece = text[..end];
        var word = start;
        for (int at = start, found; (found = piece[at..].IndexOf(mark)) >= 0;)
        {
            at += found;
            if (at > word) next.Take(text, word, at);
            word = at;
            while (piece[at..].StartsWith(mark)) at += mark.Length;
        }

        if (word < end) next.Take(text, word, end);
    }
}
