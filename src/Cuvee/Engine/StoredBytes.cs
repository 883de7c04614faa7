using Microsoft.Win32.SafeHandles;

namespace Cuvee.Engine;

/// <summary>Reads the files of the store. The system may give less than was asked for; taken for whole, that would be data of an earlier read.</summary>
internal static class StoredBytes
{
    /// <summary>Fills <paramref name="target"/> from an offset.</summary>
    /// <exception cref="EndOfStreamException">The file ends before.</exception>
    public static void ReadExactly(SafeFileHandle file, Span<byte> target, long at)
    {
        if (ReadUpTo(file, target, at) < target.Length) throw TooShort();
    }

    /// <summary>What to throw where a file ends too early.</summary>
    public static EndOfStreamException TooShort() => new("a file of the store is shorter than what was written to it");

    /// <summary>Fills <paramref name="target"/> from an offset or, where the file ends before, as much of it as there is.</summary>
    /// <returns>How many bytes were read.</returns>
    public static int ReadUpTo(SafeFileHandle file, Span<byte> target, long at)
    {
        var filled = 0;
        while (filled < target.Length)
        {
            var read = RandomAccess.Read(file, target[filled..], at + filled);
            if (read == 0) break;
            filled += read;
        }

        return filled;
    }
}
