using Cuvee.Interop;

namespace Cuvee.Verify;

/// <summary>
/// What an earlier build found in lines that it wrote and read back, by their bytes: as SHA-256 and mark have them, 128 bits in all. What is found in a line follows
/// from its bytes alone, so a line that comes out the same need not be taken apart again. Only sound lines are remembered. For several threads.
/// </summary>
internal sealed class LineMemory
{
    private readonly EmittedLine[] _lines;

    /// <summary>Index of a line and 1, at the first free place from the one that its hash names; 0 is free.</summary>
    private readonly int[] _places;

    /// <param name="lines">Without problems; of equal ones the last counts.</param>
    public LineMemory(EmittedLine[] lines)
    {
        _lines = lines;
        _places = TableMemory.Of<int>(lines.Length + (lines.Length / 2) + 1);
        for (var i = 0; i < lines.Length; i++) _places[PlaceOf(ref lines[i])] = i + 1;
    }

    /// <summary>Fills a line whose hash, mark and length are known, if it is remembered.</summary>
    public bool TryRecall(ref EmittedLine line)
    {
        var index = _places[PlaceOf(ref line)] - 1;
        if (index < 0) return false;
        line = _lines[index];
        return true;
    }

    /// <summary>Has the place brought from memory at which the search for a line with this hash begins.</summary>
    public void FetchPlace(ulong hash) => Prefetch.Of(ref _places[StartOf(hash)]);

    /// <summary>Has the line brought from memory that stands there, once the place is.</summary>
    public void FetchLine(ulong hash)
    {
        if (_places[StartOf(hash)] is > 0 and var found) Prefetch.Of(ref _lines[found - 1]);
    }

    private int StartOf(ulong hash) => (int)(hash % (uint)_places.Length);

    /// <summary>The place of a line, or the free one where it would be.</summary>
    private int PlaceOf(ref readonly EmittedLine line)
    {
        for (var place = StartOf(line.Hash); ; place = place + 1 == _places.Length ? 0 : place + 1)
        {
            var index = _places[place] - 1;
            if (index < 0 || (_lines[index].Hash == line.Hash && _lines[index].Mark == line.Mark && _lines[index].Length == line.Length)) return place;
        }
    }
}
