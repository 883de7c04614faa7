using System.Collections.Concurrent;

namespace Cuvee.Ingest;

/// <summary>The arrays that blocks are read into.</summary>
internal static class BlockBuffer
{
    private static readonly ConcurrentBag<byte[]> Free = [];

    /// <summary>A buffer with any content: a recycled one where the length is the usual one.</summary>
    public static byte[] Allocate(int length) =>
        length == Block.DefaultBytes && Free.TryTake(out var used) ? used : GC.AllocateUninitializedArray<byte>(length);

    /// <summary>Takes a buffer back when nobody can be looking at it any more. Others than the usual length are left to the garbage collector.</summary>
    public static void Recycle(byte[] bytes)
    {
        if (bytes.Length == Block.DefaultBytes) Free.Add(bytes);
    }

    /// <summary>Doubles a full buffer.</summary>
    /// <param name="bytes">The buffer; replaced by a larger one with the same bytes in front.</param>
    /// <param name="what">The item that needs the room, for the error.</param>
    /// <exception cref="InvalidDataException">The item is longer than <see cref="Block.MaxItemBytes"/>.</exception>
    public static void Grow(ref byte[] bytes, string what)
    {
        if (bytes.Length >= Block.MaxItemBytes)
            throw new InvalidDataException($"{what} is longer than 1 GiB, the most one record may have; check that the file is what its name says");
        var larger = Allocate((int)Math.Min(bytes.Length * 2L, Block.MaxItemBytes));
        bytes.CopyTo(larger, 0);
        bytes = larger;
    }
}
