using Cuvee.Cache;
using Cuvee.Model;

namespace Cuvee.Engine;

/// <summary>
/// The folder <c>.cuvee</c> beside the recipe (or <c>CUVEE_CACHE</c>), where staged records wait between the passes. A build holds a lock
/// on its work folder; what a killed build left there is cleared by the next one.
/// </summary>
internal sealed class Store : IDisposable
{
    private readonly FileStream _lock;
    private readonly List<IDisposable> _files = [];

    private Store(string folder, string work, FileStream @lock) => (Folder, Work, _lock) = (folder, work, @lock);

    /// <summary>The store's folder.</summary>
    public string Folder { get; }

    /// <summary>The work folder of this build.</summary>
    public string Work { get; }

    /// <summary>The store's folder for a recipe in <paramref name="recipeFolder"/>.</summary>
    public static string FolderFor(string recipeFolder) =>
        Environment.GetEnvironmentVariable("CUVEE_CACHE") is { Length: > 0 } given ? Path.GetFullPath(given) : Path.Combine(recipeFolder, ".cuvee");

    /// <exception cref="CuveeException">The folder cannot be written, or another build works in it.</exception>
    public static Store Open(string folder, string name)
    {
        var work = Path.Combine(folder, "work", name);
        FileStream @lock;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(work)!);
            @lock = new FileStream(work + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (File.Exists(work + ".lock"))
        {
            throw new CuveeException($"{work}.lock: another build of '{name}' is running; wait for it, or set CUVEE_CACHE to another folder", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CuveeException($"{folder}: the store cannot be written ({exception.Message}); set CUVEE_CACHE to a folder that can", exception);
        }

        if (Directory.Exists(work)) Directory.Delete(work, recursive: true);
        Directory.CreateDirectory(work);
        return new Store(folder, work, @lock);
    }

    /// <summary>A new file in the work folder, to be written and read back by offset until the store is closed.</summary>
    public StagedFile Create(string name)
    {
        var path = Path.Combine(Work, name);
        var file = new StagedFile(path, File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete));
        _files.Add(file);
        return file;
    }

    /// <summary>Holds an entry of the cache open until the store is closed.</summary>
    public Entry Open(Entry entry)
    {
        _files.Add(entry);
        return entry;
    }

    /// <summary>A nameless file to write, rewind and read back; it is gone when it is closed.</summary>
    public Stream Scratch() => ScratchFile.OpenStream(Path.Combine(Work, "scratch"));

    /// <summary>
    /// Lets go of the staged records, and removes those that the cache did not keep, as soon as nothing reads them any more. What cannot be removed yet is no reason to
    /// lose a build: closing the store tries again.
    /// </summary>
    public void ClearEarly()
    {
        try
        {
            Clear();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Closing the store says so
        }
    }

    public void Dispose()
    {
        Clear();
        // The lock file stays: were it deleted, a build that has just opened it and one that makes a new one would both hold a lock
        _lock.Dispose();
    }

    private void Clear()
    {
        foreach (var file in _files) file.Dispose();
        _files.Clear();
        if (Directory.Exists(Work)) Directory.Delete(Work, recursive: true);
    }
}
