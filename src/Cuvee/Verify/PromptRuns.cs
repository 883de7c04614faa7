namespace Cuvee.Verify;

/// <summary>
/// The emitted lines in runs of equal prompts, found by one sort. Equal contents have equal prompts, so a run holds equal contents too; a line
/// without a prompt goes by its content.
/// </summary>
internal sealed class PromptRuns
{
    private readonly ReadBack _readBack;
    private readonly ulong[] _keys;
    private readonly int[] _lines;

    public PromptRuns(ReadBack readBack)
    {
        _readBack = readBack;
        (_keys, _lines) = (new ulong[readBack.Lines.Count], new int[readBack.Lines.Count]);
        for (var line = 0; line < _keys.Length; line++)
        {
            ref readonly var fact = ref readBack.Lines[line];
            (_keys[line], _lines[line]) = (fact.Prompt.IsNone ? fact.Content.High : fact.Prompt.High, line);
        }

        Array.Sort(_keys, _lines);
        for (int start = 0, end; start < _keys.Length; start = end)
        {
            end = EndOf(start);
            if (end - start > 1) _lines.AsSpan(start, end - start).Sort();
        }
    }

    /// <summary>The runs of at least two lines, the lines of each in order.</summary>
    public IEnumerable<ReadOnlyMemory<int>> Shared()
    {
        for (int start = 0, end; start < _keys.Length; start = end)
        {
            end = EndOf(start);
            if (end - start > 1) yield return _lines.AsMemory(start, end - start);
        }
    }

    /// <summary>Whether two lines of a run have the same prompt, and not only by chance the same beginning of its hash.</summary>
    public bool HaveSamePrompt(int line, int other) =>
        !_readBack.Lines[line].Prompt.IsNone && _readBack.Lines[line].Prompt == _readBack.Lines[other].Prompt;

    private int EndOf(int start)
    {
        var end = start + 1;
        while (end < _keys.Length && _keys[end] == _keys[start]) end++;
        return end;
    }
}
