using System.Collections.Immutable;
using System.Text.Json;
using Cuvee.Report;

namespace Cuvee.Verify;

/// <summary>
/// gates.json against what the gates say now, status by status; messages and offenders are for people and may differ. What differs fails the
/// hash gate, unless that has failed already: then the folder is not as it was built, and other gates fail for that.
/// </summary>
internal static class GatesCheck
{
    private const string FileName = "gates.json";
    private const string Bearer = "hash";

    /// <summary>The results with the hash gate failed when gates.json does not say the same; a missing file is the hash gate's to find.</summary>
    public static ImmutableArray<GateResult> Compare(EmittedDataset dataset, ImmutableArray<GateResult> results)
    {
        var hash = results.First(result => result.Name == Bearer);
        if (hash.Status == GateStatus.Failed) return results;
        var differences = Differences(dataset, results);
        if (differences.IsEmpty) return results;
        var message = $"{differences.Length:N0} statements of {FileName} are not so; first: {differences[0]}";
        return results.Replace(hash, hash with
        {
            Status = GateStatus.Failed,
            Message = message,
            Offenders = [.. differences.Take(Findings.MaxOffenders)],
            OffenderCount = differences.Length,
        });
    }

    private static ImmutableArray<string> Differences(EmittedDataset dataset, ImmutableArray<GateResult> results)
    {
        try
        {
            var document = dataset.GatesDocument;
            var claims = new Evidence<List<(string, string)>>(FileName, () => Claims(document)).Value;
            var passed = document.TryGetProperty("passed", out var value) ? value.ValueKind : JsonValueKind.Undefined;
            return [.. Statuses(dataset, claims, results), .. Conclusion(passed, claims)];
        }
        catch (MissingEvidenceException missing)
        {
            return [missing.Message];
        }
    }

    private static List<(string Name, string Status)> Claims(JsonElement document)
    {
        if (!document.TryGetProperty("gates", out var gates) || gates.ValueKind != JsonValueKind.Array) throw new InvalidDataException("it has no list of gates");
        return [.. gates.EnumerateArray().Select(gate => (Word(gate, "name"), Word(gate, "status")))];

        static string Word(JsonElement gate, string name) => gate.ValueKind == JsonValueKind.Object && gate.TryGetProperty(name, out var word) && word.ValueKind == JsonValueKind.String
            ? word.GetString()!
            : throw new InvalidDataException($"a gate has no '{name}'");
    }

    private static IEnumerable<string> Statuses(EmittedDataset dataset, List<(string Name, string Status)> claims, ImmutableArray<GateResult> results)
    {
        foreach (var result in results)
        {
            var said = claims.Where(claim => claim.Name == result.Name).ToList();
            if (said.Count != 1) yield return $"{FileName} names {result.Name} {said.Count:N0} times";
            else if (said[0].Status != GatesFile.Word(result.Status) && !MayDiffer(dataset, result)) yield return $"{FileName} says {result.Name} {said[0].Status}; it is {GatesFile.Word(result.Status)}";
        }

        foreach (var (name, _) in claims.Where(claim => !results.Any(result => result.Name == claim.Name))) yield return $"{FileName} names {name}, which is no gate";
    }

    /// <summary>A build asks its gates without looking at the source files again.</summary>
    private static bool MayDiffer(EmittedDataset dataset, GateResult result) =>
        result.Status == GateStatus.Failed && result.Name == "provenance" && dataset.InputsRoot is not null;

    private static IEnumerable<string> Conclusion(JsonValueKind passed, List<(string Name, string Status)> claims)
    {
        var expected = claims.Exists(claim => claim.Status == GatesFile.Word(GateStatus.Failed)) ? JsonValueKind.False : JsonValueKind.True;
        if (passed != expected) yield return $"'passed' of {FileName} is not {(expected == JsonValueKind.True ? "true" : "false")}, as its gates ask";
    }
}
