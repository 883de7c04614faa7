namespace Cuvee.Mix;

/// <summary>How many more lines each capped value may have while a selection is filled towards a total.</summary>
internal sealed class CapRoom
{
    private readonly IReadOnlyList<Cap> _caps;
    private readonly long[][] _left;

    public CapRoom(IReadOnlyList<Cap> caps, long total)
    {
        _caps = caps;
        _left = new long[caps.Count][];
        for (var c = 0; c < _left.Length; c++)
        {
            _left[c] = new long[caps[c].Values.Length];
            Array.Fill(_left[c], caps[c].Fraction.FloorOf(total));
        }
    }

    /// <summary>Takes the record if every cap has room for it, and says so.</summary>
    public bool TryTake(int record)
    {
        for (var c = 0; c < _left.Length; c++)
        {
            if (_left[c][_caps[c].ValueOf[record]] == 0)
            {
                return false;
            }
        }

        for (var c = 0; c < _left.Length; c++)
        {
            _left[c][_caps[c].ValueOf[record]]--;
        }

        return true;
    }
}
