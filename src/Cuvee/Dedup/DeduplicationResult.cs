using System.Collections.Immutable;
using System.Text.Json;
using Cuvee.Publish;
using Cuvee.Recipes;
using Cuvee.Sift;

namespace Cuvee.Dedup;

/// <summary>The account of a deduplication: every line that was read was kept, removed or quarantined.</summary>
public sealed class DeduplicationResult
{
    /// <summary>How many of the largest clusters are named.</summary>
    internal const int MaxClusters = 10;

    private readonly DedupOptions _options;

    internal DeduplicationResult(string output, DedupOptions options) => (Output, _options) = (output, options);

    /// <summary>The output as the caller named it.</summary>
    public string Output { get; }

    /// <summary>How many files were read, references aside.</summary>
    public required int Inputs { get; init; }

    /// <summary>How many records they hold; a line may hold several.</summary>
    public required long Records { get; init; }

    /// <summary>Records that counted as kept already.</summary>
    public required long ReferenceRecords { get; init; }

    /// <summary>Lines read.</summary>
    public long Read => Kept + Removed.Sum(reason => reason.Value) + Quarantined.Values.Sum();

    public required long Kept { get; init; }

    /// <summary>Removed lines by reason.</summary>
    public required ImmutableArray<KeyValuePair<string, long>> Removed { get; init; }

    /// <summary>Lines that are no records, by reason.</summary>
    public required ImmutableSortedDictionary<string, long> Quarantined { get; init; }

    /// <summary>Records that were kept without being compared with all that may resemble them.</summary>
    public required int Unverified { get; init; }

    /// <summary>Lines of references that are no records: how many, the first, and what is wrong with it.</summary>
    public required ImmutableArray<(long Count, string Where, string Why)> UnreadableReferences { get; init; }

    /// <summary>The records in whose place the most lines were removed, the most first.</summary>
    public required ImmutableArray<(string File, long Line, long Removed)> Clusters { get; init; }

    /// <summary>The file of removed lines, null when there are none.</summary>
    public string? RemovedFile => Removed.IsEmpty ? null : _options.Removed ?? Output + SiftedOutput.RemovedSuffix;

    /// <summary>The file of quarantined lines, null when there are none.</summary>
    public string? QuarantineFile => Quarantined.IsEmpty ? null : Output + SiftedOutput.QuarantineSuffix;

    /// <summary>Writes the account as one JSON document.</summary>
    public void WriteJson(Stream target) => JsonDocumentWriter.Write(target, Write);

    private void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteNumber("schema_version", 1);
        writer.WriteString("output", Output);
        writer.WriteString("exact", RecipeWords.Of(_options.Key));
        WriteNear(writer);
        writer.WriteString("keep", RecipeWords.Of(_options.Keep));
        writer.WriteNumber("inputs", Inputs);
        writer.WriteNumber("records", Records);
        writer.WriteNumber("reference_records", ReferenceRecords);
        writer.WriteNumber("read", Read);
        writer.WriteNumber("kept", Kept);
        writer.WriteCounts("removed", Removed);
        writer.WriteCounts("quarantined", Quarantined);
        writer.WriteNumber("unverified", Unverified);
        writer.WriteString("removed_file", RemovedFile);
        writer.WriteString("quarantine_file", QuarantineFile);
        writer.WriteStartArray("largest_clusters");
        foreach (var (file, line, removed) in Clusters)
        {
            writer.WriteStartObject();
            writer.WriteString("file", file);
            writer.WriteNumber("line", line);
            writer.WriteNumber("removed", removed);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void WriteNear(Utf8JsonWriter writer)
    {
        if (_options.Near is not { } near)
        {
            writer.WriteNull("near");
            return;
        }

        writer.WriteStartObject("near");
        writer.WriteNumber("similarity", near.Similarity);
        writer.WriteNumber("n", near.ShingleWords);
        writer.WriteString("on", RecipeWords.Of(near.On));
        writer.WriteEndObject();
    }
}
