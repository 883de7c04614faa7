using System.Text;
using Cuvee.Ingest;

namespace Cuvee.Tests.Ingest;

/// <summary>An item with its value as text, to compare whole.</summary>
internal sealed record Found(string Value, long Line, long Index, long ByteOffset, string? Error = null);

internal static class Splitting
{
    /// <summary>From smaller than any value to larger than any file of these tests.</summary>
    public static readonly int[] BlockSizes = [1, 2, 3, 7, 16, 100, 1 << 20];

    public static List<Found> Split(this IContainer container, byte[] bytes, int blockBytes = Block.DefaultBytes) =>
        container.Split(new MemoryStream(bytes), blockBytes).Found();

    public static List<Found> Found(this IEnumerable<Block> blocks)
    {
        var found = new List<Found>();
        foreach (var block in blocks)
        {
            foreach (var item in block) found.Add(new Found(Encoding.Latin1.GetString(item.Value.Span).FromUtf8(), item.Line, item.Index, item.ByteOffset, item.Error));
        }
        return found;
    }

    /// <summary>Asserts the items of a text, whatever the size of the blocks and however little the stream gives at once.</summary>
    public static void AssertSplits(IContainer container, string text, params Found[] expected)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        foreach (var blockBytes in BlockSizes)
        {
            Assert.Equal(expected, container.Split(bytes, blockBytes));
            Assert.Equal(expected, container.Split(new TrickleStream(bytes), blockBytes).Found());
        }
    }

    public static int Count(IEnumerable<Block> blocks)
    {
        var count = 0;
        foreach (var block in blocks)
        {
            foreach (var _ in block) count++;
        }
        return count;
    }

    /// <summary>Text where the bytes are UTF-8, else one character for each byte.</summary>
    private static string FromUtf8(this string latin1)
    {
        var bytes = Encoding.Latin1.GetBytes(latin1);
        return System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : latin1;
    }
}
