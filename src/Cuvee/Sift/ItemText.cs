using Cuvee.Json;
using Cuvee.Model;

namespace Cuvee.Sift;

/// <summary>Items as they are written: the bytes as they stand in the input wherever these fit on a line.</summary>
internal static class ItemText
{
    /// <summary>Appends an item as a line. A value over several lines is brought to one.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="item">The values of the item, one behind the other.</param>
    /// <param name="tape">Used where something must be written anew.</param>
    public static void WriteLine(ByteBuffer target, Utf8 item, JsonTape tape)
    {
        if (IsOneLine(item)) target.Add(item.Span);
        else WriteCanonical(target, item, tape, isList: false);
        target.Add((byte)'\n');
    }

    /// <summary>Appends an item as one value: several values of a line become a list.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="item">The values of the item, one behind the other.</param>
    /// <param name="tape">Holds the last value of the item.</param>
    public static void WriteValue(ByteBuffer target, Utf8 item, JsonTape tape)
    {
        var isOneValue = IsOneValue(item, tape);
        if (isOneValue && IsOneLine(item)) target.Add(item.Span);
        else WriteCanonical(target, item, tape, isList: !isOneValue);
    }

    /// <summary>Whether the item stands on a line as it is.</summary>
    public static bool IsOneLine(Utf8 item) => item.Span.IndexOfAny((byte)'\n', (byte)'\r') < 0;

    /// <summary>Whether the item is one value: the last one, which is on the tape, is the first of the item.</summary>
    public static bool IsOneValue(Utf8 item, JsonTape tape) =>
        tape.Root.Source is var last && (tape.Root.Kind == JsonKind.Text ? last.Offset - 1 : last.Offset) == item.Offset;

    private static void WriteCanonical(ByteBuffer target, Utf8 item, JsonTape tape, bool isList)
    {
        if (isList) target.Add((byte)'[');
        var end = item.Offset + item.Length;
        for (var at = item.Offset; at < end;)
        {
            if (isList && at > item.Offset) target.Add((byte)',');
            tape.Parse(item.Array!, at, end, out at);
            JsonText.WriteCanonical(target, tape.Root);
        }

        if (isList) target.Add((byte)']');
    }
}
