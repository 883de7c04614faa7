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
        return Remove(CacheFolder.Files(folder.Entries));
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
        return Remove(entries.SkipWhile(entry => (kept += entry.Bytes) <= maxBytes).Select(entry => folder.PathOf(entry.Name)));
    });

    /// <summary>Removes the entries that no recipe's last build used, and forgets recipes that are no more; for whoever owns the cache.</summary>
    internal static Pruned Sweep(CacheFolder folder)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in CacheFolder.Files(folder.Recipes))
        {
            if (CacheMemory.ReadRecipe(path) is { } memory && File.Exists(memory.Recipe)) used.UnionWith(memory.Inputs.Select(input => input.Entry).OfType<string>());
            else File.Delete(path);
        }

        return Remove(CacheFolder.Files(folder.Entries).Where(path => !used.Contains(Path.GetFileName(path))));
    }

    private static Pruned Owned(string store, Func<CacheFolder, Pruned> remove)
    {
        var folder = new CacheFolder(store);
        if (!Directory.Exists(folder.Folder)) return new Pruned(0, 0);
        using var own = folder.Own() ?? throw new CuveeException($"{folder.Folder}: a build uses the cache; prune it when the build is done");
        return remove(folder);
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
