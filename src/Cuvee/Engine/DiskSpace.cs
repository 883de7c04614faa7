using System.Collections.Immutable;
using System.Globalization;
using Cuvee.Model;
using Cuvee.Recipes;

namespace Cuvee.Engine;

/// <summary>Estimates what a build will write and refuses to begin one that cannot end.</summary>
internal static class DiskSpace
{
    /// <summary>How much text a compressed file holds at most, in our experience of chat data.</summary>
    private const int CompressionRatio = 5;

    /// <summary>ENOSPC and EDQUOT of Linux, which .NET gives as the code of an I/O error.</summary>
    private const int NoSpace = 28;
    private const int OverQuota = 122;

    /// <exception cref="CuveeException">The store or the output has too little room.</exception>
    public static void Check(ImmutableArray<ImmutableArray<InputPath>> inputs, Recipe recipe, ImmutableArray<Dataset> datasets, string store, string outFolder, long keptBytes)
    {
        var bytes = recipe.Sources.Select((source, index) => (source.Name, Bytes: inputs[index].Sum(TextBytes))).ToDictionary(source => source.Name, source => source.Bytes);
        // What the cache keeps is mostly not written again
        var used = Math.Max(0, datasets.SelectMany(dataset => dataset.From).Distinct().Sum(name => bytes[name]) - keptBytes);
        var written = datasets.Sum(dataset => dataset.From.Sum(name => bytes[name]) * (dataset.Output.IsCompiled ? 2 : 1));
        var isOneDrive = DriveOf(store).Name == DriveOf(outFolder).Name;
        Check(DriveOf(store), isOneDrive ? used + written : used, store);
        if (!isOneDrive) Check(DriveOf(outFolder), written, outFolder);
    }

    /// <summary>Runs what writes below a folder; where the disk refuses, the error says which and what to do.</summary>
    /// <exception cref="CuveeException">The disk is full or cannot be written.</exception>
    public static T Guard<T>(string folder, Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CuveeException(
                failure.HResult is NoSpace or OverQuota
                    ? $"{folder}: the disk is full; make room, or use another disk with --out and CUVEE_CACHE"
                    : $"{folder}: cannot be written ({failure.Message}); check the disk and its permissions",
                failure);
        }
    }

    private static long TextBytes(InputPath input)
    {
        var length = new FileInfo(input.Path).Length;
        return Path.GetExtension(input.Path) is ".gz" or ".zst" or ".parquet" ? length * CompressionRatio : length;
    }

    private static void Check(DriveInfo drive, long bytes, string folder)
    {
        if (drive.AvailableFreeSpace >= bytes) return;
        throw new CuveeException(string.Create(
            CultureInfo.InvariantCulture,
            $"{folder}: about {bytes / 1e6:N0} MB are needed and {drive.AvailableFreeSpace / 1e6:N0} MB are free; make room, or use another disk with --out and CUVEE_CACHE"));
    }

    /// <summary>The file system that will hold a folder, which need not exist yet.</summary>
    private static DriveInfo DriveOf(string folder)
    {
        var existing = Path.GetFullPath(folder);
        while (!Directory.Exists(existing)) existing = Path.GetDirectoryName(existing)!;
        var mount = DriveInfo.GetDrives().Where(drive => IsAbove(drive.Name, existing)).MaxBy(drive => drive.Name.Length);
        return mount ?? new DriveInfo("/");
    }

    private static bool IsAbove(string mount, string folder) => mount == "/" || folder == mount || folder.StartsWith(mount.TrimEnd('/') + "/", StringComparison.Ordinal);
}
