using Cuvee.Model;
using Microsoft.Win32.SafeHandles;

namespace Cuvee.Engine;

/// <summary>
/// The folder <c>.cuvee</c> beside the recipe (or <c>CUVEE_CACHE</c>), where staged records wait between the passes. A build holds a lock
/// on its work folder; what a killed build left there is cleared by the next one.
/// </summary>
internal sealed class Store : IDisposable
{
    private readonly FileStream _lock;
    private readonly List<SafeFileHandle> _files = [];

    private Store(string work, FileStream @lock) => (Work, _lock) = (work, @lock);

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
        return new Store(work, @lock);
    }

    /// <summary>A new file in the work folder, to be written and read back by offset until the store is closed.</summary>
    public SafeFileHandle Create(string name)
    {
        var file = File.OpenHandle(Path.Combine(Work, name), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read);
        _files.Add(file);
        return file;
    }

    /// <summary>A nameless file to write, rewind and read back; it is gone when it is closed.</summary>
    public Stream Scratch() => ScratchFile.OpenStream(Path.Combine(Work, "scratch"));

    /// <summary>Removes the staged records: nothing reads them any more.</summary>
    public void Clear()
    {
        foreach (var file in _files) file.Dispose();
        _files.Clear();
        if (Directory.Exists(Work)) Directory.Delete(Work, recursive: true);
    }

    public void Dispose()
    {
        Clear();
        // The lock file stays: were it deleted, a build that has just opened it and one that makes a new one would both hold a lock
        _lock.Dispose();
    }
}
