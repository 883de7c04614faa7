namespace Cuvee.Engine;

/// <summary>Reads the places of a source, one by one or in order in large pieces.</summary>
internal sealed class PlaceReader(SourceFacts source)
{
    private const int PlacesAtATime = 4096;

    private readonly byte[] _buffer = new byte[PlacesAtATime * Place.Bytes];
    private int _first = int.MinValue;

    /// <summary>The place of a fact; quick when they are asked for in order.</summary>
    public Place this[int fact]
    {
        get
        {
            if (fact < _first || fact >= _first + PlacesAtATime)
            {
                _first = fact / PlacesAtATime * PlacesAtATime;
                StoredBytes.ReadUpTo(source.Places, _buffer, (long)_first * Place.Bytes);
            }

            return Place.Read(_buffer.AsSpan((fact - _first) * Place.Bytes));
        }
    }

    /// <summary>The place of one fact.</summary>
    public static Place Read(SourceFacts source, int fact)
    {
        Span<byte> bytes = stackalloc byte[Place.Bytes];
        StoredBytes.ReadExactly(source.Places, bytes, (long)fact * Place.Bytes);
        return Place.Read(bytes);
    }
}
