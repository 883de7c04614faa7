using System.Text.Json;
using Cuvee.Json;
using Cuvee.Recipes;

namespace Cuvee.Decontaminate;

/// <summary>What the accounts of a search have in common: that of <c>cuvee decontaminate</c> and that of a dataset.</summary>
internal static class SearchJson
{
    /// <summary>More of them say nothing new; their number is given.</summary>
    private const int MaxFrequent = 100;

    /// <summary>The members of a rule.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="records">Records that were searched: from them it follows how frequent is too frequent.</param>
    public static void WriteRule(Utf8JsonWriter writer, ContaminationRule rule, long records)
    {
        writer.WriteNumber("n", rule.WordsPerNgram);
        WriteShare("share", rule.Share);
        WriteShare("answer_share", rule.AnswerShare);
        writer.WriteNumber("minimum_words", rule.MinimumWords);
        writer.WriteNumber("longest", rule.Longest);
        writer.WriteNumber("frequent_above", rule.FrequentFrom(records));
        writer.WriteNumber("max_items", rule.MaxItems);

        // 0.50 and 0.5 are the same share
        void WriteShare(string name, decimal share)
        {
            writer.WritePropertyName(name);
            writer.WriteRawValue(Numbers.Text(share));
        }
    }

    /// <summary>The member <c>benchmarks</c>.</summary>
    public static void WriteBenchmarks(Utf8JsonWriter writer, IEnumerable<BenchmarkSummary> benchmarks)
    {
        writer.WriteStartArray("benchmarks");
        foreach (var (benchmark, searched, items, records, sharing) in benchmarks)
        {
            writer.WriteStartObject();
            writer.WriteString("name", benchmark.Name);
            writer.WriteString("split", benchmark.Split.Length > 0 ? benchmark.Split : null);
            writer.WriteString("file", benchmark.File);
            writer.WriteString("sha256", benchmark.Sha256);
            writer.WriteNumber("items", benchmark.Items.Length);
            writer.WriteNumber("items_searched", searched);
            writer.WriteNumber("items_found", items);
            writer.WriteNumber("records_found", records);
            if (sharing is { } count) writer.WriteNumber("records_sharing_an_ngram", count);
            writer.WriteStrings("unreadable", benchmark.Unreadable);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>The members that say which n-grams the corpus has everywhere.</summary>
    public static void WriteFrequent(Utf8JsonWriter writer, ContaminationDecision decision)
    {
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
    }
}
