namespace Cuvee.Ingest;

/// <summary>The arrays that blocks are read into.</summary>
internal static class BlockBuffer
{
    public static byte[] Allocate(int length) => GC.AllocateUninitializedArray<byte>(length);

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
