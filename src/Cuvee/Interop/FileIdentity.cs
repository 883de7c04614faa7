using System.Buffers.Binary;

namespace Cuvee.Interop;

/// <summary>What tells without reading it whether a file is still the one it was: whoever writes to it changes its times, the second of which nobody can set back, and whoever puts another in its place its inode or device.</summary>
/// <param name="Bytes">Length.</param>
/// <param name="ModifiedNanoseconds">When it was last written to, in nanoseconds since 1970.</param>
/// <param name="ChangedNanoseconds">When its bytes, times, name or permissions were last changed (st_ctim), in nanoseconds since 1970.</param>
/// <param name="Inode">Its number in the file system.</param>
/// <param name="Device">The number of the file system.</param>
internal readonly record struct FileIdentity(long Bytes, long ModifiedNanoseconds, long ChangedNanoseconds, ulong Inode, ulong Device)
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>
    /// Two writes within one tick of the kernel's clock leave the same time: 10 ms at 100 ticks a second, the coarsest Linux has. Doubled for certainty.
    /// </summary>
    private const long TickNanoseconds = 20_000_000;

    /// <summary>File systems that keep whole seconds keep even ones at worst (FAT).</summary>
    private const long CoarseNanoseconds = 2 * NanosecondsPerSecond;

    /// <summary>The identity of a file, through links; null where there is none, or the system refuses to tell: whoever opens it says why.</summary>
    public static FileIdentity? Of(string path)
    {
        Span<byte> status = stackalloc byte[LibC.StatxBytes];
        if (LibC.Statx(LibC.CurrentDirectory, path, 0, LibC.BasicStats, status) != 0) return null;
        var inode = BinaryPrimitives.ReadUInt64LittleEndian(status[32..]);
        var bytes = BinaryPrimitives.ReadInt64LittleEndian(status[40..]);
        return new FileIdentity(bytes, Time(status[112..]), Time(status[96..]), inode, BinaryPrimitives.ReadUInt64LittleEndian(status[136..]));
    }

    /// <summary>Whether a write after <paramref name="later"/> was made would have given another time of change: false for a file that is just being written.</summary>
    public bool IsSettledBefore(FileIdentity later)
    {
        var tick = ChangedNanoseconds % NanosecondsPerSecond == 0 ? CoarseNanoseconds : TickNanoseconds;
        return ChangedNanoseconds < later.ChangedNanoseconds - tick;
    }

    /// <summary>A struct statx_timestamp.</summary>
    private static long Time(ReadOnlySpan<byte> time) => (BinaryPrimitives.ReadInt64LittleEndian(time) * NanosecondsPerSecond) + BinaryPrimitives.ReadUInt32LittleEndian(time[8..]);
}
