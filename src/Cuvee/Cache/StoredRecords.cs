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
    private const string InputWord = "input sha256";

    private readonly SafeFileHandle _file;
    private readonly EntryReader _index;
    private readonly StagedFile _staged;
    private byte[] _page = [];

    private StoredRecords(SafeFileHandle file, string path)
    {
        _file = file;
        var foot = EntryFoot.Read(file, path);
        _index = new EntryReader(file, path, foot.IndexAt, foot.End);
        Key = _index.Text();
        _staged = new StagedFile(path, file) { Length = foot.IndexAt, FactCount = (int)_index.Number() };
    }

    /// <summary>The text that the entry is kept under.</summary>
    private string Key { get; }

    /// <summary>The record of a place, as it stood after the first pass; valid until the next one is read.</summary>
    /// <param name="store">The folder of the store, which need not exist.</param>
    /// <param name="input">The file: source, key and SHA-256.</param>
    /// <param name="tags">How many tags its records have.</param>
    /// <param name="isSought">Whether a place is the one.</param>
    /// <param name="line">The line of that place.</param>
    /// <param name="item">And its item.</param>
    /// <returns>Null where no entry of this program has it whole.</returns>
    public static Record? Find(string store, (string Source, string File, string Sha256) input, int tags, Func<Place, bool> isSought, long line, long item)
    {
        foreach (var path in CacheFolder.Files(new CacheFolder(store).Entries))
        {
            try
            {
                using var entry = new StoredRecords(File.OpenHandle(path, options: FileOptions.RandomAccess), path);
                if (entry.IsOf(input) && entry.Read(tags, isSought, line, item) is { } record) return record;
            }
            catch (Exception failure) when (failure is DamagedEntryException or IOException or UnauthorizedAccessException)
            {
                // Another entry may have it, or the file itself
            }
        }

        return null;
    }

    public void Dispose() => _file.Dispose();

    private bool IsOf((string Source, string File, string Sha256) input) =>
        EntryKey.Value(Key, "program") == EntryKey.Program
        && EntryKey.Value(Key, "source") == EntryKey.OneLine(input.Source)
        && EntryKey.Value(Key, "file") == EntryKey.OneLine(input.File)
        && EntryKey.Value(Key, InputWord) == input.Sha256;

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

    /// <summary>Passes over what an entry has before its facts, in the order in which it was written.</summary>
    private Fact FactAt(int number, int tags)
    {
        for (var pieces = 0; pieces < 3; pieces++) _index.Items<StagedPiece>();
        Entry.ReadInput(_index, new InputPath("", ""));
        for (var texts = 2L * _index.Count(); texts > 0; texts--) _index.Text();
        for (var texts = (long)tags * _index.Count(); texts > 0; texts--) _index.Text();
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
