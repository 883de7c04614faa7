using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cuvee.Json;

/// <summary>Writes JSON texts over UTF-8 in their canonical spelling, see <see cref="JsonText.WriteText"/>.</summary>
internal static class JsonTextWriter
{
    /// <summary>What an escape may take more than the byte it stands for, and the quote at the end.</summary>
    private const int Spare = 6;

    /// <summary>So that a giant text does not ask for gigabytes that it may not need.</summary>
    private const int LargestSurplus = 1 << 20;

    public static void Write(ByteBuffer target, ReadOnlySpan<byte> text)
    {
        target.Add((byte)'"');
        while (true)
        {
            var room = Room(target, text.Length);
            var read = Copy(text, room, out var written);
            target.Advance(written);
            if (read == text.Length) break;
            text = text[read..];
        }

        target.Add((byte)'"');
    }

    /// <summary>Room for a text of that length with an escape at every other byte; what does not fit takes another round.</summary>
    private static Span<byte> Room(ByteBuffer target, int length) => target.GetSpan(length + Math.Min(length >> 1, LargestSurplus) + Spare);

    /// <summary>Copies a text with its escapes for as long as the room is sure to suffice. Returns how much of the text was read.</summary>
    private static int Copy(ReadOnlySpan<byte> text, Span<byte> room, out int written)
    {
        ref var source = ref MemoryMarshal.GetReference(text);
        ref var output = ref MemoryMarshal.GetReference(room);
        int read = 0, put = 0;
        while (text.Length - read + Spare <= room.Length - put)
        {
            var plain = CopyPlain(ref Unsafe.Add(ref source, read), ref Unsafe.Add(ref output, put), text.Length - read);
            read += plain;
            put += plain;
            if (read == text.Length) break;
            put += Escape(Unsafe.Add(ref source, read++), ref Unsafe.Add(ref output, put));
        }

        written = put;
        return read;
    }

    /// <summary>Copies until a byte that must be escaped or the end; returns how many bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int CopyPlain(ref byte source, ref byte output, int length)
    {
        var at = 0;
        for (; at + Vector256<byte>.Count <= length; at += Vector256<byte>.Count)
        {
            var chunk = Vector256.LoadUnsafe(ref source, (nuint)at);
            chunk.StoreUnsafe(ref output, (nuint)at);
            var mask = JsonTextReader.Specials(chunk);
            if (mask != 0) return at + BitOperations.TrailingZeroCount(mask);
        }

        if (at + Vector128<byte>.Count <= length)
        {
            var chunk = Vector128.LoadUnsafe(ref source, (nuint)at);
            chunk.StoreUnsafe(ref output, (nuint)at);
            var mask = JsonTextReader.Specials(chunk.ToVector256Unsafe()) & ushort.MaxValue;
            if (mask != 0) return at + BitOperations.TrailingZeroCount(mask);
            at += Vector128<byte>.Count;
        }

        for (; at < length && !JsonTextReader.IsSpecial(Unsafe.Add(ref source, at)); at++) Unsafe.Add(ref output, at) = Unsafe.Add(ref source, at);
        return at;
    }

    /// <summary>Writes the escape of a quote, a backslash or a control character; returns its length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Escape(byte value, ref byte output)
    {
        var letter = value < 0x20 ? "uuuuuuuubtnufruuuuuuuuuuuuuuuuuu"u8[value] : value;
        output = (byte)'\\';
        Unsafe.Add(ref output, 1) = letter;
        if (letter != 'u') return 2;
        Unsafe.Add(ref output, 2) = (byte)'0';
        Unsafe.Add(ref output, 3) = (byte)'0';
        Unsafe.Add(ref output, 4) = "0123456789abcdef"u8[value >> 4];
        Unsafe.Add(ref output, 5) = "0123456789abcdef"u8[value & 15];
        return 6;
    }
}
