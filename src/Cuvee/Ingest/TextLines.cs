using System.Buffers;

namespace Cuvee.Ingest;

/// <summary>
/// Plain text: each line that is not blank is the item <c>{"text": line}</c>, without its line end but with its indentation.
/// The line is its 1-based physical line, the index 0.
/// </summary>
public sealed class TextLines : IContainer
{
    private readonly JsonLines _lines = new();

    public ContainerKind Kind => ContainerKind.TextLines;

    public IEnumerable<Block> Split(Stream decoded, int blockBytes = Block.DefaultBytes)
    {
        var builder = new BlockBuilder(blockBytes);
        var value = new ArrayBufferWriter<byte>();
        foreach (var block in _lines.Split(decoded, blockBytes))
        {
            var number = block.FirstLine;
            for (int start = 0, end; start < block.Length; start = end, number++)
            {
                end = EndOfLine(block, start);
                var line = block.Bytes.AsSpan(start..end);
                if (JsonWhiteSpace.IsBlank(line)) continue;
                WriteValue(value, line);
                if (builder.Add(value.WrittenSpan, number, 0, block.ByteOffset + start) is { } full) yield return full;
            }
        }
        if (builder.Finish() is { } last) yield return last;
    }

    /// <summary>Where the next line starts.</summary>
    private static int EndOfLine(Block block, int start)
    {
        var newline = block.Bytes.AsSpan(start, block.Length - start).IndexOf((byte)'\n');
        return newline < 0 ? block.Length : start + newline + 1;
    }

    private static void WriteValue(ArrayBufferWriter<byte> value, ReadOnlySpan<byte> line)
    {
        if (line.EndsWith("\n"u8)) line = line[..^1];
        if (line.EndsWith("\r"u8)) line = line[..^1];
        value.ResetWrittenCount();
        value.Write("{\"text\":"u8);
        JsonStringWriter.Write(value, line);
        value.Write("}"u8);
    }
}
