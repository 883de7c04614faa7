using System.Collections.Immutable;
using Cuvee.Engine;
using Cuvee.Interop;

namespace Cuvee.Cache;

/// <summary>An entry of a cache.</summary>
/// <param name="Name">The SHA-256 of its key.</param>
/// <param name="Source">The source whose file it was made of; else null.</param>
/// <param name="File">What the file is called; else null.</param>
/// <param name="Bytes">What it takes on disk.</param>
/// <param name="LastUsed">When a build last used it, by the times of files.</param>
/// <param name="Recipes">The recipes whose last build used it.</param>
public sealed record CachedFile(string Name, string? Source, string? File, long Bytes, DateTimeOffset LastUsed, ImmutableArray<string> Recipes)
{
    /// <summary>The dataset in which something was found; null for an entry made of a file. A damaged entry has neither.</summary>
    public string? Dataset { get; init; }

    /// <summary>Where in the dataset: <c>lines</c>, or <c>near</c> for near-duplicates; null likewise.</summary>
    public string? Found { get; init; }

    /// <summary>Where it is.</summary>
    public required string Path { get; init; }
}

/// <summary>Lists the entries of a cache.</summary>
public static class CacheListing
{
    private const long NanosecondsPerTick = 100;

    /// <summary>The store of a recipe, or of the recipes in a folder, which need not exist.</summary>
    /// <param name="place">A recipe or a folder.</param>
    public static string StoreOf(string place) => Store.FolderFor(File.Exists(place) ? Path.GetDirectoryName(Path.GetFullPath(place))! : Path.GetFullPath(place));

    /// <summary>By source and file, then those of datasets, the damaged ones last.</summary>
    /// <param name="store">The store's folder, which need not exist.</param>
    public static ImmutableArray<CachedFile> Of(string store)
    {
        var folder = new CacheFolder(store);
        var uses = CacheFolder.Files(folder.Recipes)
            .Select(path => (Path: path, Memory: CacheMemory.ReadRecipe(path)))
            .Where(recipe => recipe.Memory is not null)
            .SelectMany(recipe => recipe.Memory!.Kept().Select(entry => (Entry: entry, recipe.Memory.Recipe, recipe.Path)))
            .ToLookup(use => use.Entry);
        return
        [
            .. folder.Kept()
                .Select(path => Of(path, uses[Path.GetFileName(path)].Select(use => (use.Recipe, use.Path)).Distinct().ToList()))
                .OrderBy(entry => entry.Source is not null ? 0 : entry.Dataset is not null ? 1 : 2)
                .ThenBy(entry => $"{entry.Source}{entry.Dataset}", StringComparer.Ordinal).ThenBy(entry => entry.File ?? entry.Found, StringComparer.Ordinal).ThenBy(entry => entry.Name, StringComparer.Ordinal),
        ];
    }

    private static CachedFile Of(string path, List<(string Recipe, string Path)> uses)
    {
        var key = KeyOf(path);
        var found = new[] { LinesKey.Word, NearKey.Word }.FirstOrDefault(word => EntryKey.Value(key, word) is not null);
        var used = uses.Select(use => use.Path).Append(path).Max(file => FileIdentity.Of(file)?.ModifiedNanoseconds ?? 0);
        return new CachedFile(
            Path.GetFileName(path),
            EntryKey.Value(key, "source"),
            EntryKey.Value(key, "file"),
            FileIdentity.Of(path)?.Bytes ?? 0,
            DateTimeOffset.UnixEpoch.AddTicks(used / NanosecondsPerTick),
            [.. uses.Select(use => use.Recipe).Order(StringComparer.Ordinal)])
        {
            Dataset = found is null ? null : EntryKey.Value(key, found),
            Found = found,
            Path = path,
        };
    }

    private static string KeyOf(string path)
    {
        try
        {
            return Entry.KeyOf(path);
        }
        catch (Exception failure) when (failure is DamagedEntryException or IOException or UnauthorizedAccessException)
        {
            return string.Empty;
        }
    }
}
