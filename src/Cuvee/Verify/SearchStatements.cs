using System.Collections.Immutable;
using System.Text.Json;
using Cuvee.Decontaminate;
using Cuvee.Recipes;
using Cuvee.Report;

namespace Cuvee.Verify;

/// <summary>What decontamination.json states of a search although it follows from the recipe and the files of the benchmarks: the rule, and what was searched for.</summary>
internal static class SearchStatements
{
    /// <summary>Complains of each statement that is not so.</summary>
    public static void Check(SearchAccount account, DecontaminateRule rule, BenchmarkSet set, Findings findings)
    {
        using var expected = Expected(account, rule, set);
        Compare(expected.RootElement, account.Document, "", findings);
    }

    private static JsonDocument Expected(SearchAccount account, DecontaminateRule rule, BenchmarkSet set)
    {
        using var target = new MemoryStream();
        using (var writer = new Utf8JsonWriter(target))
        {
            writer.WriteStartObject();
            writer.WriteString("action", rule.ActionWord);
            SearchJson.WriteRule(writer, rule.Limits, account.Records);
            SearchJson.WriteBenchmarks(writer, BenchmarkSummary.Of(set, [], sharing: null));
            writer.WriteNumber("frequent_ngrams", account.Frequent.Sum(run => (long)(run.Ngrams.End.Value - run.Ngrams.Start.Value)));
            writer.WriteEndObject();
        }

        return JsonDocument.Parse(target.ToArray());
    }

    private static void Compare(JsonElement expected, JsonElement said, string path, Findings findings)
    {
        if (expected.ValueKind == JsonValueKind.Object && said.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in expected.EnumerateObject())
            {
                // How many items were found in how many records is told by the ledger and the list of matches
                if (member.Name is "items_found" or "records_found") continue;
                if (said.TryGetProperty(member.Name, out var value)) Compare(member.Value, value, $"{path}.{member.Name}", findings);
                else findings.Fail($"{ContaminationFile.Name}: searches{path}.{member.Name} is missing");
            }
        }
        else if (expected.ValueKind == JsonValueKind.Array && said.ValueKind == JsonValueKind.Array && expected.GetArrayLength() == said.GetArrayLength())
        {
            foreach (var (i, value) in expected.EnumerateArray().Index()) Compare(value, said[i], $"{path}[{i}]", findings);
        }
        else if (!JsonElement.DeepEquals(expected, said))
        {
            findings.Fail($"{ContaminationFile.Name}: searches{path} is {said.GetRawText()}, not {expected.GetRawText()}");
        }
    }
}
