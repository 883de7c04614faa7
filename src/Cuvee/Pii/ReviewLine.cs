using System.Text;
using Cuvee.Json;

namespace Cuvee.Pii;

/// <summary>Where in a record a text stands.</summary>
/// <param name="Turn">Index of the turn, -1 beside the turns.</param>
/// <param name="Part"><c>text</c>, <c>reasoning</c>, <c>tool_calls</c>, <c>tools</c>; with <c>rejected_</c> before it in a rejected answer.</param>
internal readonly record struct TextPlace(int Turn, string Part);

/// <summary>The part of a line of pii-review.jsonl that is known when a value is found; the record's id and place are written before it.</summary>
internal static class ReviewLine
{
    /// <summary>Bytes of context on each side.</summary>
    private const int ContextBytes = 60;

    /// <summary>Appends <c>"turn":0,...}</c> and a line feed. Nothing that was found is readable in it.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="place">Where the text stands.</param>
    /// <param name="text">The text.</param>
    /// <param name="found">Everything found in it.</param>
    /// <param name="index">Which of that the line is about.</param>
    /// <param name="placeholder">What has taken its place; null when it is still there.</param>
    public static void Write(ByteBuffer target, TextPlace place, ReadOnlySpan<byte> text, List<Detection> found, int index, string? placeholder)
    {
        var detection = found[index];
        target.Add(Encoding.ASCII.GetBytes($"\"turn\":{(place.Turn < 0 ? "null" : Recipes.Numbers.Text(place.Turn))}"));
        Member(target, ",\"part\":"u8, place.Part);
        Member(target, ",\"kind\":"u8, detection.Kind.Word());
        target.Add(detection.IsCertain ? ",\"certain\":true"u8 : ",\"certain\":false"u8);
        target.Add(",\"placeholder\":"u8);
        if (placeholder is null) target.Add("null"u8);
        else JsonText.WriteText(target, Encoding.UTF8.GetBytes(placeholder));
        Member(target, ",\"value\":"u8, ValueMask.Of(text.Slice(detection.Start, detection.Length)));
        Member(target, ",\"context\":"u8, Context(text, found, detection));
        Member(target, ",\"why\":"u8, detection.Why);
        target.Add("}\n"u8);
    }

    private static string Context(ReadOnlySpan<byte> text, List<Detection> found, Detection detection)
    {
        var from = Math.Max(0, detection.Start - ContextBytes);
        while (from < detection.Start && (text[from] & 0xC0) == 0x80) from++;
        var to = Math.Min(text.Length, detection.End + ContextBytes);
        while (to > detection.End && to < text.Length && (text[to] & 0xC0) == 0x80) to--;
        var context = new StringBuilder();
        var at = from;
        foreach (var other in found)
        {
            if (other.End <= from || other.Start >= to) continue;
            if (other.Start > at) context.Append(Encoding.UTF8.GetString(text[at..other.Start]));
            context.Append('<').Append(other.Kind.Word()).Append('>');
            at = other.End;
        }

        if (at < to) context.Append(Encoding.UTF8.GetString(text[at..to]));
        return context.ToString();
    }

    private static void Member(ByteBuffer target, ReadOnlySpan<byte> key, string value)
    {
        target.Add(key);
        JsonText.WriteText(target, Encoding.UTF8.GetBytes(value));
    }
}
