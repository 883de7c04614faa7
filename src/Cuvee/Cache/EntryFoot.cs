using System.Runtime.InteropServices;
using Cuvee.Engine;
using Cuvee.Model;
using Microsoft.Win32.SafeHandles;

namespace Cuvee.Cache;

/// <summary>The last bytes of an entry: where its index is. An entry without them was not finished.</summary>
/// <param name="IndexAt">Where the index begins.</param>
/// <param name="End">Where it ends, and the foot begins.</param>
internal readonly record struct EntryFoot(long IndexAt, long End)
{
    private const int Bytes = 3 * sizeof(long);

    public static void Write(SafeFileHandle file, long indexAt, long end)
    {
        Span<long> numbers = [indexAt, end, 0];
        numbers[2] = (long)Mix64.Of(MemoryMarshal.AsBytes(numbers[..2]));
        RandomAccess.Write(file, MemoryMarshal.AsBytes(numbers), end);
    }

    /// <exception cref="DamagedEntryException">There is none.</exception>
    public static EntryFoot Read(SafeFileHandle file, string path)
    {
        var end = RandomAccess.GetLength(file) - Bytes;
        Span<long> numbers = stackalloc long[3];
        if (end < 0 || StoredBytes.ReadUpTo(file, MemoryMarshal.AsBytes(numbers), end) < Bytes) throw new DamagedEntryException(path);
        var isWhole = numbers[2] == (long)Mix64.Of(MemoryMarshal.AsBytes(numbers[..2])) && numbers[1] == end && numbers[0] >= 0 && numbers[0] <= end;
        return isWhole ? new EntryFoot(numbers[0], end) : throw new DamagedEntryException(path);
    }
}
