using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using Cuvee.Model;

namespace Cuvee.Filter;

/// <summary>Measures texts in place: nothing is decoded to strings, nothing is allocated.</summary>
internal static class Measure
{
    /// <summary>The number of Unicode scalar values of a valid UTF-8 text.</summary>
    public static long Characters(ReadOnlySpan<byte> utf8)
    {
        var count = 0L;
        var bytes = MemoryMarshal.Cast<byte, sbyte>(utf8);
        var at = 0;
        // Every byte but a continuation byte (10xxxxxx, below -64) begins a scalar value
        for (; at <= bytes.Length - Vector256<sbyte>.Count; at += Vector256<sbyte>.Count)
        {
            count += BitOperations.PopCount(Vector256.GreaterThanOrEqual(Vector256.Create(bytes[at..]), Vector256.Create((sbyte)-64)).ExtractMostSignificantBits());
        }

        foreach (var value in bytes[at..]) count += value >= -64 ? 1 : 0;
        return count;
    }

    /// <summary>The number of Unicode scalar values that are not ASCII white space.</summary>
    public static long Ink(ReadOnlySpan<byte> utf8)
    {
        var count = 0;
        foreach (var value in utf8)
        {
            count += (sbyte)value >= -64 && value is not ((byte)' ' or (byte)'\n' or (byte)'\t' or (byte)'\r') ? 1 : 0;
        }

        return count;
    }

    /// <summary>Whether anything but white space stands in the text.</summary>
    public static bool HasInk(ReadOnlySpan<byte> utf8)
    {
        while (!utf8.IsEmpty)
        {
            Rune.DecodeFromUtf8(utf8, out var rune, out var byteCount);
            if (!Rune.IsWhiteSpace(rune))
            {
                return true;
            }

            utf8 = utf8[byteCount..];
        }

        return false;
    }

    /// <summary>The length of all turn texts joined by one space with white space collapsed and the ends trimmed: the identity's <c>text</c>.</summary>
    public static long CollapsedText(ImmutableArray<Turn> turns, bool inBytes)
    {
        var length = 0L;
        var isAfterWord = false;
        foreach (var turn in turns)
        {
            var rest = turn.Text.Span;
            while (!rest.IsEmpty)
            {
                Rune.DecodeFromUtf8(rest, out var rune, out var byteCount);
                rest = rest[byteCount..];
                if (Rune.IsWhiteSpace(rune))
                {
                    isAfterWord = false;
                    continue;
                }

                length += (inBytes ? byteCount : 1) + (!isAfterWord && length > 0 ? 1 : 0);
                isAfterWord = true;
            }

            isAfterWord = false;
        }

        return length;
    }

    /// <summary>The index of the last assistant turn, or -1.</summary>
    public static int LastAssistant(ImmutableArray<Turn> turns)
    {
        var index = turns.Length - 1;
        while (index >= 0 && turns[index].Role != Role.Assistant)
        {
            index--;
        }

        return index;
    }
}
