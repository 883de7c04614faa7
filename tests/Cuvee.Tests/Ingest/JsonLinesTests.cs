using System.Text;
using Cuvee.Ingest;

namespace Cuvee.Tests.Ingest;

public sealed class JsonLinesTests
{
    private static readonly JsonLines Lines = new();

    [Fact]
    public void Nothing_holds_no_item() => Splitting.AssertSplits(Lines, "");

    [Fact]
    public void White_space_holds_no_item() => Splitting.AssertSplits(Lines, " \t\r\n\n\r\n  ");

    [Fact]
    public void Each_line_is_an_item_at_its_physical_line() => Splitting.AssertSplits(
        Lines,
        "{\"a\":1}\n\n{\"b\":\"é\"}\r\n \t \n  {\"c\":3} \n[1]",
        new Found("{\"a\":1}", 1, 0, 0),
        new Found("{\"b\":\"é\"}", 3, 0, 9),
        new Found("{\"c\":3}", 5, 0, 27),
        new Found("[1]", 6, 0, 36));

    [Fact]
    public void A_line_of_several_values_is_one_item_and_broken_lines_are_passed_on() => Splitting.AssertSplits(
        Lines,
        "{}{} {}\n{\"a\":\n,\n",
        new Found("{}{} {}", 1, 0, 0),
        new Found("{\"a\":", 2, 0, 8),
        new Found(",", 3, 0, 14));

    [Theory]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(11)]
    public void A_line_as_long_as_a_block_one_shorter_and_one_longer(int length)
    {
        var line = new string('x', length);
        var found = Lines.Split(Encoding.UTF8.GetBytes($"{line}\n{line}\nend"), 10);
        Assert.Equal([new Found(line, 1, 0, 0), new Found(line, 2, 0, length + 1), new Found("end", 3, 0, (2 * length) + 2)], found);
    }

    [Fact]
    public void Blocks_follow_one_another()
    {
        var bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 100_000).Select(number => $"{{\"n\":{number}}}\n")));
        var byteOffset = 0L;
        var line = 1L;
        foreach (var block in Lines.Split(new MemoryStream(bytes)))
        {
            Assert.Equal((byteOffset, line, Block.DefaultBytes), (block.ByteOffset, block.FirstLine, block.Bytes.Length));
            Assert.True(block.HoldsLines);
            byteOffset += block.Length;
            line += block.Bytes.AsSpan(0, block.Length).Count((byte)'\n');
        }
        Assert.Equal((bytes.Length, 100_001L), (byteOffset, line));
    }

    [Fact]
    public void A_line_of_100_MB_gets_a_block_of_its_own()
    {
        var bytes = new byte[100_000_000];
        Array.Fill(bytes, (byte)'x');
        bytes[10] = bytes[^20] = (byte)'\n';
        var items = new List<(int Length, long Line, long ByteOffset)>();
        foreach (var block in Lines.Split(new MemoryStream(bytes)))
        {
            foreach (var item in block) items.Add((item.Value.Length, item.Line, item.ByteOffset));
        }
        Assert.Equal([(10, 1, 0), (99_999_969, 2, 11), (19, 3, 99_999_981)], items);
    }
}
