using System.Numerics;
using Cuvee.Model;

namespace Cuvee.Engine;

/// <summary>
/// The ids of the records that others were dropped for. Nearly all of these come before the others, so their ids are remembered when their rows pass; only that of
/// one that is yet to come, or that the dataset does not draw from, is read from disk.
/// </summary>
internal sealed class NamedIds
{
    private const int WordBits = 64;

    private readonly Decision _decision;

    /// <summary>A bit for each position: whether it is named.</summary>
    private readonly ulong[] _named;

    /// <summary>For each word of bits how many positions are named before it.</summary>
    private readonly int[] _before;

    /// <summary>Of the named positions, in order.</summary>
    private readonly List<Hash128> _passed;

    public NamedIds(Decision decision)
    {
        _decision = decision;
        _named = new ulong[(decision.Facts.Count / WordBits) + 1];
        foreach (var other in decision.Other)
        {
            if (other >= 0 && other < decision.Facts.Count) _named[other / WordBits] |= 1UL << other;
        }

        _before = new int[_named.Length];
        for (var word = 1; word < _before.Length; word++) _before[word] = _before[word - 1] + BitOperations.PopCount(_named[word - 1]);
        _passed = new List<Hash128>(_before[^1] + BitOperations.PopCount(_named[^1]));
    }

    /// <summary>Told the id of each record of the dataset, in order.</summary>
    public void Pass(int position, Hash128 id)
    {
        if ((_named[position / WordBits] & (1UL << position)) != 0) _passed.Add(id);
    }

    /// <summary>The id of a named record by its position in <see cref="Decision.ComparedFacts"/>.</summary>
    public Hash128 Of(int position)
    {
        if (position < _decision.Facts.Count)
        {
            var (word, bit) = (position / WordBits, 1UL << position);
            var place = _before[word] + BitOperations.PopCount(_named[word] & (bit - 1));
            if (place < _passed.Count) return _passed[place];
        }

        var facts = _decision.ComparedFacts;
        var source = facts.SourceOf(position);
        return PlaceReader.Read(facts.Sources[source], position - facts.StartOf(source)).Id;
    }
}
