using Cuvee.Model;

namespace Cuvee.Cache;

/// <summary>
/// The folder <c>cache</c> of a store: <c>entries</c>, by the SHA-256 of their keys; <c>findings</c>, what was found in emitted lines and
/// among near-duplicates, likewise; <c>recipes</c>, what the last build of each recipe used; <c>outputs</c>, what it published. A build holds a shared lock on it, whoever removes entries an exclusive one.
/// </summary>
internal sealed class CacheFolder(string store)
{
    /// <summary>Removing entries takes moments; this is how long a build waits for it, in tries of <see cref="WaitMilliseconds"/>.</summary>
    private const int Tries = 500;
    private const int WaitMilliseconds = 20;

    public string Folder { get; } = Path.Combine(store, "cache");

    public string Entries => Path.Combine(Folder, "entries");

    public string Findings => Path.Combine(Folder, "findings");

    public string Recipes => Path.Combine(Folder, "recipes");

    public string Outputs => Path.Combine(Folder, "outputs");

    public string PathOf(string entry) => Path.Combine(Entries, entry);

    public string PathOfFindings(string entry) => Path.Combine(Findings, entry);

    /// <summary>Everything that is kept by a key: the entries, then the findings, each by name.</summary>
    public IReadOnlyList<string> Kept() => [.. Files(Entries), .. Files(Findings)];

    /// <summary>Makes the folders.</summary>
    public void Create()
    {
        foreach (var folder in (string[])[Entries, Findings, Recipes, Outputs]) Directory.CreateDirectory(folder);
    }

    /// <summary>The files of one of the folders, by name; none where it does not exist.</summary>
    public static IReadOnlyList<string> Files(string folder) =>
        Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "*").Where(path => !path.EndsWith(".partial", StringComparison.Ordinal)).Order(StringComparer.Ordinal)] : [];

    /// <summary>Keeps entries from being removed until it is disposed.</summary>
    public FileStream Use()
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return Lock(FileAccess.Read, FileShare.Read);
            }
            catch (IOException) when (tries < Tries)
            {
                Thread.Sleep(WaitMilliseconds);
            }
            catch (IOException exception)
            {
                throw new CuveeException($"{LockPath}: another program is clearing the cache; wait for it, or build with --no-cache", exception);
            }
        }
    }

    /// <summary>The right to remove entries, until it is disposed; null while a build uses them, and for whoever may not write here.</summary>
    public FileStream? Own()
    {
        try
        {
            return Lock(FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private string LockPath => Path.Combine(Folder, "lock");

    private FileStream Lock(FileAccess access, FileShare share)
    {
        if (!File.Exists(LockPath)) File.Open(LockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite).Dispose();
        return new FileStream(LockPath, FileMode.Open, access, share);
    }
}
