using System.Diagnostics;

namespace Cuvee.Tests.Support;

/// <summary>A small file system in memory, mounted for one test.</summary>
internal sealed class Mount : IDisposable
{
    private Mount(string folder) => Folder = folder;

    public string Folder { get; }

    /// <summary>Mounts one of so many bytes; ends the test as skipped where that is not allowed.</summary>
    public static Mount OfBytes(long bytes)
    {
        var folder = Directory.CreateTempSubdirectory("cuvee-mount-").FullName;
        if (Run("mount", "-t", "tmpfs", "-o", $"size={bytes}", "tmpfs", folder) == 0) return new Mount(folder);
        Directory.Delete(folder);
        Assert.Skip("A small file system cannot be mounted here: it takes root");
        throw new InvalidOperationException("Skip throws");
    }

    public void MakeReadOnly() => Assert.Equal(0, Run("mount", "-o", "remount,ro", Folder));

    public void Resize(long bytes) => Assert.Equal(0, Run("mount", "-o", $"remount,size={bytes}", Folder));

    public void Dispose()
    {
        // Lazily: a process that another test starts at this moment may hold the mount until it has execed
        Run("umount", "-l", Folder);
        Directory.Delete(Folder);
    }

    private static int Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;
        }
    }
}
