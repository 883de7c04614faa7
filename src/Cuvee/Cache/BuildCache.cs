using Cuvee.Engine;
using Cuvee.Interop;
using Cuvee.Publish;
using Cuvee.Recipes;
using Cuvee.Similarity;
using Cuvee.Verify;

namespace Cuvee.Cache;

/// <summary>
/// What a build reuses of earlier ones and keeps for later ones. A file of a source is not read again when path, size, times, inode and device are those that some
/// build remembers and the entry of its key is there. Trouble with the cache never fails a build that can do without.
/// </summary>
internal sealed class BuildCache : IDisposable
{
    private readonly CacheFolder _folder;
    private readonly Recipe _recipe;
    private readonly IProgress _progress;
    private readonly bool _hashesAlways;
    private readonly bool _reuses;
    private readonly FileIdentity _now;
    private readonly FileStream _use;
    private readonly ILookup<string, InputMemory> _known;
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Source, string File), FileIdentity> _found = [];
    private readonly List<InputMemory> _read = [];
    private readonly List<FindingsMemory> _findings = [];
    private readonly List<string> _warnings = [];
    private bool _isFull;

    private BuildCache(CacheFolder folder, Recipe recipe, FileIdentity now, bool hashesAlways, bool reuses, IProgress progress)
    {
        (_folder, _recipe, _now, _hashesAlways, _reuses, _progress) = (folder, recipe, now, hashesAlways, reuses, progress);
        _use = folder.Use();
        _known = CacheFolder.Files(folder.Recipes).Select(CacheMemory.ReadRecipe).OfType<RecipeMemory>().SelectMany(memory => memory.Inputs).ToLookup(input => input.Path, StringComparer.Ordinal);
    }

    /// <summary>How many input files were taken from the cache.</summary>
    public int ReusedCount { get; private set; }

    /// <summary>How many there were.</summary>
    public int FileCount => _read.Count;

    /// <summary>What the entries of the recipe's last build take on disk.</summary>
    public long KeptBytes => CacheMemory.ReadRecipe(MemoryPath)?.Inputs.Sum(input => input.Entry is { } entry ? FileIdentity.Of(_folder.PathOf(entry))?.Bytes ?? 0 : 0) ?? 0;

    private string MemoryPath => PathOf(_folder, _recipe);

    /// <summary>Opens the cache of a store.</summary>
    /// <param name="store">Held by the build.</param>
    /// <param name="recipe">The recipe.</param>
    /// <param name="options">How it is built; with a lock a file is only known by its bytes.</param>
    /// <param name="reuses">Whether entries are taken, or only made.</param>
    /// <returns>Null, with a warning, where its folders may not be used.</returns>
    public static BuildCache? Open(Store store, Recipe recipe, BuildOptions options, bool reuses)
    {
        var folder = new CacheFolder(store.Folder);
        try
        {
            folder.Create();
            return new BuildCache(folder, recipe, Clock(store.Work), options.Lock is not null, reuses, options.Progress);
        }
        catch (Exception failure) when (IsTrouble(failure))
        {
            options.Progress.Warn($"{folder.Folder}: nothing is reused or kept ({failure.Message.TrimEnd('.')})");
            return null;
        }
    }

    /// <summary>The time as the file system of the store has it: that of a file that is new.</summary>
    public static FileIdentity Clock(string work)
    {
        var probe = Path.Combine(work, "clock");
        File.WriteAllBytes(probe, []);
        var now = FileIdentity.Of(probe)!.Value;
        File.Delete(probe);
        return now;
    }

    /// <summary>Where the memory of a recipe is.</summary>
    public static string PathOf(CacheFolder folder, Recipe recipe) => Path.Combine(folder.Recipes, CacheMemory.FileName(recipe.Name, Path.GetFullPath(recipe.File)));

    /// <summary>The entry of a file, if it need not be read again. Remembers the file as it is now; called before it is read.</summary>
    public Entry? Find(string source, string sourceKey, InputPath input)
    {
        if (FileIdentity.Of(input.Path) is not { } identity) return null;
        lock (_lock) _found[(source, input.Key)] = identity;
        if (!_reuses || DigestOf(input.Path, identity) is not { } sha256) return null;
        var name = EntryKey.NameOf(EntryKey.Of(sourceKey, input.Key, sha256));
        if (Open(_folder.PathOf(name), Entry.Open) is not { } entry) return null;
        Note(source, input, sha256, name);
        ReusedCount++;
        return entry;
    }

    /// <summary>What an earlier build found in lines under the same key; null where nothing is kept.</summary>
    public LineMemory? RecallLines(string key) => Recall(key, LinesEntry.Read);

    /// <summary>Keeps what was found in the lines of a dataset.</summary>
    public void KeepLines(string dataset, string key, ChunkedList<EmittedLine> lines) => Keep(dataset, LinesKey.Word, key, path => LinesEntry.Write(path, key, lines));

    /// <summary>What an earlier search for near-duplicates found under the same key; null where nothing is kept.</summary>
    public NearFindings? RecallNear(string key) => Recall(key, NearEntry.Read);

    /// <summary>Keeps what a search for near-duplicates found in a dataset.</summary>
    public void KeepNear(string dataset, string key, NearFindings findings) => Keep(dataset, NearKey.Word, key, path => NearEntry.Write(path, key, findings));

    /// <summary>Removes an entry that is not what was written, and says so.</summary>
    public static void Discard(string path, Action<string> warn)
    {
        warn($"{path}: the entry is damaged; what it was made of is read again");
        Remove(path, warn);
    }

    /// <summary>Makes an entry of a staged file that is complete: the index is written behind it, then it is moved into place in one step.</summary>
    public void Keep(string sourceKey, SourceFacts source, StagedFile staged, FileStart start, InputFacts facts, TagTable tags, Outcomes outcomes)
    {
        var input = new InputPath(facts.Path, facts.Key);
        var key = EntryKey.Of(sourceKey, facts.Key, facts.Sha256);
        string? name = null;
        try
        {
            // A damaged file is read again: next time it may be whole. One that was replaced may have been hashed before and read after
            if (facts.Damage is null && !_isFull && Before(source.Plan.Name, input) is { } before && before == FileIdentity.Of(input.Path))
            {
                Entry.Write(key, source, staged, start, facts, tags, outcomes);
                name = EntryKey.NameOf(key);
                File.Move(staged.Path, _folder.PathOf(name), overwrite: true);
                staged.Path = _folder.PathOf(name);
            }
        }
        catch (Exception failure) when (IsTrouble(failure))
        {
            name = null;
            KeepNothingMore(failure);
        }

        Note(source.Plan.Name, input, facts.Sha256, name);
    }

    /// <summary>Says what this build has read, so that the next one finds it. Sources that it had no use for keep what is remembered of them.</summary>
    public void Remember()
    {
        foreach (var warning in _warnings) _progress.Warn(warning);
        _warnings.Clear();
        var read = _read.Select(input => input.Source).ToHashSet(StringComparer.Ordinal);
        var last = CacheMemory.ReadRecipe(MemoryPath);
        var others = last?.Inputs.Where(input => !read.Contains(input.Source) && _recipe.Sources.Any(source => source.Name == input.Source)) ?? [];
        var otherFindings = last?.Findings.Where(other => _findings.All(kept => (kept.Dataset, kept.Found) != (other.Dataset, other.Found)) && _recipe.Datasets.Any(dataset => dataset.Name == other.Dataset)) ?? [];
        try
        {
            CacheMemory.Write(MemoryPath, new RecipeMemory(CacheMemory.Layout, Path.GetFullPath(_recipe.File), [.. _read, .. others], [.. _findings, .. otherFindings]));
        }
        catch (Exception failure) when (IsTrouble(failure))
        {
            _progress.Warn($"{MemoryPath}: cannot be written, so the next build reads everything again ({failure.Message.TrimEnd('.')})");
        }
    }

    /// <summary>Removes entries that no recipe's last build used, unless another build is at work; what it leaves the next one removes.</summary>
    public void Sweep()
    {
        _use.Dispose();
        using var own = _folder.Own();
        try
        {
            if (own is not null) Pruning.Sweep(_folder);
        }
        catch (Exception failure) when (IsTrouble(failure))
        {
            _progress.Warn($"{_folder.Folder}: not all that nobody uses could be removed ({failure.Message.TrimEnd('.')})");
        }
    }

    public void Dispose() => _use.Dispose();

    private T? Recall<T>(string key, Func<string, string, T?> read)
        where T : class => _reuses ? Open(_folder.PathOfFindings(EntryKey.NameOf(key)), path => read(path, key)) : null;

    private void Keep(string dataset, string found, string key, Action<string> write)
    {
        if (_isFull) return;
        var name = EntryKey.NameOf(key);
        var aside = _folder.PathOfFindings(name) + ".partial";
        try
        {
            write(aside);
            File.Move(aside, _folder.PathOfFindings(name), overwrite: true);
            _findings.Add(new FindingsMemory(dataset, found, name));
        }
        catch (Exception failure) when (IsTrouble(failure))
        {
            KeepNothingMore(failure);
            Remove(aside, Warn);
        }
    }

    /// <summary>Opens an entry; null where there is none, or none that can be read.</summary>
    private T? Open<T>(string path, Func<string, T?> open)
        where T : class
    {
        try
        {
            return open(path);
        }
        catch (DamagedEntryException damaged)
        {
            Discard(damaged.Path, Warn);
        }
        catch (Exception failure) when (IsTrouble(failure))
        {
            Warn($"{path}: cannot be read, so what it was made of is read again ({failure.Message.TrimEnd('.')})");
        }

        return null;
    }

    private static void Remove(string path, Action<string> warn)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception failure) when (IsTrouble(failure))
        {
            warn($"{path}: cannot be removed ({failure.Message.TrimEnd('.')})");
        }
    }

    private void KeepNothingMore(Exception failure)
    {
        _isFull = true;
        Warn($"{_folder.Folder}: nothing more is kept for the next build ({failure.Message.TrimEnd('.')})");
    }

    private void Note(string source, InputPath input, string sha256, string? entry)
    {
        var after = FileIdentity.Of(input.Path);
        var before = Before(source, input);
        var isSettled = before is { } known && before == after && known.IsSettledBefore(_now);
        lock (_lock) _read.Add(new InputMemory(source, input.Key, input.Path, after ?? before ?? default, isSettled, sha256, entry));
    }

    private FileIdentity? Before(string source, InputPath input)
    {
        lock (_lock) return _found.TryGetValue((source, input.Key), out var before) ? before : null;
    }

    private void Warn(string message)
    {
        lock (_lock) _warnings.Add(message);
    }

    /// <summary>The digest of a file, where some build remembers it or one of its size; else it is new, and hashed while it is read.</summary>
    private string? DigestOf(string path, FileIdentity identity)
    {
        var known = _known[path].FirstOrDefault(input => input.IsSettled && input.Identity == identity);
        if (known is not null && !_hashesAlways) return known.Sha256;
        try
        {
            return _known[path].Any(input => input.Identity.Bytes == identity.Bytes) ? SumsFile.HashOf(path) : null;
        }
        catch (Exception failure) when (IsTrouble(failure))
        {
            // Whoever reads it next says what is wrong with it
            return null;
        }
    }

    private static bool IsTrouble(Exception failure) => failure is IOException or UnauthorizedAccessException;
}
