using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Cuvee.Decontaminate;

/// <summary>A match as JSON: the reason beside a removed row, the mark in a flagged one, a row of the report.</summary>
internal static class MatchJson
{
    /// <summary>Digits of shares: finer than any part is long.</summary>
    private const int ShareDigits = 4;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(ContaminationMatch match, string file, long line, long element)
    {
        var target = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(target, Options))
        {
            writer.WriteStartObject();
            Write(writer, match, file, line, element);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(target.WrittenSpan);
    }

    public static void Write(Utf8JsonWriter writer, ContaminationMatch match, string file, long line, long element)
    {
        writer.WriteString("file", file);
        writer.WriteNumber("line", line);
        writer.WriteNumber("element", element);
        writer.WriteString("benchmark", match.Benchmark);
        if (match.Split.Length > 0) writer.WriteString("split", match.Split);
        writer.WriteString("item", match.Item);
        writer.WriteString("part", match.PartName);
        writer.WriteNumber("longest", match.Longest);
        writer.WriteNumber("share", Math.Round(match.Share, ShareDigits));
    }
}
