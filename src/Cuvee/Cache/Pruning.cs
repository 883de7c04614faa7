using System.Collections.Immutable;
using Cuvee.Engine;
using Cuvee.Interop;
using Cuvee.Model;

namespace Cuvee.Cache;

/// <summary>What was removed from a cache.</summary>
/// <param name="Entries">How many entries.</param>
/// <param name="Bytes">What they took on disk.</param>
public sealed record Pruned(int Entries, long Bytes);

/// <summary>Removes entries of a cache.</summary>
public static class Pruning
{
    /// <summary>Removes everything that is remembered and kept.</summary>
    /// <exception cref="CuveeException">A build is at work.</exception>
    public static Pruned All(string store) => Owned(store, folder =>
    {
        foreach (var path in CacheFolder.Files(folder.Recipes).Concat(CacheFolder.Files(folder.Outputs))) File.Delete(path);
        return Remove(folder.Kept());
    });

    /// <summary>Removes the entries that no recipe's last build used.</summary>
    /// <exception cref="CuveeException">A build is at work.</exception>
    public static Pruned Unused(string store) => Owned(store, Sweep);

    /// <summary>Removes the entries that were not used for longest until the others take no more than a size.</summary>
    /// <exception cref="CuveeException">A build is at work.</exception>
    public static Pruned ToSize(string store, long maxBytes) => Owned(store, folder =>
    {
        var entries = CacheListing.Of(store).OrderByDescending(entry => entry.LastUsed).ThenBy(entry => entry.Name, StringComparer.Ordinal).ToList();
        long kept = 0;
        return Remove(entries.SkipWhile(entry => (kept += entry.Bytes) <= maxBytes).Select(entry => entry.Path));
    });

    /// <summary>Removes the entries that no recipe's last build used, and forgets recipes that are no more or have another name, and outputs that are no more; for whoever owns the cache.</summary>
    internal static Pruned Sweep(CacheFolder folder)
    {
        var recipes = CacheFolder.Files(folder.Recipes).Select(path => (Path: path, Memory: CacheMemory.ReadRecipe(path))).ToList();
        var last = recipes.Where(recipe => recipe.Memory is not null && File.Exists(recipe.Memory.Recipe))
            .GroupBy(recipe => recipe.Memory!.Recipe, StringComparer.Ordinal)
            .Select(names => names.MaxBy(recipe => FileIdentity.Of(recipe.Path)?.ModifiedNanoseconds))
            .ToList();
        foreach (var (path, _) in recipes.Except(last)) File.Delete(path);
        foreach (var path in CacheFolder.Files(folder.Outputs).Where(path => CacheMemory.ReadOutput(path) is not { } output || !output.Written.All(file => File.Exists(file.Path)))) File.Delete(path);
        var used = last.SelectMany(recipe => recipe.Memory!.Kept()).ToHashSet(StringComparer.Ordinal);
        return Remove(folder.Kept().Where(path => !used.Contains(Path.GetFileName(path))));
    }

    private static Pruned Owned(string store, Func<CacheFolder, Pruned> remove)
    {
        var folder = new CacheFolder(store);
        if (!Directory.Exists(folder.Folder)) return new Pruned(0, 0);
        using var own = folder.Own() ?? throw new CuveeException($"{folder.Folder}: a build uses the cache, or it belongs to somebody else; prune it when the build is done, or as its owner");
        try
        {
            return remove(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CuveeException($"{folder.Folder}: not all could be removed ({failure.Message.TrimEnd('.')}); check the disk and its permissions", failure);
        }
    }

    private static Pruned Remove(IEnumerable<string> paths)
    {
        var (entries, bytes) = (0, 0L);
        foreach (var path in paths.ToImmutableArray())
        {
            bytes += FileIdentity.Of(path)?.Bytes ?? 0;
            entries++;
            File.Delete(path);
        }

        return new Pruned(entries, bytes);
    }
}
