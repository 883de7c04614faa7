using System.Collections.Immutable;
using System.Text.Json;
using Cuvee.Publish;
using Cuvee.Sift;

namespace Cuvee.Decontaminate;

/// <summary>The account of a decontamination: every line that was read was kept, removed or quarantined.</summary>
public sealed class DecontaminationResult
{
    private readonly DecontaminateOptions _options;
    private readonly BenchmarkSet _set;

    internal DecontaminationResult(
        string output, DecontaminateOptions options, BenchmarkSet set, ContaminationDecision decision, int inputs, long records,
        long kept, long removed, long flagged, ImmutableSortedDictionary<string, long> quarantined, ImmutableArray<FoundMatch> found)
    {
        (_options, _set) = (options, set);
        (Output, Decision, Inputs, Records, Kept, Removed, Flagged, Quarantined, Found) = (output, decision, inputs, records, kept, removed, flagged, quarantined, found);
    }

    /// <summary>The output as the caller named it.</summary>
    public string Output { get; }

    public ContaminationAction Action => _options.Action;

    public ContaminationDecision Decision { get; }

    /// <summary>How many files were read.</summary>
    public int Inputs { get; }

    /// <summary>How many records they hold; a line may hold several.</summary>
    public long Records { get; }

    /// <summary>Lines read.</summary>
    public long Read => Kept + Removed + Quarantined.Values.Sum();

    public long Kept { get; }

    public long Removed { get; }

    /// <summary>Kept lines that hold an item.</summary>
    public long Flagged { get; }

    /// <summary>Lines that are no records and were not searched, by reason.</summary>
    public ImmutableSortedDictionary<string, long> Quarantined { get; }

    /// <summary>All matches in input order; of one record the strongest first.</summary>
    public ImmutableArray<FoundMatch> Found { get; }

    /// <summary>The file of removed lines, null when there are none.</summary>
    public string? RemovedFile => Removed > 0 ? Output + SiftedOutput.RemovedSuffix : null;

    /// <summary>The file of quarantined lines, null when there are none or only the report is written.</summary>
    public string? QuarantineFile => Quarantined.IsEmpty || Action == ContaminationAction.Report ? null : Output + SiftedOutput.QuarantineSuffix;

    public string ReportFile => Output + Decontamination.ReportSuffix;

    /// <summary>What was found, per benchmark, in the order in which they were given.</summary>
    public IEnumerable<BenchmarkSummary> Benchmarks => BenchmarkSummary.Of(_set, Found.Select(found => found.Match), Decision.Touched);

    /// <summary>Writes the account as one JSON document: <c>OUT.decontamination.json</c>, and the answer of <c>cuvee decontaminate --json</c>.</summary>
    public void WriteJson(Stream target) => JsonDocumentWriter.Write(target, Write);

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteNumber("schema_version", 1);
        writer.WriteString("output", Output);
        writer.WriteString("action", Action.ToString().ToLowerInvariant());
        writer.WriteStartObject("rule");
        SearchJson.WriteRule(writer, _options.Rule, Records);
        writer.WriteEndObject();
        writer.WriteNumber("inputs", Inputs);
        writer.WriteNumber("records", Records);
        writer.WriteNumber("read", Read);
        writer.WriteNumber("kept", Kept);
        writer.WriteNumber("removed", Removed);
        writer.WriteNumber("flagged", Flagged);
        writer.WriteCounts("quarantined", Quarantined);
        writer.WriteString("removed_file", RemovedFile);
        writer.WriteString("quarantine_file", QuarantineFile);
        writer.WriteString("result", Found.IsEmpty ? "no match found" : "matches found");
        writer.WriteString("limits", SearchLimits.Sentence);
        SearchJson.WriteBenchmarks(writer, Benchmarks);
        WriteMatches(writer);
        SearchJson.WriteFrequent(writer, Decision);
        writer.WriteEndObject();
    }

    private void WriteMatches(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("matches");
        foreach (var (file, line, element, match, excerpt) in Found)
        {
            writer.WriteStartObject();
            MatchJson.Write(writer, match, file, line, element);
            writer.WriteString("record_words", excerpt.Record);
            writer.WriteString("item_words", excerpt.Item);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
