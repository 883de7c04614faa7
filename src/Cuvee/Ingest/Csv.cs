using System.Buffers;
using System.Text;

namespace Cuvee.Ingest;

/// <summary>
/// Delimited fields below a header row (RFC 4180; TSV is the same with tabs). Each record is the item <c>{"header": "field", ...}</c>, all strings;
/// a column without a name is called <c>column0</c> after its 0-based place. The line is the record's number from 1, the header and blank lines not
/// counted; the index is 0.
/// A record with broken quotes or another number of fields than the header is an item with an error, its value the record's bytes.
/// </summary>
/// <param name="delimiter">One ASCII character, neither quote nor line end.</param>
public sealed class Csv(char delimiter = ',') : IContainer
{
    public ContainerKind Kind => ContainerKind.Csv;

    public char Delimiter => delimiter;

    public IEnumerable<Block> Split(Stream decoded, int blockBytes = Block.DefaultBytes)
    {
        var scanner = new CsvScanner((byte)delimiter);
        var builder = new BlockBuilder(blockBytes);
        var value = new ArrayBufferWriter<byte>();
        byte[][]? keys = null;
        var record = 0L;
        var byteOffset = 0L;
        var bytes = BlockBuffer.Allocate(blockBytes);
        int start = 0, length = 0;
        var isEnd = false;
        while (true)
        {
            if (!scanner.Read(bytes.AsSpan(start..length), isEnd))
            {
                if (isEnd) break;
                if (start > 0) bytes.AsSpan(start..length).CopyTo(bytes);
                length -= start;
                start = 0;
                if (length == bytes.Length) BlockBuffer.Grow(ref bytes, $"record {record + 1}");
                var read = decoded.Read(bytes.AsSpan(length));
                isEnd = read == 0;
                length += read;
                continue;
            }

            var text = bytes.AsMemory(start, scanner.RecordLength);
            if (IsBlank(scanner, text.Span))
            {
                // Neither a record nor the header
            }
            else if (keys is null)
            {
                keys = KeysOf(scanner, text.Span);
            }
            else
            {
                record++;
                var error = scanner.Error ?? (scanner.Fields.Count == keys.Length ? null : $"{scanner.Fields.Count} fields where the header has {keys.Length}");
                if (error is null) WriteObject(value, keys, scanner, text.Span);
                if (builder.Add(error is null ? value.WrittenSpan : WithoutLineEnd(text.Span), record, 0, byteOffset, error) is { } full) yield return full;
            }
            start += scanner.RecordLength;
            byteOffset += scanner.RecordLength;
            scanner.StartRecord();
        }
        if (builder.Finish() is { } last) yield return last;
    }

    private static bool IsBlank(CsvScanner scanner, ReadOnlySpan<byte> text) => scanner.Fields is [{ IsQuoted: false }] && JsonWhiteSpace.IsBlank(text);

    private static ReadOnlySpan<byte> WithoutLineEnd(ReadOnlySpan<byte> text) => text.TrimEnd("\r\n"u8);

    /// <summary>The names of the header as JSON strings with their colons.</summary>
    private static byte[][] KeysOf(CsvScanner scanner, ReadOnlySpan<byte> text)
    {
        if (scanner.Error is { } error) throw new InvalidDataException($"the header row is broken: {error}");
        var keys = new byte[scanner.Fields.Count][];
        var key = new ArrayBufferWriter<byte>();
        for (var column = 0; column < keys.Length; column++)
        {
            var field = scanner.Fields[column];
            key.ResetWrittenCount();
            if (field.Length == 0) JsonStringWriter.Write(key, Encoding.UTF8.GetBytes($"column{column}"));
            else JsonStringWriter.Write(key, text.Slice(field.Start, field.Length), field.IsQuoted);
            key.Write(":"u8);
            keys[column] = key.WrittenSpan.ToArray();
        }
        return keys;
    }

    private static void WriteObject(ArrayBufferWriter<byte> value, byte[][] keys, CsvScanner scanner, ReadOnlySpan<byte> text)
    {
        value.ResetWrittenCount();
        for (var column = 0; column < keys.Length; column++)
        {
            var field = scanner.Fields[column];
            value.Write(column == 0 ? "{"u8 : ","u8);
            value.Write(keys[column]);
            JsonStringWriter.Write(value, text.Slice(field.Start, field.Length), field.IsQuoted);
        }
        value.Write("}"u8);
    }
}
