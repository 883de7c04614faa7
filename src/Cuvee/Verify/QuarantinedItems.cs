using System.Text;
using System.Text.Json;
using Cuvee.Engine;
using Cuvee.Ingest;

namespace Cuvee.Verify;

/// <summary>The lines of quarantine.jsonl by source file, to be found again there byte by byte.</summary>
internal sealed class QuarantinedItems
{
    private readonly Dictionary<(string Source, string File), List<QuarantinedItem>> _items;

    private QuarantinedItems(IEnumerable<QuarantinedItem> items) => _items = items.GroupBy(item => (item.Source, item.File)).ToDictionary(group => group.Key, group => group.ToList());

    /// <exception cref="MissingEvidenceException">quarantine.jsonl cannot be read, or a line is not of its form.</exception>
    public static QuarantinedItems Read(EmittedDataset dataset) => new Evidence<QuarantinedItems>("quarantine.jsonl", () =>
        new QuarantinedItems(File.ReadLines(dataset.Existing("quarantine.jsonl"), Encoding.UTF8).Select((line, i) => Parse(line, i + 1)).ToList())).Value;

    /// <summary>Those of one file. What says that the file as a whole is damaged has no bytes to compare.</summary>
    public List<QuarantinedItem> Of(string source, string file) =>
        _items.TryGetValue((source, file), out var items) ? [.. items.Where(item => item.Line > 0 || item.Raw.Length > 0)] : [];

    private static QuarantinedItem Parse(string line, int number)
    {
        using var document = JsonDocument.Parse(line);
        try
        {
            var item = document.RootElement;
            var raw = item.TryGetProperty("raw_base64", out var encoded) ? encoded.GetBytesFromBase64() : Encoding.UTF8.GetBytes(item.GetProperty("raw").GetString()!);
            return new QuarantinedItem(number, item.GetProperty("source").GetString()!, item.GetProperty("file").GetString()!, item.GetProperty("line").GetInt64(), item.GetProperty("byte_offset").GetInt64(), raw);
        }
        catch (Exception exception) when (exception is InvalidOperationException or KeyNotFoundException or FormatException or ArgumentNullException)
        {
            throw new InvalidDataException($"line {number} lacks a member or has one of another kind", exception);
        }
    }
}
