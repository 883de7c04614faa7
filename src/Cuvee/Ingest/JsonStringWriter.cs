using System.Buffers;

namespace Cuvee.Ingest;

/// <summary>Writes bytes as a JSON string. Bytes that are not UTF-8 go through as they are, for the parser to find.</summary>
internal static class JsonStringWriter
{
    private static readonly SearchValues<byte> Escaped =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(control => (byte)control), (byte)'"', (byte)'\\']);

    /// <param name="output">Receives the string with its quotes.</param>
    /// <param name="text">The bytes of the string.</param>
    /// <param name="quotesAreDoubled">True when two quotes in <paramref name="text"/> stand for one.</param>
    public static void Write(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> text, bool quotesAreDoubled = false)
    {
        output.Write("\""u8);
        while (true)
        {
            var plain = text.IndexOfAny(Escaped);
            if (plain < 0) break;
            output.Write(text[..plain]);
            WriteEscaped(output, text[plain]);
            text = text[(plain + (quotesAreDoubled && text[plain] == '"' ? 2 : 1))..];
        }
        output.Write(text);
        output.Write("\""u8);
    }

    private static void WriteEscaped(ArrayBufferWriter<byte> output, byte value)
    {
        output.Write(value switch
        {
            (byte)'"' => "\\\""u8,
            (byte)'\\' => "\\\\"u8,
            (byte)'\b' => "\\b"u8,
            (byte)'\f' => "\\f"u8,
            (byte)'\n' => "\\n"u8,
            (byte)'\r' => "\\r"u8,
            (byte)'\t' => "\\t"u8,
            _ => [(byte)'\\', (byte)'u', (byte)'0', (byte)'0', (byte)(value < 0x10 ? '0' : '1'), "0123456789abcdef"u8[value & 0xF]],
        });
    }
}
