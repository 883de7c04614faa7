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

    /// <summary>More frequent n-grams say nothing new; their number is given.</summary>
    private const int MaxFrequent = 100;

    /// <summary>Writes it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="contamination">What was found in all sources.</param>
    /// <param name="facts">The records of the dataset's sources.</param>
    public static void Write(string path, Contamination contamination, DatasetFacts facts)
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

    /// <summary>For each search the n-grams that do not count because the corpus has them everywhere, or because they are allowed: what the emitted lines cannot tell.</summary>
    /// <exception cref="InvalidDataException">The document is not one of these.</exception>
    public static (long Dropped, ImmutableArray<ImmutableArray<Range>> Discounted) Read(byte[] document)
    {
        try
        {
            using var json = JsonDocument.Parse(document);
            return (json.RootElement.GetProperty("records_dropped").GetInt64(),
            [
                .. json.RootElement.GetProperty("searches").EnumerateArray().Select(search => search.GetProperty("discounted_ngrams").EnumerateArray()
                    .Select(run => new Range(run[0].GetInt32(), checked(run[0].GetInt32() + run[1].GetInt32()))).ToImmutableArray()),
            ]);
        }
        catch (Exception exception) when (exception is KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException or FormatException or ArgumentOutOfRangeException or OverflowException)
        {
            throw new InvalidDataException("it is not what a build writes", exception);
        }
    }

    private static void Write(Utf8JsonWriter writer, Contamination contamination, int number, ImmutableArray<FoundContamination> found)
    {
        var (search, decision) = (contamination.Searches[number], contamination.Decisions[number]);
        var limits = search.Rule.Limits;
        writer.WriteStartObject();
        writer.WriteString("action", search.Rule.ActionWord);
        writer.WriteNumber("n", limits.WordsPerNgram);
        writer.WriteNumber("share", search.Rule.Share);
        writer.WriteNumber("answer_share", search.Rule.AnswerShare);
        writer.WriteNumber("minimum_words", limits.MinimumWords);
        writer.WriteNumber("longest", limits.Longest);
        writer.WriteNumber("frequent_above", limits.FrequentFrom(contamination.RecordCount));
        writer.WriteNumber("max_items", limits.MaxItems);
        writer.WriteNumber("allowed_texts", search.Allowed.Length);
        writer.WriteNumber("records_of_all_sources", contamination.RecordCount);
        WriteBenchmarks(writer, search, found);
        writer.WriteNumber("frequent_ngrams", decision.Frequent.Length);
        writer.WriteNumber("records_spared_by_them", decision.Spared);
        writer.WriteStartArray("most_frequent");
        foreach (var (text, records) in decision.Frequent.Take(MaxFrequent))
        {
            writer.WriteStartObject();
            writer.WriteString("words", text);
            writer.WriteNumber("records", records);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        WriteDiscounted(writer, search.Set, decision, limits);
        writer.WriteEndObject();
    }

    private static void WriteBenchmarks(Utf8JsonWriter writer, ContaminationSearch search, ImmutableArray<FoundContamination> found)
    {
        writer.WriteStartArray("benchmarks");
        for (var i = 0; i < search.Set.Benchmarks.Length; i++)
        {
            var benchmark = search.Set.Benchmarks[i];
            var own = found.Where(match => search.Set.Parts[match.Match.Part].Benchmark == i).ToList();
            writer.WriteStartObject();
            writer.WriteString("name", benchmark.Name);
            writer.WriteString("split", benchmark.Split.Length > 0 ? benchmark.Split : null);
            writer.WriteString("file", benchmark.File);
            writer.WriteString("sha256", benchmark.Sha256);
            writer.WriteNumber("items", benchmark.Items.Length);
            writer.WriteNumber("items_searched", search.Set.Searched[i]);
            writer.WriteNumber("items_found", own.Select(match => search.Set.Parts[match.Match.Part].Item).Distinct().Count());
            writer.WriteNumber("records_found", own.Select(match => match.Match.Record).Distinct().Count());
            writer.WriteStartArray("unreadable");
            foreach (var problem in benchmark.Unreadable) writer.WriteStringValue(problem);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>By their numbers in the index, which follow from the benchmarks alone, as [first, how many].</summary>
    private static void WriteDiscounted(Utf8JsonWriter writer, BenchmarkSet set, ContaminationDecision decision, ContaminationRule limits)
    {
        var shared = ContaminationDecision.Shared(set, limits.MaxItems);
        writer.WriteStartArray("discounted_ngrams");
        for (int first = 0, end; first < shared.Length; first = end)
        {
            end = first;
            while (end < shared.Length && !decision.Counts(end) && !shared[end]) end++;
            if (end > first) writer.WriteRawValue($"[{first}, {end - first}]");
            else end++;
        }

        writer.WriteEndArray();
    }

    private static void WriteMatches(Utf8JsonWriter writer, Contamination contamination, IEnumerable<FoundContamination> found, DatasetFacts facts, Dictionary<SourceFacts, int> starts)
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
            MatchJson.Write(writer, match.Match, match.Source.Files[place.File].Key, place.Line);
            writer.WriteString("action", contamination.Searches[match.Search].Rule.ActionWord);
            writer.WriteString("record_words", excerpt.Record);
            writer.WriteString("item_words", excerpt.Item);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
