using Cuvee.Json;

namespace Cuvee.Verify;

/// <summary>The metadata that emitted lines carry.</summary>
internal static class EmittedMetadata
{
    /// <summary>Of each line, in their order, the member <c>metadata</c>: nothing where there is none or the line cannot be read. It is good until the next one.</summary>
    /// <exception cref="MissingEvidenceException">A file is damaged.</exception>
    public static IEnumerable<(int Line, JsonNode Metadata)> Of(EmittedDataset dataset)
    {
        var (texts, tape, buffer) = (dataset.Texts, new JsonTape(JsonTape.RowDepth), new byte[64 * 1024]);
        for (var line = 0; line < texts.Count; line++)
        {
            var isRead = tape.Parse(texts.Read(line, ref buffer)) == JsonFault.None;
            yield return (line, isRead ? tape.Root["metadata"u8] : default);
            tape.Recycle();
        }
    }
}
