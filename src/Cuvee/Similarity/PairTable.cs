using System.Numerics;
using Cuvee.Interop;
using Cuvee.Model;

namespace Cuvee.Similarity;

/// <summary>Compared pairs by the texts of both. For several threads.</summary>
internal sealed class PairTable
{
    private readonly ComparedPair[] _pairs;

    /// <summary>Index of a pair and 1, at the first free place from the one that its texts name; 0 is free.</summary>
    private readonly int[] _places;

    public PairTable(ComparedPair[] pairs)
    {
        _pairs = pairs;
        _places = TableMemory.Of<int>((int)BitOperations.RoundUpToPowerOf2((uint)(pairs.Length + (pairs.Length / 2) + 1)));
        for (var i = 0; i < pairs.Length; i++) _places[PlaceOf(pairs[i].Text, pairs[i].Other)] = i + 1;
    }

    public bool TryFind(Hash128 text, Hash128 other, out ComparedPair pair)
    {
        var index = _places[PlaceOf(text, other)] - 1;
        pair = index < 0 ? default : _pairs[index];
        return index >= 0;
    }

    /// <summary>The place of a pair, or the free one where it would be.</summary>
    private int PlaceOf(Hash128 text, Hash128 other)
    {
        var mask = _places.Length - 1;
        for (var place = (int)(text.High + BitOperations.RotateLeft(other.High, 32)) & mask; ; place = (place + 1) & mask)
        {
            var index = _places[place] - 1;
            if (index < 0 || (_pairs[index].Text == text && _pairs[index].Other == other)) return place;
        }
    }
}
