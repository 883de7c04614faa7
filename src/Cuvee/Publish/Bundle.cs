using Cuvee.Interop;
using Cuvee.Model;

namespace Cuvee.Publish;

/// <summary>
/// A dataset's folder in the making: written aside, flushed to disk, read back, then exchanged into place in one step, so that whoever looks
/// sees the old dataset or the new one and nothing between. A failed or killed build leaves the old one whole.
/// </summary>
internal sealed class Bundle : IDisposable
{
    private const string AsideSuffix = ".partial";
    private const string OldSuffix = ".old";
    private const string FailedSuffix = ".failed";
    private const string ManifestName = "manifest.json";

    private Bundle(string target) => (Target, Folder) = (target, target + AsideSuffix);

    /// <summary>Where to write.</summary>
    public string Folder { get; }

    /// <summary>The dataset's folder, where an older one may stand.</summary>
    public string Target { get; }

    /// <summary>Refuses to replace a folder that is no dataset: the files in it are somebody's.</summary>
    /// <exception cref="CuveeException">Where the dataset is to go there is a folder, not empty, without a manifest.</exception>
    public static void CheckTarget(string outFolder, string dataset)
    {
        var target = Path.Combine(outFolder, dataset);
        if (File.Exists(target)) throw new CuveeException($"{target}: a file stands where the dataset is to go; move it, or choose another folder with --out");
        if (!Directory.Exists(target) || IsDataset(target) || !Directory.EnumerateFileSystemEntries(target).Any()) return;
        throw new CuveeException($"{target}: the folder is not a dataset (it has no {ManifestName}) and would be replaced; move it, or choose another folder with --out");
    }

    /// <summary>Opens an empty folder beside <c>OUT/dataset</c>; what a killed build left there is removed.</summary>
    public static Bundle Begin(string outFolder, string dataset)
    {
        var bundle = new Bundle(Path.Combine(outFolder, dataset));
        try
        {
            Delete(bundle.Folder);
            Directory.CreateDirectory(bundle.Folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CuveeException($"{outFolder}: the output folder cannot be written ({exception.Message}); choose another with --out", exception);
        }

        return bundle;
    }

    /// <summary>Puts back a dataset that a build was killed over while it moved it (on file systems that cannot exchange), or removes the leftover.</summary>
    public static void Recover(string outFolder, string dataset)
    {
        var target = Path.Combine(outFolder, dataset);
        var old = target + OldSuffix;
        if (!IsDataset(old)) return;
        if (Directory.Exists(target)) Delete(old);
        else Directory.Move(old, target);
    }

    /// <summary>Flushes every file and folder to disk.</summary>
    public void Flush() => Flush(Folder);

    /// <summary>Flushes the files of a folder; early, while other work goes on, it leaves little to wait for at the end.</summary>
    public static void Flush(string folder)
    {
        foreach (var file in Directory.GetFiles(folder, "*").Order(StringComparer.Ordinal)) PosixFiles.Flush(file);
        foreach (var inner in Directory.GetDirectories(folder).Order(StringComparer.Ordinal)) Flush(inner);
        PosixFiles.Flush(folder);
    }

    /// <summary>Exchanges the folder into place.</summary>
    public void Publish()
    {
        Move(Target);
        Delete(Target + FailedSuffix);
        PosixFiles.Flush(Path.GetDirectoryName(Target)!);
    }

    /// <summary>Puts the folder beside the old dataset, which stays: gates failed.</summary>
    public void Reject() => Move(Target + FailedSuffix);

    public void Dispose() => Delete(Folder);

    private void Move(string target)
    {
        if (!Directory.Exists(target))
        {
            Directory.Move(Folder, target);
            return;
        }

        if (!PosixFiles.AtomicExchange(Folder, target))
        {
            Delete(target + OldSuffix);
            Directory.Move(target, target + OldSuffix);
            Directory.Move(Folder, target);
            Delete(target + OldSuffix);
        }

        // After an exchange the old dataset stands where the new one was written.
        Delete(Folder);
    }

    private static bool IsDataset(string folder) => File.Exists(Path.Combine(folder, ManifestName));

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }
}
