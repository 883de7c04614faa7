using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Cuvee.Interop;

/// <summary>What tells without reading it whether a file is still the one it was: whoever writes to it changes its time, and whoever puts another in its place its inode.</summary>
/// <param name="Bytes">Length.</param>
/// <param name="ModifiedNanoseconds">When it was last written to, in nanoseconds since 1970.</param>
/// <param name="Inode">Its number in the file system.</param>
internal readonly record struct FileIdentity(long Bytes, long ModifiedNanoseconds, ulong Inode)
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>
    /// Two writes within one tick of the kernel's clock leave the same time: 10 ms at 100 ticks a second, the coarsest Linux has. Doubled for certainty.
    /// </summary>
    private const long TickNanoseconds = 20_000_000;

    /// <summary>File systems that keep whole seconds keep even ones at worst (FAT).</summary>
    private const long CoarseNanoseconds = 2 * NanosecondsPerSecond;

    /// <summary>The identity of a file, through links; null where there is none.</summary>
    /// <exception cref="IOException">The system refuses to tell.</exception>
    public static FileIdentity? Of(string path)
    {
        Span<byte> status = stackalloc byte[LibC.StatxBytes];
        if (LibC.Statx(LibC.CurrentDirectory, path, 0, LibC.BasicStats, status) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            return error is LibC.NoEntry or LibC.NotDirectory ? null : throw new IOException($"{path}: {Marshal.GetPInvokeErrorMessage(error)}", error);
        }

        var inode = BinaryPrimitives.ReadUInt64LittleEndian(status[32..]);
        var bytes = BinaryPrimitives.ReadInt64LittleEndian(status[40..]);
        var seconds = BinaryPrimitives.ReadInt64LittleEndian(status[112..]);
        return new FileIdentity(bytes, (seconds * NanosecondsPerSecond) + BinaryPrimitives.ReadUInt32LittleEndian(status[120..]), inode);
    }

    /// <summary>Whether a write after <paramref name="later"/> was made would have given another time: false for a file that is just being written.</summary>
    public bool IsSettledBefore(FileIdentity later)
    {
        var tick = ModifiedNanoseconds % NanosecondsPerSecond == 0 ? CoarseNanoseconds : TickNanoseconds;
        return ModifiedNanoseconds < later.ModifiedNanoseconds - tick;
    }
}
