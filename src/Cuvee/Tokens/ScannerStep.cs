using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cuvee.Tokens;

/// <summary>Cuts each piece into the words of a pattern: where the text is ASCII, all words of a block of it together.</summary>
internal sealed class ScannerStep(WordScanner scanner, PieceSink next) : PieceSink
{
    // The last bytes of a piece, with zeros behind them
    private readonly byte[] _end = new byte[Readable];

    public override void Take(ReadOnlySpan<byte> text, int start, int end)
    {
        text = text[..end];
        for (int at = start, word; at < end; at = word)
        {
            if (IsAscii(text, at) && TakeBlock(text, at) is var taken and > 0)
            {
                word = at + taken;
                continue;
            }

            word = scanner.Next(text, at);
            next.Take(text, at, word);
        }
    }

    /// <summary>Takes the words of one block; returns how many bytes they have.</summary>
    private int TakeBlock(ReadOnlySpan<byte> text, int at)
    {
        var length = text.Length - at;
        var words = text[at..];
        if (length < Readable)
        {
            words.CopyTo(_end);
            _end.AsSpan(length).Clear();
            words = _end;
        }

        var bounds = scanner.Starts(words, 0, Math.Min(length, ByteBlock.Length));
        if (bounds > 1) next.TakeWords(words, bounds);
        return BitOperations.Log2(bounds);
    }

    /// <summary>Whether looking at a block is worth its while.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsAscii(ReadOnlySpan<byte> text, int at) =>
        text.Length - at >= sizeof(ulong) && (MemoryMarshal.Read<ulong>(text[at..]) & 0x8080808080808080) == 0;
}
