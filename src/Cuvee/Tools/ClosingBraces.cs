namespace Cuvee.Tools;

/// <summary>
/// Finds for every opening brace of a text the one that closes it, as if a JSON value began there: braces within its quoted texts do not count. Read once from the
/// end, so that braces that nothing closes cost no more than others.
/// </summary>
internal sealed class ClosingBraces
{
    private const int None = -1;

    /// <summary>The closing braces, each with the index of the one that closes the level around it.</summary>
    private readonly List<(int At, int Around)> _closing = [];

    /// <summary>The opening braces from the last to the first, each with the index of its closing one.</summary>
    private readonly List<(int At, int Closing)> _opening = [];

    /// <summary>Looks through a text.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="from">Where the first brace is that will be asked for.</param>
    public void Read(ReadOnlySpan<byte> text, int from)
    {
        _closing.Clear();
        _opening.Clear();
        // A place stands outside or inside of quotes, which depends on where the value began: both are followed
        var (outside, inside, insideBehindEscape) = (None, None, None);
        for (var at = text.Length - 1; at >= from; at--)
        {
            var insideNext = inside;
            switch (text[at])
            {
                case (byte)'"':
                    (outside, inside) = (inside, outside);
                    break;
                case (byte)'\\':
                    inside = insideBehindEscape;
                    break;
                case (byte)'{':
                    _opening.Add((at, outside));
                    if (outside != None) outside = _closing[outside].Around;
                    break;
                case (byte)'}':
                    _closing.Add((at, outside));
                    outside = _closing.Count - 1;
                    break;
                default:
                    break;
            }

            insideBehindEscape = insideNext;
        }
    }

    /// <summary>Where the brace is closed that opens there; null where nothing closes it. Braces are asked for in their order.</summary>
    public int? Of(int opening)
    {
        while (_opening[^1].At < opening) _opening.RemoveAt(_opening.Count - 1);
        var closing = _opening[^1].Closing;
        return closing == None ? null : _closing[closing].At;
    }
}
