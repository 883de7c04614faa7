using System.Collections;
using Cuvee.Model;

namespace Cuvee.Engine;

/// <summary>
/// The ids of the records that others were dropped for. Nearly all of these come before the others, so their ids are remembered when their rows pass; only that of
/// one that is yet to come, or that the dataset does not draw from, is read from disk.
/// </summary>
internal sealed class NamedIds
{
    private readonly Decision _decision;
    private readonly BitArray _isNamed;
    private readonly Dictionary<int, Hash128> _passed = [];

    public NamedIds(Decision decision)
    {
        _decision = decision;
        _isNamed = new BitArray(decision.Facts.Count);
        foreach (var other in decision.Other)
        {
            if (other >= 0 && other < _isNamed.Length) _isNamed[other] = true;
        }
    }

    /// <summary>Told the id of each record of the dataset, in order.</summary>
    public void Pass(int position, Hash128 id)
    {
        if (_isNamed[position]) _passed.Add(position, id);
    }

    /// <summary>The id of a record by its position in <see cref="Decision.ComparedFacts"/>.</summary>
    public Hash128 Of(int position)
    {
        if (_passed.TryGetValue(position, out var id)) return id;
        var facts = _decision.ComparedFacts;
        var source = facts.SourceOf(position);
        return PlaceReader.Read(facts.Sources[source], position - facts.StartOf(source)).Id;
    }
}
