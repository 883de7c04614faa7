using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Cuvee.Interop;

/// <summary>The calls into the C library; the numbers are those of Linux on x64.</summary>
internal static partial class LibC
{
    /// <summary>AT_FDCWD: relative paths start at the current folder.</summary>
    public const int CurrentDirectory = -100;

    /// <summary>RENAME_EXCHANGE.</summary>
    public const uint RenameExchange = 2;

    public const int ReadOnly = 0;

    /// <summary>POSIX_FADV_DONTNEED.</summary>
    public const int DoNotNeed = 4;

    /// <summary>STATX_BASIC_STATS.</summary>
    public const uint BasicStats = 0x7FF;

    /// <summary>Size of a struct statx.</summary>
    public const int StatxBytes = 256;

    /// <summary>O_CLOEXEC.</summary>
    public const int CloseOnExec = 0x80000;

    /// <summary>EINVAL.</summary>
    public const int InvalidArgument = 22;

    /// <summary>ENOSYS.</summary>
    public const int NotImplemented = 38;

    static LibC() => NativeLibraries.Prepare();

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int RenameAt2(int oldDirectory, string oldPath, int newDirectory, string newPath, uint flags);

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Statx(int directory, string path, int flags, uint mask, Span<byte> target);

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags);

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "fsync", SetLastError = true)]
    public static partial int Fsync(int file);

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "posix_fadvise")]
    public static partial int Advise(SafeFileHandle file, long offset, long length, int advice);

    [LibraryImport(NativeLibraries.LibC, EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int file);
}
