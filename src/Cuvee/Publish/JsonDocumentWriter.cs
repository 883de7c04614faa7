using System.Text.Encodings.Web;
using System.Text.Json;

namespace Cuvee.Publish;

/// <summary>Writes the small JSON documents of a dataset: indented, readable, the same bytes everywhere.</summary>
internal static class JsonDocumentWriter
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(string path, Action<Utf8JsonWriter> write)
    {
        using var file = File.Create(path);
        Write(file, write);
    }

    public static void Write(Stream target, Action<Utf8JsonWriter> write)
    {
        using (var writer = new Utf8JsonWriter(target, Options)) write(writer);
        target.WriteByte((byte)'\n');
    }

    /// <summary>Writes an object of counts.</summary>
    public static void WriteCounts(this Utf8JsonWriter writer, string name, IEnumerable<KeyValuePair<string, long>> counts)
    {
        writer.WriteStartObject(name);
        foreach (var (key, count) in counts) writer.WriteNumber(key, count);
        writer.WriteEndObject();
    }

    /// <summary>Writes dropped records as {stage: {reason: n}}.</summary>
    public static void WriteDropped(this Utf8JsonWriter writer, SortedDictionary<string, SortedDictionary<string, long>> dropped)
    {
        writer.WriteStartObject("dropped");
        foreach (var (stage, reasons) in dropped) writer.WriteCounts(stage, reasons);
        writer.WriteEndObject();
    }
}
