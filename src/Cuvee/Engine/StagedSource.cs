using Cuvee.Model;

namespace Cuvee.Engine;

/// <summary>The staged files of a source, addressed as if they were one behind the other.</summary>
internal sealed class StagedSource
{
    private readonly List<StagedFile> _files = [];

    /// <summary>One for each input file, in their order.</summary>
    public IReadOnlyList<StagedFile> Files => _files;

    /// <summary>Puts a file behind the others, which are complete.</summary>
    /// <param name="file">The file; it may still be written to.</param>
    /// <param name="firstFact">Index of its first fact.</param>
    public void Add(StagedFile file, int firstFact)
    {
        file.FirstFact = firstFact;
        if (_files.Count > 0) file.Start = _files[^1].Start + _files[^1].Length;
        _files.Add(file);
    }

    /// <summary>Fills <paramref name="target"/> with bytes of one file.</summary>
    /// <param name="target">Filled whole.</param>
    /// <param name="at">Where they begin, all files counted through.</param>
    public void Read(Span<byte> target, long at)
    {
        var file = _files[Last(at, static file => file.Start)];
        file.Read(target, at - file.Start);
    }

    /// <summary>Compares a row or an extra with its mark.</summary>
    /// <param name="bytes">What was read.</param>
    /// <param name="at">Where it began, all files counted through.</param>
    /// <param name="mark">What the first pass remembered of it.</param>
    /// <exception cref="DamagedEntryException">It is not what was written.</exception>
    public void Check(ReadOnlySpan<byte> bytes, long at, uint mark)
    {
        if (MarkOf(bytes) != mark) throw Damaged(at);
    }

    /// <summary>What to throw where the bytes at a place are not what was written.</summary>
    public DamagedEntryException Damaged(long at) => new(_files[Last(at, static file => file.Start)].Path);

    /// <summary>The index of the file with a fact.</summary>
    public int FileOf(int fact) => Last(fact, static file => file.FirstFact);

    /// <summary>The mark of a row or an extra.</summary>
    public static uint MarkOf(ReadOnlySpan<byte> bytes) => (uint)Mix64.Of(bytes);

    /// <summary>The last file that begins at or before a place; of files without anything in them the last.</summary>
    private int Last(long place, Func<StagedFile, long> startOf)
    {
        var (low, high) = (0, _files.Count);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (startOf(_files[middle]) <= place) low = middle;
            else high = middle;
        }

        return low;
    }
}
