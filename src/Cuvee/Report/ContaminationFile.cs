using System.Collections.Immutable;
using System.Text.Json;
using Cuvee.Decontaminate;
using Cuvee.Engine;
using Cuvee.Publish;

namespace Cuvee.Report;

/// <summary>decontamination.json: which benchmarks were searched for in the records of a dataset's sources, by which rule, and what was found.</summary>
internal static class ContaminationFile
{
    public const string Name = "decontamination.json";

    /// <summary>Matches that are listed with their words; of more only the number is given.</summary>
    private const int MaxMatches = 1_000;

    /// <summary>Writes it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="contamination">What was found in all sources.</param>
    /// <param name="facts">The records of the dataset's sources.</param>
    public static void Write(string path, DecontaminationStage contamination, DatasetFacts facts)
    {
        var starts = facts.Sources.Select((source, i) => (source, start: facts.StartOf(i))).ToDictionary(entry => entry.source, entry => entry.start);
        var found = contamination.Found.Where(match => starts.ContainsKey(match.Source)).OrderBy(match => starts[match.Source] + match.Fact).ThenBy(match => match.Search).ToList();
        JsonDocumentWriter.Write(path, writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("schema_version", 1);
            writer.WriteString("result", found.Count == 0 ? "no match found" : "matches found");
            writer.WriteString("limits", SearchLimits.Sentence);
            writer.WriteNumber("records_dropped", facts.Sources.Sum(source => (long)source.Contaminated.Count));
            writer.WriteStartArray("searches");
            for (var i = 0; i < contamination.Searches.Length; i++) Write(writer, contamination, i, [.. found.Where(match => match.Search == i)]);
            writer.WriteEndArray();
            writer.WriteNumber("matches_found", found.Count);
            writer.WriteNumber("matches_listed", Math.Min(MaxMatches, found.Count));
            WriteMatches(writer, contamination, found.Take(MaxMatches), facts, starts);
            writer.WriteEndObject();
        });
    }

    private static void Write(Utf8JsonWriter writer, DecontaminationStage contamination, int number, ImmutableArray<FoundContamination> found)
    {
        var (search, decision) = (contamination.Searches[number], contamination.Decisions[number]);
        writer.WriteStartObject();
        writer.WriteString("action", search.Rule.ActionWord);
        SearchJson.WriteRule(writer, search.Rule.Limits, contamination.RecordCount);
        if (search.Allowed is { } allowed)
        {
            writer.WriteStartObject("allowed");
            writer.WriteString("file", allowed.File);
            writer.WriteString("sha256", allowed.Sha256);
            writer.WriteNumber("texts", allowed.Texts.Length);
            writer.WriteEndObject();
        }

        writer.WriteNumber("records_of_all_sources", contamination.RecordCount);
        SearchJson.WriteBenchmarks(writer, BenchmarkSummary.Of(search.Set, found.Select(match => match.Match), sharing: null));
        SearchJson.WriteFrequent(writer, decision);
        WriteDiscounted(writer, decision);
        writer.WriteEndObject();
    }

    /// <summary>The frequent n-grams by their numbers in the index, which follow from the benchmarks alone, as [first, how many, texts that hold each of them].</summary>
    private static void WriteDiscounted(Utf8JsonWriter writer, ContaminationDecision decision)
    {
        var frequent = decision.Frequent.OrderBy(ngram => ngram.Number).ToArray();
        writer.WriteStartArray("discounted_ngrams");
        for (int first = 0, end; first < frequent.Length; first = end)
        {
            var (number, texts) = (frequent[first].Number, frequent[first].Records);
            end = first;
            while (end < frequent.Length && frequent[end].Number - number == end - first && frequent[end].Records == texts) end++;
            writer.WriteRawValue($"[{number}, {end - first}, {texts}]");
        }

        writer.WriteEndArray();
    }

    private static void WriteMatches(Utf8JsonWriter writer, DecontaminationStage contamination, IEnumerable<FoundContamination> found, DatasetFacts facts, Dictionary<SourceFacts, int> starts)
    {
        var observers = contamination.Sets.Select(set => new Observer(set)).ToArray();
        var staged = new StagedReader(facts);
        writer.WriteStartArray("matches");
        foreach (var match in found)
        {
            var place = PlaceReader.Read(match.Source, match.Fact);
            var record = staged.Read(starts[match.Source] + match.Fact);
            observers[match.Search].Observe(record);
            var excerpt = MatchExcerpt.Of(contamination.Sets[match.Search], contamination.Decisions[match.Search], observers[match.Search], record, match.Match.Part);
            writer.WriteStartObject();
            writer.WriteString("id", place.Id.ToString());
            writer.WriteString("source", match.Source.Plan.Name);
            MatchJson.Write(writer, match.Match, match.Source.Files[place.File].Key, place.Line, place.Item);
            writer.WriteString("action", contamination.Searches[match.Search].Rule.ActionWord);
            writer.WriteString("record_words", excerpt.Record);
            writer.WriteString("item_words", excerpt.Item);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
