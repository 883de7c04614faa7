namespace Cuvee.Engine;

/// <summary>Reads the places of a source, one by one or in order page by page.</summary>
internal sealed class PlaceReader(SourceFacts source)
{
    private byte[] _page = [];
    private int _file;
    private int _first;
    private int _count;

    /// <summary>The place of a fact; quick when they are asked for in order.</summary>
    /// <exception cref="DamagedEntryException">It is not what was staged.</exception>
    public Place this[int fact]
    {
        get
        {
            if (fact < _first || fact >= _first + _count) ReadPage(fact);
            return Read(source, fact, _file, _page.AsSpan((fact - _first) * Place.Bytes));
        }
    }

    /// <summary>The place of one fact.</summary>
    public static Place Read(SourceFacts source, int fact)
    {
        var file = source.Staged.FileOf(fact);
        var (page, inPage) = PageOf(source.Staged.Files[file], fact);
        Span<byte> bytes = stackalloc byte[Place.Bytes];
        source.Staged.Files[file].Read(bytes, source.Staged.Files[file].Places[page].At + (inPage * Place.Bytes));
        return Read(source, fact, file, bytes);
    }

    /// <summary>What a staged file cannot know, the number of the file and of the list of changes, is put in, and what was measured since.</summary>
    private static Place Read(SourceFacts source, int fact, int file, ReadOnlySpan<byte> bytes)
    {
        var place = Place.Read(bytes);
        place.File = file;
        if (place.Changes != 0 && source.Staged.Files[file].ChangeNumbers is { } numbers) place.Changes = numbers[place.Changes];
        if (source.Measures.Count > 0 && source.Measures.TryGetValue(fact, out var measure)) (place.Measured, place.Threshold) = measure;
        return place;
    }

    private static (int Page, int InPage) PageOf(StagedFile staged, int fact) => Math.DivRem(fact - staged.FirstFact, StagedFile.FactsPerPage);

    private void ReadPage(int fact)
    {
        _file = source.Staged.FileOf(fact);
        var staged = source.Staged.Files[_file];
        var (page, inPage) = PageOf(staged, fact);
        staged.Read(staged.Places[page], ref _page);
        (_first, _count) = (fact - inPage, staged.Places[page].Length / Place.Bytes);
    }
}
