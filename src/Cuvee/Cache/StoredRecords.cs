using System.Runtime.CompilerServices;
using Cuvee.Engine;
using Cuvee.Ingest;
using Cuvee.Model;
using Microsoft.Win32.SafeHandles;

namespace Cuvee.Cache;

/// <summary>
/// Takes single records out of an entry of the cache: what the first pass made of a file that cannot be read but from its beginning. Of the entry only the
/// pages on the way are read and checked.
/// </summary>
internal sealed class StoredRecords : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly EntryReader _index;
    private readonly StagedFile _staged;
    private byte[] _page = [];

    private StoredRecords(SafeFileHandle file, EntryReader index, StagedFile staged, string key) => (_file, _index, _staged, Key) = (file, index, staged, key);

    /// <summary>The text that the entry is kept under.</summary>
    private string Key { get; }

    /// <summary>The entries of some stores, by the <see cref="Input"/> that they were made of.</summary>
    /// <param name="stores">Their folders, which need not exist.</param>
    public static ILookup<string, string> Entries(IEnumerable<string> stores) => stores.Select(store => new CacheFolder(store))
        .SelectMany(folder => CacheFolder.Files(folder.Recipes).Select(CacheMemory.ReadRecipe).OfType<RecipeMemory>().SelectMany(memory => memory.Inputs).Where(kept => kept.Entry is not null)
            .Select(kept => (Input: Input(kept.Source, kept.File, kept.Sha256), Path: folder.PathOf(kept.Entry!))))
        .Distinct().ToLookup(kept => kept.Input, kept => kept.Path, StringComparer.Ordinal);

    /// <summary>What a file of a source is known by.</summary>
    public static string Input(string source, string file, string sha256) => $"{source}\0{file}\0{sha256}";

    /// <summary>The record of a place, as it stood after the first pass; valid until the next one is read.</summary>
    /// <param name="entries">Made of its file.</param>
    /// <param name="tags">The tags of its recipe.</param>
    /// <param name="isSought">Whether a place is the one, content hash included: entries of several recipes may be of the same file.</param>
    /// <param name="line">The line of that place.</param>
    /// <param name="item">And its item.</param>
    /// <returns>Null where no entry of this program has it whole.</returns>
    public static Record? Find(IEnumerable<string> entries, IReadOnlyList<string> tags, Func<Place, bool> isSought, long line, long item)
    {
        foreach (var path in entries)
        {
            try
            {
                using var entry = Open(path);
                if (entry.IsReadable(tags) && entry.Read(tags.Count, isSought, line, item) is { } record) return record;
            }
            catch (Exception failure) when (failure is DamagedEntryException or IOException or UnauthorizedAccessException)
            {
                // Another entry may have it, or the file itself
            }
        }

        return null;
    }

    public void Dispose() => _file.Dispose();

    private static StoredRecords Open(string path)
    {
        var file = File.OpenHandle(path, options: FileOptions.RandomAccess);
        try
        {
            var foot = EntryFoot.Read(file, path);
            var index = new EntryReader(file, path, foot.IndexAt, foot.End);
            var key = index.Text();
            return new StoredRecords(file, index, new StagedFile(path, file) { Length = foot.IndexAt, FactCount = (int)index.Number() }, key);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Whether the entry is laid out as it would be by this program for a recipe of these tags.</summary>
    private bool IsReadable(IReadOnlyList<string> tags) =>
        EntryKey.Value(Key, "program") == EntryKey.Program && EntryKey.Value(Key, "tags") == EntryKey.OneLine(string.Join(", ", tags));

    private Record? Read(int tags, Func<Place, bool> isSought, long line, long item)
    {
        var places = _index.Items<StagedPiece>();
        if (NumberOf(places, line, item, isSought) is not { } number) return null;
        var fact = FactAt(number, tags);
        if (fact.RowLength == 0) return null;
        var row = ReadMarked(fact.RowAt, fact.RowLength, fact.RowLength - 1, fact.RowMark);
        var extra = fact.ExtraLength == 0 ? default : ReadMarked(fact.ExtraAt, fact.ExtraLength, fact.ExtraLength, fact.ExtraMark);
        return new StagedRecord().Read(row, extra, fact.Format);
    }

    /// <summary>The number of the fact of a place; places are in the order of lines and items.</summary>
    private int? NumberOf(StagedPiece[] places, long line, long item, Func<Place, bool> isSought)
    {
        var (low, high) = (0, _staged.FactCount);
        while (low < high)
        {
            var middle = (low + high) / 2;
            var (page, inPage) = Math.DivRem(middle, StagedFile.FactsPerPage);
            var place = Place.Read(_staged.Read(places[page], ref _page)[(inPage * Place.Bytes)..]);
            if ((place.Line, place.Item) == (line, item)) return isSought(place) ? middle : null;
            if (place.Line < line || (place.Line == line && place.Item < item)) low = middle + 1;
            else high = middle;
        }

        return null;
    }

    private Fact FactAt(int number, int tags)
    {
        Entry.SkipToFacts(_index, tags);
        _index.Skip((long)number * Unsafe.SizeOf<Fact>());
        Fact fact = default;
        _index.Fill(new Span<Fact>(ref fact));
        return fact;
    }

    private Utf8 ReadMarked(long at, int length, int markedLength, uint mark)
    {
        var bytes = new byte[length];
        _staged.Read(bytes, at);
        return StagedSource.MarkOf(bytes.AsSpan(0, markedLength)) == mark ? new Utf8(bytes, 0, length) : throw new DamagedEntryException(_staged.Path);
    }
}
