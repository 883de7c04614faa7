using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Cuvee.Interop;

/// <summary>The file operations of Linux that .NET lacks and an all-or-nothing publish needs.</summary>
public static class PosixFiles
{
    /// <summary>Exchanges two files or folders of one file system in a single step: at no moment is either path missing.</summary>
    /// <returns>False where the file system cannot do it; nothing has changed then.</returns>
    /// <exception cref="IOException">Anything else: a path that does not exist, two file systems, missing rights. The message holds the system's own text.</exception>
    public static bool AtomicExchange(string pathA, string pathB)
    {
        if (LibC.RenameAt2(LibC.CurrentDirectory, pathA, LibC.CurrentDirectory, pathB, LibC.RenameExchange) == 0) return true;
        var error = Marshal.GetLastPInvokeError();
        // EINVAL: a file system without the flag; ENOSYS: a kernel without the call
        return error is LibC.InvalidArgument or LibC.NotImplemented ? false : throw Failure($"{pathA} and {pathB}: could not be exchanged", error);
    }

    /// <summary>Writes a file's bytes through to the disk, or for a folder its list of names. Without the latter a rename can be lost in a power cut.</summary>
    /// <exception cref="IOException">With the system's own text.</exception>
    public static void Flush(string path)
    {
        var file = LibC.Open(path, LibC.ReadOnly | LibC.CloseOnExec);
        if (file < 0) throw Failure($"{path}: could not be opened to flush it", Marshal.GetLastPInvokeError());
        try
        {
            if (LibC.Fsync(file) != 0) throw Failure($"{path}: could not be flushed to the disk", Marshal.GetLastPInvokeError());
        }
        finally
        {
            _ = LibC.Close(file);
        }
    }

    /// <summary>Gives back the system's memory that holds a stretch of a file, as far as it is on disk. Where that cannot be done nothing happens: it changes no byte of any file.</summary>
    public static void Forget(SafeFileHandle file, long offset, long length) => _ = LibC.Advise(file, offset, length, LibC.DoNotNeed);

    private static IOException Failure(string what, int error) => new($"{what}: {Marshal.GetPInvokeErrorMessage(error)}", error);
}
