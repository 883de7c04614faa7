namespace Cuvee.Engine;

/// <summary>
/// For records that were not chosen by rank: the place that each had, and the place at which the choice ended. Takes no memory before the first one.
/// </summary>
/// <param name="count">Positions of the dataset.</param>
internal sealed class RankPlaces(int count)
{
    private readonly List<double> _limits = [double.NaN];
    private double[] _places = [];
    private ushort[] _limitOf = [];

    /// <summary>Says where a record stood.</summary>
    /// <param name="position">The record.</param>
    /// <param name="place">Its place by rank, from 1; under a budget of tokens, the tokens up to and with it.</param>
    /// <param name="limit">The last place that was taken; or the budget.</param>
    public void Set(int position, double place, double limit)
    {
        if (_places.Length == 0) (_places, _limitOf) = (new double[count], new ushort[count]);
        // One limit for each source or value of a mix, named one after the other
        var number = _limits.LastIndexOf(limit);
        if (number < 0)
        {
            number = _limits.Count;
            _limits.Add(limit);
        }

        _places[position] = place;
        _limitOf[position] = checked((ushort)number);
    }

    /// <summary>Both numbers; NaN for a record of which nothing was said.</summary>
    public (double Place, double Limit) Of(int position) => _places.Length == 0 || _limitOf[position] == 0 ? (double.NaN, double.NaN) : (_places[position], _limits[_limitOf[position]]);
}
